package dev.rewind.layers.regularizers;

import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Range;

/**
 * The sum of the absolute values, which draws small weights to 0.
 *
 * <pre>
 *   penalty = l1 · Σ |x|
 * </pre>
 *
 * <p><b>Source</b>: {@code keras/src/regularizers/regularizers.py}, Keras 3.15.1.
 *
 * @param options {@code l1}
 */
public record L1(Options options) implements Regularizer {
  private static final Option<Double> L1 =
      Option.of("l1", Codecs.DOUBLE, 0.01).in(Range.NOT_NEGATIVE);

  private static final Options DECLARED = Options.of("L1", L1);

  /**
   * Takes options that were made for this regularizer.
   *
   * @param options {@code l1}
   * @throws IllegalArgumentException if they are of something else
   */
  public L1 {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The regularizer.
   *
   * @return factor 0.01
   */
  public static L1 of() {
    return new L1(DECLARED);
  }

  /**
   * The regularizer with a factor.
   *
   * @param l1 finite, at least 0
   * @return a regularizer with this factor
   * @throws IllegalArgumentException if it is out of range
   */
  public static L1 of(double l1) {
    return of().l1(l1);
  }

  @Override
  public L1 with(Options newOptions) {
    return new L1(newOptions);
  }

  /**
   * Sets the factor.
   *
   * @param l1 finite, at least 0, 0.01 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public L1 l1(double l1) {
    return with(options.with(L1, l1));
  }

  /**
   * The factor.
   *
   * @return finite, at least 0, 0.01 by default
   */
  public double l1() {
    return options.get(L1);
  }

  @Override
  public Variable penalty(Variable x) {
    return Ops.scale(Ops.l1Norm(x), l1());
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
