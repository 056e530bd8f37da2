package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.training.callbacks.Callback;
import dev.rewind.training.callbacks.Training;
import dev.rewind.training.checkpoint.Snapshot;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Who looks on while a model is trained.
 *
 * @param all the line per epoch, if it is wanted, and then those that were given
 */
record FitCallbacks(List<Callback> all) {

  /** Lets all of them begin. What one refuses is an error in its own words. */
  void begin(Training training) {
    for (Callback callback : all) {
      try {
        callback.onTrainBegin(training);
      } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
        throw e;
      } catch (RuntimeException e) {
        throw failure(callback, "onTrainBegin", e);
      }
    }
  }

  /** Calls a method of each. */
  void tell(Training training, String what, BiConsumer<Callback, Training> method) {
    for (Callback callback : all) {
      try {
        method.accept(callback, training);
      } catch (RuntimeException e) {
        String place = what + " of epoch " + training.epoch() + ", step " + training.step();
        throw failure(callback, place, e);
      }
    }
  }

  private static IllegalStateException failure(
      Callback callback, String place, RuntimeException cause) {
    return new IllegalStateException(
        "fit: the callback "
            + callback.getClass().getSimpleName()
            + " failed in "
            + place
            + ": "
            + cause.getMessage(),
        cause);
  }

  /** The names of the logs that they add. */
  Set<String> logNames() {
    Set<String> names = new TreeSet<>();
    all.forEach(callback -> names.addAll(callback.logNames()));
    return names;
  }

  Snapshot save() {
    Snapshot.Builder saved = new Snapshot.Builder();
    for (int i = 0; i < all.size(); i++) {
      saved.put(nameOf(i), all.get(i).save());
    }
    return saved.build();
  }

  /** The class, and which one of it, so that the state of one is not given to another. */
  private String nameOf(int callback) {
    Class<?> type = all.get(callback).getClass();
    long before = all.subList(0, callback).stream().filter(c -> c.getClass() == type).count();
    return type.getSimpleName() + " " + before;
  }

  /** Refuses the state of callbacks that are not there. */
  void requireKnown(Snapshot saved) {
    Set<String> unknown = new TreeSet<>();
    saved.names().forEach(name -> unknown.add(name.substring(0, name.indexOf('/'))));
    for (int i = 0; i < all.size(); i++) {
      unknown.remove(nameOf(i));
    }
    Checks.require(
        unknown.isEmpty(),
        "restore",
        "the snapshot has the state of the callbacks "
            + unknown
            + ", which this fit has not. Give it the same callbacks in the same order.");
  }

  void restore(Snapshot saved) {
    for (int i = 0; i < all.size(); i++) {
      Snapshot own = saved.part(nameOf(i));
      if (!own.names().isEmpty()) {
        all.get(i).restore(own);
      }
    }
  }
}
