package dev.rewind.training;

import dev.rewind.training.checkpoint.Savable;
import dev.rewind.training.data.Batch;
import java.util.Iterator;
import java.util.OptionalInt;

/**
 * Batches that are gone through again and again. What is saved is what the next pass depends on,
 * such as the random source that shuffles it.
 */
interface Passes extends Savable {

  /** Begins a pass. */
  Iterator<Batch> begin();

  /** How many batches a pass has, if that is known. */
  OptionalInt steps();
}
