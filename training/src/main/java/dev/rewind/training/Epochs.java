package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.training.checkpoint.Savable;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.BatchIterator;
import dev.rewind.training.data.BatchSource;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Cuts passes into epochs. An epoch is a pass, or a number of steps of one: then the next epoch
 * goes on in it, and where the pass ends the epoch ends too, as in Keras' {@code EpochIterator}.
 *
 * <p>What is saved is how the present pass began and how far it went.
 */
final class Epochs implements Savable, AutoCloseable {
  private final BatchSource passes;
  private final Optional<Integer> stepsPerEpoch;
  private Iterator<Batch> pass = Collections.emptyIterator();
  private Snapshot beginning;
  private boolean begun;
  private long taken;

  Epochs(BatchSource passes, Optional<Integer> stepsPerEpoch) {
    this.passes = passes;
    this.stepsPerEpoch = stepsPerEpoch;
    this.beginning = passes.save();
  }

  OptionalInt steps() {
    return stepsPerEpoch.isPresent() ? OptionalInt.of(stepsPerEpoch.get()) : passes.steps();
  }

  /** Goes to the next pass, unless the present one is to go on. */
  void begin() {
    if (stepsPerEpoch.isEmpty() || !pass.hasNext()) {
      close();
      beginning = passes.save();
      pass = passes.iterator();
      begun = true;
      taken = 0;
    }
  }

  /** Whether the present epoch has a further step. */
  boolean hasNext(int step) {
    return stepsPerEpoch.map(steps -> step < steps).orElse(true) && pass.hasNext();
  }

  Batch next() {
    taken++;
    return pass.next();
  }

  /** Gives back what the present pass holds, such as a file. */
  @Override
  public void close() {
    BatchIterator.closeIfNeeded(pass);
  }

  @Override
  public Snapshot save() {
    return new Snapshot.Builder()
        .put("pass", beginning)
        .put("present", passes.save())
        .put("begun", String.valueOf(begun))
        .put("taken", taken)
        .build();
  }

  /**
   * Goes through the present pass again, as far as it went. What it draws from stands then where it
   * stood, even if others draw from it too.
   */
  @Override
  public void restore(Snapshot saved) {
    close();
    passes.restore(saved.part("pass"));
    beginning = saved.part("pass");
    begun = Boolean.parseBoolean(saved.text("begun"));
    pass = begun ? passes.iterator() : Collections.emptyIterator();
    long wanted = saved.number("taken");
    for (taken = 0; taken < wanted; taken++) {
      Checks.require(
          pass.hasNext(),
          "restore",
          "the data end after "
              + taken
              + " batches; expected at least "
              + wanted
              + ", which were taken of them before. Go on with the same data.");
      pass.next();
    }
    passes.restore(saved.part("present"));
  }
}
