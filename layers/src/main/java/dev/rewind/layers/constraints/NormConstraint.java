package dev.rewind.layers.constraints;

import dev.rewind.core.KerasEpsilon;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import org.ejml.data.DMatrixRMaj;

/**
 * A constraint on the Euclidean norms of a weight's vectors.
 *
 * @param <S> the constraint's own type
 */
interface NormConstraint<S extends Constraint> extends Constraint {
  /** What is added to each norm that is divided by, so that zeros stay zeros. */
  double EPSILON = KerasEpsilon.VALUE;

  /** Option {@code axis}, 0 by default. */
  Option<Axes> AXIS = Option.of("axis", Axes.CODEC, Axes.of(0));

  @Override
  S with(Options options);

  /**
   * Says along which axis norms are taken.
   *
   * @param axis from 0, or from −1 backwards, 0 by default
   * @return a changed copy
   */
  default S axis(int axis) {
    return axis(Axes.of(axis));
  }

  /**
   * Says along which axes norms are taken.
   *
   * @param axes some axes, or all
   * @return a changed copy
   */
  default S axis(Axes axes) {
    return with(options().with(AXIS, axes));
  }

  /**
   * The axes along which norms are taken.
   *
   * @return axis 0 by default
   */
  default Axes axis() {
    return options().get(AXIS);
  }

  /**
   * The projection of one element.
   *
   * @param w the element
   * @param norm the norm of its vector
   * @return its new value
   */
  double projected(double w, double norm);

  @Override
  default void checkShape(String who, TensorShape shape) {
    axis().requireIn(shape, who, options());
  }

  @Override
  default void project(TensorShape shape, DMatrixRMaj weight) {
    checkShape(className(), shape);
    int[] vectors = axis().vectors(shape);
    double[] norms = new double[vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      norms[vectors[i]] += weight.get(i) * weight.get(i);
    }
    for (int i = 0; i < vectors.length; i++) {
      weight.set(i, projected(weight.get(i), Math.sqrt(norms[vectors[i]])));
    }
  }
}
