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

  /**
   * Closes an iterator that is to be closed: one that is {@link AutoCloseable}, whatever it is
   * else. Nothing happens to others.
   *
   * @param iterator what nobody reads any more
   * @throws IllegalStateException if it can not be closed, with the checked exception as its cause;
   *     unchecked ones are thrown as they are
   */
  static void closeIfNeeded(Iterator<?> iterator) {
    if (iterator instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (RuntimeException problem) {
        throw problem;
      } catch (Exception problem) {
        throw new IllegalStateException(
            "BatchIterator: an iterator could not be closed: " + problem + ".", problem);
      }
    }
  }
}
