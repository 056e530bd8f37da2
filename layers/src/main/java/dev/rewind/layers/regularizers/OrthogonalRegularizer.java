package dev.rewind.layers.regularizers;

import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import dev.rewind.core.Checks;
import dev.rewind.core.KerasEpsilon;
import dev.rewind.core.Shape;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Range;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The mean size of the cosines between different rows, or columns, which makes them orthogonal to
 * each other.
 *
 * <pre>
 *   v_i = x_i / max(‖x_i‖, ε)                ε = 1e-7
 *   penalty = factor · mean |v_i · v_j|     over all pairs i ≠ j
 * </pre>
 *
 * <p><b>Shapes</b>: a matrix with at least two rows, or columns. (With one Keras gives NaN.)
 *
 * <p><b>Source</b>: {@code keras/src/regularizers/regularizers.py}, Keras 3.15.1.
 *
 * @param options {@code factor} and {@code mode}
 */
public record OrthogonalRegularizer(Options options) implements Regularizer {
  private static final double EPSILON = KerasEpsilon.VALUE;

  private static final Option<Double> FACTOR =
      Option.of("factor", Codecs.DOUBLE, 0.01).in(Range.NOT_NEGATIVE);

  private static final Option<OrthogonalMode> MODE =
      Option.of("mode", Codecs.choice(OrthogonalMode.class), OrthogonalMode.ROWS);

  private static final Options DECLARED = Options.of("OrthogonalRegularizer", FACTOR, MODE);

  /**
   * Takes options that were made for this regularizer.
   *
   * @param options {@code factor} and {@code mode}
   * @throws IllegalArgumentException if they are of something else
   */
  public OrthogonalRegularizer {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The regularizer.
   *
   * @return factor 0.01, between rows
   */
  public static OrthogonalRegularizer of() {
    return new OrthogonalRegularizer(DECLARED);
  }

  @Override
  public OrthogonalRegularizer with(Options newOptions) {
    return new OrthogonalRegularizer(newOptions);
  }

  /**
   * Sets the factor.
   *
   * @param factor finite, at least 0, 0.01 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public OrthogonalRegularizer factor(double factor) {
    return with(options.with(FACTOR, factor));
  }

  /**
   * The factor.
   *
   * @return finite, at least 0, 0.01 by default
   */
  public double factor() {
    return options.get(FACTOR);
  }

  /**
   * Says what is to be orthogonal.
   *
   * @param mode rows, the default, or columns
   * @return a changed copy
   */
  public OrthogonalRegularizer mode(OrthogonalMode mode) {
    return with(options.with(MODE, mode));
  }

  /**
   * What is to be orthogonal.
   *
   * @return rows, the default, or columns
   */
  public OrthogonalMode mode() {
    return options.get(MODE);
  }

  @Override
  public void checkShape(String who, TensorShape shape) {
    requireTwo(who, shape, shape.matrix());
  }

  @Override
  public Variable penalty(Variable x) {
    requireTwo(className(), x.shape(), x.shape());
    Variable vectors = mode() == OrthogonalMode.ROWS ? x : Ops.transpose(x);
    int count = vectors.shape().rows();
    Variable v = Ops.l2NormalizeRows(vectors, EPSILON);
    Variable cosines = Ops.mul(Ops.matmulTransB(v, v), x.tape().constant(offDiagonal(count)));
    return Ops.scale(Ops.l1Norm(cosines), factor() / (count * (count - 1.0)));
  }

  private void requireTwo(String who, Object printed, Shape shape) {
    int count = mode() == OrthogonalMode.ROWS ? shape.rows() : shape.columns();
    Checks.require(
        count > 1,
        who,
        "shape "
            + printed
            + " has "
            + count
            + " "
            + Codecs.choice(OrthogonalMode.class).write(mode())
            + "; expected two or more. Change "
            + this
            + ".");
  }

  private static DMatrixRMaj offDiagonal(int size) {
    DMatrixRMaj ones = new DMatrixRMaj(size, size);
    CommonOps_DDRM.fill(ones, 1);
    CommonOps_DDRM.subtractEquals(ones, CommonOps_DDRM.identity(size));
    return ones;
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
