package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.addScalar;
import static dev.rewind.autograd.ops.Ops.meanOverRows;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.pow;
import static dev.rewind.autograd.ops.Ops.scale;
import static dev.rewind.autograd.ops.Ops.square;
import static dev.rewind.autograd.ops.Ops.sub;
import static dev.rewind.autograd.ops.Ops.sumOverRows;
import static dev.rewind.autograd.ops.Ops.where;

import dev.rewind.autograd.Variable;
import dev.rewind.core.KerasEpsilon;
import dev.rewind.core.RandomSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A batch normalisation with its weights.
 *
 * @param name the layer's name
 * @param config what it was built from
 * @param gamma what normalised values are multiplied with, if anything
 * @param beta what is added to them, if anything
 * @param movingMean the mean outside of training
 * @param movingVariance the variance outside of training
 * @param renorm the averages of a renormalisation, if it is one
 */
record BuiltBatchNormalization(
    String name,
    BatchNormalization config,
    Optional<Weight> gamma,
    Optional<Weight> beta,
    MovingAverage movingMean,
    MovingAverage movingVariance,
    Optional<Renormalization> renorm)
    implements Layer {

  /**
   * Mean and variance of each feature.
   *
   * @param mean {@code [1, features]}
   * @param variance {@code [1, features]}
   */
  record Moments(Variable mean, Variable variance) {}

  static BuiltBatchNormalization make(
      String name, BatchNormalization config, int features, RandomSource random) {
    WeightMaker maker = new WeightMaker(name, config.options(), random);
    Optional<Weight> gamma =
        config.scale()
            ? Optional.of(maker.make(GammaOptions.GAMMA, "gamma", features))
            : Optional.empty();
    Optional<Weight> beta =
        config.center()
            ? Optional.of(maker.make(BetaOptions.BETA, "beta", features))
            : Optional.empty();
    MovingAverage mean =
        MovingAverage.of(name + "/moving_mean", features, config.movingMeanInitializer(), random);
    MovingAverage variance =
        MovingAverage.of(
            name + "/moving_variance", features, config.movingVarianceInitializer(), random);
    Optional<Renormalization> renorm =
        config.renorm()
            ? Optional.of(Renormalization.make(name, config, features, random))
            : Optional.empty();
    return new BuiltBatchNormalization(name, config, gamma, beta, mean, variance, renorm);
  }

  @Override
  public List<Weight> weights() {
    return Stream.of(
            Stream.concat(gamma.stream(), beta.stream()),
            Stream.of(movingMean.weight(), movingVariance.weight()),
            renorm.stream().flatMap(Renormalization::weights))
        .flatMap(weights -> weights)
        .toList();
  }

  @Override
  public Sequence call(CallContext context, Sequence input) {
    LayerChecks.features(name, input, movingMean.weight().parameter().shape().columns());
    Optional<Variable> factor = gamma.map(context::use);
    Optional<Variable> shift = beta.map(context::use);
    if (!context.training() || !config.trainable()) {
      Moments moments = new Moments(movingMean.on(context), movingVariance.on(context));
      return normalized(input, moments, factor, shift);
    }
    Moments batch = moments(context, input);
    if (renorm.isPresent()) {
      Renormalization.Correction correction = renorm.get().correction(context, batch);
      renorm.get().follow(batch, movingMean, movingVariance);
      Variable d = correction.d();
      Variable scaled = factor.map(gamma -> mul(d, gamma)).orElse(d);
      return normalized(
          input,
          batch,
          Optional.of(factor.map(gamma -> mul(correction.r(), gamma)).orElse(correction.r())),
          Optional.of(shift.map(beta -> add(scaled, beta)).orElse(scaled)));
    }
    movingMean.follow(batch.mean().value(), config.momentum());
    movingVariance.follow(batch.variance().value(), config.momentum());
    return normalized(input, batch, factor, shift);
  }

  private Sequence normalized(
      Sequence input, Moments moments, Optional<Variable> factor, Optional<Variable> shift) {
    Variable inverse = pow(addScalar(moments.variance(), config.epsilon()), -0.5);
    Variable scaled = factor.map(gamma -> mul(inverse, gamma)).orElse(inverse);
    Variable y = mul(sub(input.values(), moments.mean()), scaled);
    return input.withValues(shift.map(beta -> add(y, beta)).orElse(y));
  }

  private static Moments moments(CallContext context, Sequence input) {
    Variable x = input.values();
    if (input.mask().isPresent()) {
      return validMoments(context, x, input.mask().get());
    }
    Variable mean = meanOverRows(x);
    return new Moments(mean, meanOverRows(square(sub(x, mean))));
  }

  private static Moments validMoments(CallContext context, Variable x, Mask mask) {
    Variable valid = context.use(mask);
    Variable zeros = context.tape().zeros(x.shape().rows(), x.shape().columns());
    double share = 1 / (mask.validSteps() + KerasEpsilon.VALUE);
    Variable mean = scale(sumOverRows(where(valid, x, zeros)), share);
    Variable difference = where(valid, sub(x, mean), zeros);
    return new Moments(mean, scale(sumOverRows(square(difference)), share));
  }
}
