package dev.rewind.layers;

import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.initializers.Initializer;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;

/**
 * What leads a batch's moments to averages of their own, in training.
 *
 * <pre>
 *   σ = √(variance + epsilon)
 *   s = max(renormStddev, √epsilon)
 *   r = σ / s                        between rmin and rmax
 *   d = (mean − renormMean) / s      between −dmax and dmax
 * </pre>
 *
 * @param config what says the rules
 * @param movingStddev from which the variance outside of training is computed
 * @param mean the average that d leads to
 * @param stddev the average that r leads to
 */
record Renormalization(
    BatchNormalization config,
    MovingAverage movingStddev,
    MovingAverage mean,
    MovingAverage stddev) {

  /**
   * The correction, constant.
   *
   * @param r the factor, {@code [1, features]}
   * @param d the shift, {@code [1, features]}
   */
  record Correction(Variable r, Variable d) {}

  static Renormalization make(
      String name, BatchNormalization config, int features, RandomSource random) {
    Initializer variance = config.movingVarianceInitializer();
    return new Renormalization(
        config,
        root(MovingAverage.of(name + "/moving_stddev", features, variance, random)),
        MovingAverage.of(name + "/renorm_mean", features, config.movingMeanInitializer(), random),
        root(MovingAverage.of(name + "/renorm_stddev", features, variance, random)));
  }

  private static MovingAverage root(MovingAverage variance) {
    variance.weight().parameter().update(own -> map(own, Math::sqrt));
    return variance;
  }

  Stream<Weight> weights() {
    return Stream.of(movingStddev.weight(), mean.weight(), stddev.weight());
  }

  Correction correction(CallContext context, BuiltBatchNormalization.Moments batch) {
    RenormClipping limits = config.renormClipping().orElseGet(RenormClipping::of);
    double dmax = limits.dmax().orElse(Double.POSITIVE_INFINITY);
    DMatrixRMaj r = deviation(batch);
    DMatrixRMaj d = batch.mean().value().copy();
    for (int i = 0; i < r.numCols; i++) {
      double divisor = Math.max(stddev.value().get(0, i), Math.sqrt(config.epsilon()));
      double factor = r.get(0, i) / divisor;
      double atLeast = Math.max(factor, limits.rmin().orElse(Double.NEGATIVE_INFINITY));
      r.set(0, i, Math.min(atLeast, limits.rmax().orElse(Double.POSITIVE_INFINITY)));
      double shift = (d.get(0, i) - mean.value().get(0, i)) / divisor;
      d.set(0, i, Math.max(-dmax, Math.min(shift, dmax)));
    }
    return new Correction(context.tape().constant(r), context.tape().constant(d));
  }

  /** Moves all averages towards the batch. */
  void follow(
      BuiltBatchNormalization.Moments batch,
      MovingAverage movingMean,
      MovingAverage movingVariance) {
    DMatrixRMaj deviation = deviation(batch);
    mean.follow(batch.mean().value(), config.renormMomentum());
    stddev.follow(deviation, config.renormMomentum());
    movingMean.follow(batch.mean().value(), config.momentum());
    movingStddev.follow(deviation, config.momentum());
    DMatrixRMaj variance =
        map(movingStddev.value().copy(), s -> Math.max(0, s * s - config.epsilon()));
    movingVariance.weight().parameter().assign(variance);
  }

  private DMatrixRMaj deviation(BuiltBatchNormalization.Moments batch) {
    return map(batch.variance().value().copy(), v -> Math.sqrt(v + config.epsilon()));
  }

  private static DMatrixRMaj map(DMatrixRMaj matrix, DoubleUnaryOperator function) {
    for (int i = 0; i < matrix.getNumElements(); i++) {
      matrix.set(i, function.applyAsDouble(matrix.get(i)));
    }
    return matrix;
  }
}
