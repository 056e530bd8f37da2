package dev.rewind.training.data;

import java.util.Iterator;

/**
 * Batches one after the other, from something that is to be closed, such as a file. It closes
 * itself at the end; whoever stops before closes it.
 *
 * <pre>{@code
 * try (BatchIterator batches = stream.iterator()) {
 *   Batch first = batches.next();
 * }
 * }</pre>
 */
public interface BatchIterator extends Iterator<Batch>, AutoCloseable {

  /** Gives back what it holds. Afterwards there is no next batch; closing twice does nothing. */
  @Override
  void close();
}
