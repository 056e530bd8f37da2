package dev.rewind.layers.regularizers;

import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Range;

/**
 * The sum of the squares (not half of it), which keeps weights small.
 *
 * <pre>
 *   penalty = l2 · Σ x²
 * </pre>
 *
 * <p><b>Source</b>: {@code keras/src/regularizers/regularizers.py}, Keras 3.15.1.
 *
 * @param options {@code l2}
 */
public record L2(Options options) implements Regularizer {
  private static final Option<Double> L2 =
      Option.of("l2", Codecs.DOUBLE, 0.01).in(Range.NOT_NEGATIVE);

  private static final Options DECLARED = Options.of("L2", L2);

  /**
   * Takes options that were made for this regularizer.
   *
   * @param options {@code l2}
   * @throws IllegalArgumentException if they are of something else
   */
  public L2 {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The regularizer.
   *
   * @return factor 0.01
   */
  public static L2 of() {
    return new L2(DECLARED);
  }

  /**
   * The regularizer with a factor.
   *
   * @param l2 finite, at least 0
   * @return a regularizer with this factor
   * @throws IllegalArgumentException if it is out of range
   */
  public static L2 of(double l2) {
    return of().l2(l2);
  }

  @Override
  public L2 with(Options newOptions) {
    return new L2(newOptions);
  }

  /**
   * Sets the factor.
   *
   * @param l2 finite, at least 0, 0.01 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public L2 l2(double l2) {
    return with(options.with(L2, l2));
  }

  /**
   * The factor.
   *
   * @return finite, at least 0, 0.01 by default
   */
  public double l2() {
    return options.get(L2);
  }

  @Override
  public Variable penalty(Variable x) {
    return Ops.scale(Ops.sum(Ops.square(x)), l2());
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
