package dev.rewind.training.data;

import dev.rewind.core.Checks;
import dev.rewind.training.checkpoint.Savable;
import dev.rewind.training.checkpoint.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Gives the batches of one pass after the other: each call of {@code iterator()} begins a pass. All
 * sources of batches in this package are such; a source of your own that draws at random implements
 * {@link #save} and {@link #restore}, so that a training can be resumed exactly.
 *
 * <p>Random numbers are drawn in {@code iterator()}, not in the {@code next} of what it returns.
 * Then a pass depends on nothing but what is saved before it: not on how much of the pass before it
 * was read, nor on how many batches {@link Prefetch} makes ahead.
 *
 * <p>What is saved is what the next pass depends on, such as the random source that shuffles it.
 * How far a pass has come is counted by who goes through it.
 */
public interface BatchSource extends Iterable<Batch>, Savable {

  /**
   * How many batches a pass has.
   *
   * @return at least 1; nothing if that is not known before, or there are none
   */
  default OptionalInt steps() {
    return OptionalInt.empty();
  }

  /** What the next pass depends on; nothing unless it is overridden. */
  @Override
  default Snapshot save() {
    return Snapshot.empty();
  }

  /** Puts back what the next pass depends on. */
  @Override
  default void restore(Snapshot saved) {}

  /**
   * Batches from anywhere.
   *
   * @param batches gives the batches of one pass after the other; if it is {@link Savable}, so is
   *     the result
   * @return a source of the same batches
   */
  static BatchSource of(Iterable<Batch> batches) {
    return batches instanceof BatchSource source ? source : new GivenBatches(batches);
  }

  /**
   * The same batches in pieces of some time steps, for layers that carry their states: see {@link
   * Batch#chunks}.
   *
   * <pre>{@code
   * model.evaluate(data.batches(4).chunks(100));   // memory for 100 steps, whatever the length
   * }</pre>
   *
   * @param timesteps the length of a piece, positive; the last of a batch may be shorter
   * @return the pieces, those of each batch in order; each is copied when it is asked for
   * @throws IllegalArgumentException if the length is not positive
   */
  default BatchSource chunks(int timesteps) {
    Checks.positive("chunks", "timesteps", timesteps);
    return new ChangedBatches(this, batch -> new BatchChunks(batch, timesteps), false);
  }

  /**
   * The same batches, in which each sample counts as its class does: see {@link
   * Batch#withClassWeights}.
   *
   * @param classWeights from the number of a class to how much it counts; 1 for those left out
   * @return the weighted batches
   */
  default BatchSource withClassWeights(Map<Integer, Double> classWeights) {
    return new ChangedBatches(this, batch -> List.of(batch.withClassWeights(classWeights)), true);
  }
}
