package dev.rewind.layers.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitializerDistributionTest {
  private static final int IN = 40;
  private static final int OUT = 90;
  private static final TensorShape KERNEL = TensorShape.of(IN, OUT);

  /** A right sampler would fail one seed in ten thousand; the seed is fixed. */
  private static final double LEAST_PROBABILITY = 1e-4;

  /** Deviation of a standard normal cut at ±2: √(1 − 4·φ(2) / (2·Φ(2) − 1)). */
  private static final double DEVIATION_AFTER_CUT = deviationAfterCut();

  private static double deviationAfterCut() {
    NormalDistribution normal = new NormalDistribution();
    return Math.sqrt(1 - 4 * normal.density(2) / (2 * normal.cumulativeProbability(2) - 1));
  }

  private static double[] sample(Initializer initializer) {
    return initializer.create(KERNEL, RandomSource.of(11)).getData();
  }

  private static DoubleUnaryOperator uniform(double low, double high) {
    return new UniformRealDistribution(low, high)::cumulativeProbability;
  }

  private static DoubleUnaryOperator normal(double mean, double deviation) {
    return new NormalDistribution(mean, deviation)::cumulativeProbability;
  }

  private static DoubleUnaryOperator truncated(double mean, double deviation) {
    NormalDistribution normal = new NormalDistribution(mean, deviation);
    double below = normal.cumulativeProbability(mean - 2 * deviation);
    return x -> (normal.cumulativeProbability(x) - below) / (1 - 2 * below);
  }

  private static DoubleUnaryOperator truncatedOfVariance(double variance) {
    return truncated(0, Math.sqrt(variance) / DEVIATION_AFTER_CUT);
  }

  private static DoubleUnaryOperator uniformTo(double limit) {
    return uniform(-limit, limit);
  }

  static List<Arguments> distributions() {
    return List.of(
        Arguments.of(GlorotUniform.of(), uniformTo(Math.sqrt(6.0 / (IN + OUT)))),
        Arguments.of(GlorotNormal.of(), truncatedOfVariance(2.0 / (IN + OUT))),
        Arguments.of(HeUniform.of(), uniformTo(Math.sqrt(6.0 / IN))),
        Arguments.of(HeNormal.of(), truncatedOfVariance(2.0 / IN)),
        Arguments.of(LecunUniform.of(), uniformTo(Math.sqrt(3.0 / IN))),
        Arguments.of(LecunNormal.of(), truncatedOfVariance(1.0 / IN)),
        Arguments.of(
            VarianceScaling.of()
                .scale(3)
                .mode(FanMode.FAN_OUT)
                .distribution(Distribution.UNTRUNCATED_NORMAL),
            normal(0, Math.sqrt(3.0 / OUT))),
        Arguments.of(RandomUniform.of(-0.3, 0.9), uniform(-0.3, 0.9)),
        Arguments.of(RandomNormal.of().mean(0.5).stddev(0.2), normal(0.5, 0.2)),
        Arguments.of(TruncatedNormal.of().mean(0.5).stddev(0.2), truncated(0.5, 0.2)));
  }

  /** If x has the distribution function F, then F(x) is uniform. */
  @ParameterizedTest
  @MethodSource("distributions")
  void numbersFollowTheDistribution(Initializer initializer, DoubleUnaryOperator distribution) {
    double[] u = Arrays.stream(sample(initializer)).map(distribution).toArray();
    assertThat(StatUtils.min(u)).isNotNegative();
    assertThat(StatUtils.max(u)).isLessThanOrEqualTo(1);
    double probability =
        new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new UniformRealDistribution(), u);
    assertThat(probability).isGreaterThan(LEAST_PROBABILITY);
  }

  static List<FanInitializer<?>> scaled() {
    return List.of(
        GlorotUniform.of(),
        GlorotNormal.of(),
        HeUniform.of(),
        HeNormal.of(),
        LecunUniform.of(),
        LecunNormal.of(),
        VarianceScaling.of().distribution(Distribution.UNTRUNCATED_NORMAL));
  }

  /** With 3,600 numbers the variance of a normal has a standard error of 2.4 %. */
  @ParameterizedTest
  @MethodSource("scaled")
  void varianceIsTheOneThatWasPromised(FanInitializer<?> initializer) {
    double promised = initializer.variance(KERNEL);
    assertThat(StatUtils.variance(sample(initializer))).isCloseTo(promised, within(0.1 * promised));
  }

  @Test
  void onlyVarianceScalingMakesUpForTheCut() {
    double[] cut = sample(TruncatedNormal.of().stddev(1));
    assertThat(Math.sqrt(StatUtils.variance(cut))).isCloseTo(DEVIATION_AFTER_CUT, within(0.04));
    assertThat(StatUtils.max(cut)).isLessThan(2);
    assertThat(StatUtils.min(cut)).isGreaterThan(-2);
    double[] scaled = sample(VarianceScaling.of().scale(IN));
    assertThat(Math.sqrt(StatUtils.variance(scaled))).isCloseTo(1, within(0.04));
    assertThat(StatUtils.max(scaled)).isLessThan(2 / DEVIATION_AFTER_CUT).isGreaterThan(2);
  }

  @Test
  void streamsOfSplitSourcesAreUncorrelated() {
    RandomSource random = RandomSource.of(11);
    double[] one = RandomNormal.of().create(KERNEL, random.split()).getData();
    double[] other = RandomNormal.of().create(KERNEL, random.split()).getData();
    double correlation = new PearsonsCorrelation().correlation(one, other);
    assertThat(correlation).isCloseTo(0, within(5 / Math.sqrt(one.length)));
  }
}
