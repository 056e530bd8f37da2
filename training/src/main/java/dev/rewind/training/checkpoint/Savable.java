package dev.rewind.training.checkpoint;

/**
 * Something that remembers: what it remembers can be read as a value and put back, so that it goes
 * on as it would have gone on.
 *
 * <p>A callback of yours that counts, or a source of batches that draws at random, implements it to
 * take part in exact resume.
 */
public interface Savable {

  /**
   * Reads what is remembered.
   *
   * @return a copy
   */
  Snapshot save();

  /**
   * Puts back what {@link #save} returned.
   *
   * @param saved what an equal object remembered
   * @throws IllegalArgumentException if it is of another one
   */
  void restore(Snapshot saved);
}
