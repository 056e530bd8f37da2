package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import java.util.Optional;

/**
 * The options of {@link Precision} and {@link Recall}.
 *
 * @param <S> the metric's own type
 */
public interface TopClassOptions<S extends Metric> extends ThresholdOptions<S> {
  /** Option {@code top_k}, none by default. */
  Option<Optional<Integer>> TOP_K =
      Option.of("top_k", Codecs.optional(Codecs.INTEGER), Optional.<Integer>empty())
          .in(k -> k.isEmpty() || k.get() > 0, "positive");

  /** Option {@code class_id}, none by default. */
  Option<Optional<Integer>> CLASS_ID =
      Option.of("class_id", Codecs.optional(Codecs.INTEGER), Optional.<Integer>empty())
          .in(id -> id.isEmpty() || id.get() >= 0, "at least 0");

  /**
   * Lets only the largest elements of a row mean yes, and without thresholds all of them.
   *
   * @param topK how many, at least 1; of equal ones the first
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  default S topK(int topK) {
    return with(options().with(TOP_K, Optional.of(topK)));
  }

  /**
   * How many of the elements of a row may mean yes.
   *
   * @return the number, if it is limited
   */
  default Optional<Integer> topK() {
    return options().get(TOP_K);
  }

  /**
   * Counts one column only.
   *
   * @param classId its index, at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  default S classId(int classId) {
    return with(options().with(CLASS_ID, Optional.of(classId)));
  }

  /**
   * The only column that counts.
   *
   * @return its index, if not all columns count
   */
  default Optional<Integer> classId() {
    return options().get(CLASS_ID);
  }

  @Override
  default void checkShapes(Shape targets, Shape predictions) {
    ThresholdOptions.super.checkShapes(targets, predictions);
    topK().ifPresent(k -> TopK.checkColumns(name(), TOP_K.name(), k, predictions));
    if (classId().isPresent() && classId().get() >= predictions.columns()) {
      throw new ShapeMismatchException(
          name()
              + ": predictions are "
              + predictions
              + " and classId is "
              + classId().get()
              + "; expected a class below "
              + predictions.columns()
              + ". Classes are counted from 0.",
          predictions,
          new Shape(predictions.rows(), classId().get() + 1));
    }
  }

  @Override
  default Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }
}
