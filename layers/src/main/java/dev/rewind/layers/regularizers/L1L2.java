package dev.rewind.layers.regularizers;

import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Range;

/**
 * {@link L1} and {@link L2} together.
 *
 * <pre>
 *   penalty = l1 · Σ |x| + l2 · Σ x²
 * </pre>
 *
 * <p><b>Source</b>: {@code keras/src/regularizers/regularizers.py}, Keras 3.15.1.
 *
 * @param options {@code l1} and {@code l2}
 */
public record L1L2(Options options) implements Regularizer {
  private static final Option<Double> L1 =
      Option.of("l1", Codecs.DOUBLE, 0.0).in(Range.NOT_NEGATIVE);

  private static final Option<Double> L2 =
      Option.of("l2", Codecs.DOUBLE, 0.0).in(Range.NOT_NEGATIVE);

  private static final Options DECLARED = Options.of("L1L2", L1, L2);

  /**
   * Takes options that were made for this regularizer.
   *
   * @param options {@code l1} and {@code l2}
   * @throws IllegalArgumentException if they are of something else
   */
  public L1L2 {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The regularizer.
   *
   * @return both factors 0
   */
  public static L1L2 of() {
    return new L1L2(DECLARED);
  }

  /**
   * The regularizer with both factors.
   *
   * @param l1 factor of the absolute values, finite, at least 0
   * @param l2 factor of the squares, finite, at least 0
   * @return a regularizer with these factors
   * @throws IllegalArgumentException if one is out of range
   */
  public static L1L2 of(double l1, double l2) {
    return of().l1(l1).l2(l2);
  }

  @Override
  public L1L2 with(Options newOptions) {
    return new L1L2(newOptions);
  }

  /**
   * Sets the factor of the absolute values.
   *
   * @param l1 finite, at least 0, 0 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public L1L2 l1(double l1) {
    return with(options.with(L1, l1));
  }

  /**
   * The factor of the absolute values.
   *
   * @return finite, at least 0, 0 by default
   */
  public double l1() {
    return options.get(L1);
  }

  /**
   * Sets the factor of the squares.
   *
   * @param l2 finite, at least 0, 0 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public L1L2 l2(double l2) {
    return with(options.with(L2, l2));
  }

  /**
   * The factor of the squares.
   *
   * @return finite, at least 0, 0 by default
   */
  public double l2() {
    return options.get(L2);
  }

  @Override
  public Variable penalty(Variable x) {
    Variable absolutes = Ops.scale(Ops.l1Norm(x), l1());
    Variable squares = Ops.scale(Ops.sum(Ops.square(x)), l2());
    return Ops.add(absolutes, squares);
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
