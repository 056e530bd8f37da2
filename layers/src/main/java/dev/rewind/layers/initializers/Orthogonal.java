package dev.rewind.layers.initializers;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Range;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/**
 * A random matrix with orthonormal rows, or columns if there are fewer of those; for a square one
 * both.
 *
 * <pre>
 *   A = Q · R              A normal, [max, min] of rows and columns; QR decomposition
 *   w = gain · Q · diag(sign(R))     transposed if there are more columns than rows
 * </pre>
 *
 * <p>The signs make every orthogonal matrix equally likely. Tensors of higher rank are taken as the
 * matrix that holds them.
 *
 * <p><b>Source</b>: {@code keras/src/initializers/random_initializers.py}, Keras 3.15.1; Saxe,
 * McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear
 * neural networks", ICLR 2014.
 *
 * @param options {@code seed} and {@code gain}
 */
public record Orthogonal(Options options) implements RandomInitializer<Orthogonal> {
  private static final Option<Double> GAIN = Option.of("gain", Codecs.DOUBLE, 1.0).in(Range.FINITE);

  private static final Options DECLARED = Options.of("Orthogonal", SEED, GAIN);

  /**
   * Takes options that were made for this initializer.
   *
   * @param options {@code seed} and {@code gain}
   * @throws IllegalArgumentException if they are of something else
   */
  public Orthogonal {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The initializer.
   *
   * @return orthonormal rows or columns
   */
  public static Orthogonal of() {
    return new Orthogonal(DECLARED);
  }

  @Override
  public Orthogonal with(Options newOptions) {
    return new Orthogonal(newOptions);
  }

  /**
   * Sets the factor.
   *
   * @param gain what the matrix is multiplied with, finite, 1 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is not finite
   */
  public Orthogonal gain(double gain) {
    return with(options.with(GAIN, gain));
  }

  /**
   * The factor.
   *
   * @return what the matrix is multiplied with
   */
  public double gain() {
    return options.get(GAIN);
  }

  @Override
  public DMatrixRMaj draw(TensorShape shape, RandomSource source) {
    Checks.require(
        shape.rank() >= 2,
        className(),
        "shape " + shape + " has rank " + shape.rank() + "; expected a matrix, or more axes.");
    Shape matrix = shape.matrix();
    boolean wide = matrix.columns() > matrix.rows();
    DMatrixRMaj w = orthonormalColumns(wide ? matrix.transposed() : matrix, source);
    if (wide) {
      CommonOps_DDRM.transpose(w);
    }
    CommonOps_DDRM.scale(gain(), w);
    return w;
  }

  private static DMatrixRMaj orthonormalColumns(Shape tall, RandomSource source) {
    DMatrixRMaj normal = source.fillGaussian(0, 1, new DMatrixRMaj(tall.rows(), tall.columns()));
    QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(tall.rows(), tall.columns());
    qr.decompose(normal);
    DMatrixRMaj q = qr.getQ(null, true);
    DMatrixRMaj r = qr.getR(null, true);
    for (int column = 0; column < q.numCols; column++) {
      if (r.get(column, column) < 0) {
        CommonOps_DDRM.scaleCol(-1, q, column);
      }
    }
    return q;
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
