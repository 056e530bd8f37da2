package dev.rewind.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomSourceTest {
  private static final int DRAWS = 200_000;

  /** Five standard errors: the seeds are fixed, so a pass stays a pass; a wrong mean is far off. */
  private static final double ERRORS = 5;

  private static long[] draw(RandomSource source, int count) {
    return IntStream.range(0, count).mapToLong(i -> source.nextLong()).toArray();
  }

  private static double[] sample(DoubleSupplier source) {
    return IntStream.range(0, DRAWS).mapToDouble(i -> source.getAsDouble()).toArray();
  }

  private static double moment(double[] sample, double center, int power) {
    double sum = 0;
    for (double value : sample) {
      sum += Math.pow(value - center, power);
    }
    return sum / sample.length;
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = moment(a, 0, 1);
    double meanB = moment(b, 0, 1);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - meanA) * (b[i] - meanB);
    }
    return sum / a.length / Math.sqrt(moment(a, meanA, 2) * moment(b, meanB, 2));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 42, -7, Long.MIN_VALUE, Long.MAX_VALUE})
  void numbersAreThoseOfTheJavaLibrary(long seed) {
    SplittableRandom expected = new SplittableRandom(seed);
    RandomSource source = RandomSource.of(seed);
    assertThat(draw(source, 1000))
        .containsExactly(IntStream.range(0, 1000).mapToLong(i -> expected.nextLong()).toArray());
  }

  @Test
  void splitsAreThoseOfTheJavaLibrary() {
    SplittableRandom expected = new SplittableRandom(3);
    RandomSource source = RandomSource.of(3);
    for (int depth = 0; depth < 50; depth++) {
      assertThat(source.nextLong()).isEqualTo(expected.nextLong());
      assertThat(source.split().nextLong()).isEqualTo(expected.split().nextLong());
      source = source.split();
      expected = expected.split();
    }
  }

  @Test
  void equalSeedsGiveEqualStreamsAndOthersDoNot() {
    assertThat(draw(RandomSource.of(5), 20)).containsExactly(draw(RandomSource.of(5), 20));
    assertThat(draw(RandomSource.of(5), 20)).doesNotContain(draw(RandomSource.of(6), 20));
  }

  @Test
  void restoredStateContinuesWhereItStood() {
    RandomSource source = RandomSource.of(9).split();
    source.nextGaussian();
    RandomSource.State state = source.state();
    double[] expected = {source.nextDouble(), source.nextGaussian(), source.nextInt(1000)};
    long expectedSplit = source.split().nextLong();

    RandomSource restored = RandomSource.of(new RandomSource.State(state.value(), state.gamma()));
    double[] actual = {restored.nextDouble(), restored.nextGaussian(), restored.nextInt(1000)};
    assertThat(actual).containsExactly(expected);
    assertThat(restored.split().nextLong()).isEqualTo(expectedSplit);
    assertThat(restored.state()).isEqualTo(source.state()).isNotEqualTo(state);
  }

  @Test
  void stateThatIsPutBackIsThatOfTheSourceItselfOrOfAnother() {
    RandomSource source = RandomSource.of(9);
    RandomSource.State state = source.state();
    long[] expected = draw(source, 5);
    source.restore(state);
    assertThat(draw(source, 5)).containsExactly(expected);

    RandomSource split = RandomSource.of(3).split();
    source.restore(split.state());
    assertThat(source.state()).isEqualTo(split.state());
    assertThat(draw(source, 5)).containsExactly(draw(split, 5));
  }

  @Test
  void evenGammaIsRefused() {
    assertThatThrownBy(() -> new RandomSource.State(1, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RandomSource: gamma must be odd, got 4.");
  }

  @Test
  void splitAdvancesTheParentByTwoNumbers() {
    RandomSource split = RandomSource.of(4);
    split.split();
    RandomSource drawn = RandomSource.of(4);
    drawn.nextLong();
    drawn.nextLong();
    assertThat(split.state()).isEqualTo(drawn.state());
  }

  @Test
  void splitDoesNotDependOnWhatTheParentDrawsLater() {
    RandomSource quiet = RandomSource.of(8);
    RandomSource busy = RandomSource.of(8);
    RandomSource quietChild = quiet.split();
    RandomSource busyChild = busy.split();
    draw(busy, 100);
    assertThat(draw(busyChild, 50)).containsExactly(draw(quietChild, 50));
  }

  @Test
  void splitsAreUncorrelatedWithParentAndSiblings() {
    RandomSource parent = RandomSource.of(11);
    RandomSource first = parent.split();
    RandomSource second = parent.split();
    double[] p = sample(parent::nextGaussian);
    double[] a = sample(first::nextGaussian);
    double[] b = sample(second::nextGaussian);
    double bound = ERRORS / Math.sqrt(DRAWS);
    assertThat(correlation(p, a)).isCloseTo(0, within(bound));
    assertThat(correlation(p, b)).isCloseTo(0, within(bound));
    assertThat(correlation(a, b)).isCloseTo(0, within(bound));
  }

  @Test
  void doublesAreUniformInTheUnitInterval() {
    double[] sample = sample(RandomSource.of(1)::nextDouble);
    assertThat(DoubleStream.of(sample)).allMatch(value -> value >= 0 && value < 1);
    double variance = 1.0 / 12;
    assertThat(moment(sample, 0, 1)).isCloseTo(0.5, within(ERRORS * Math.sqrt(variance / DRAWS)));
    assertThat(moment(sample, 0.5, 2))
        .isCloseTo(variance, within(ERRORS * Math.sqrt((1.0 / 80 - 1.0 / 144) / DRAWS)));
    int[] tenths = new int[10];
    for (double value : sample) {
      tenths[(int) (10 * value)]++;
    }
    assertThat(IntStream.of(tenths))
        .allSatisfy(count -> assertThat((double) count).isCloseTo(DRAWS / 10.0, within(700.0)));
  }

  @Test
  void gaussiansHaveTheMomentsOfTheNormalDistribution() {
    double[] sample = sample(RandomSource.of(2)::nextGaussian);
    assertThat(moment(sample, 0, 1)).isCloseTo(0, within(ERRORS / Math.sqrt(DRAWS)));
    assertThat(moment(sample, 0, 2)).isCloseTo(1, within(ERRORS * Math.sqrt(2.0 / DRAWS)));
    assertThat(moment(sample, 0, 3)).isCloseTo(0, within(ERRORS * Math.sqrt(15.0 / DRAWS)));
    assertThat(moment(sample, 0, 4)).isCloseTo(3, within(ERRORS * Math.sqrt(96.0 / DRAWS)));
    long outsideTwo = IntStream.range(0, DRAWS).filter(i -> Math.abs(sample[i]) > 2).count();
    assertThat(outsideTwo / (double) DRAWS).isCloseTo(0.0455, within(0.0024));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 10, 1 << 30, Integer.MAX_VALUE})
  void wholeNumbersStayBelowTheBoundAndReachIt(int bound) {
    RandomSource source = RandomSource.of(6);
    int[] sample = IntStream.range(0, 10_000).map(i -> source.nextInt(bound)).toArray();
    assertThat(IntStream.of(sample)).allMatch(value -> value >= 0 && value < bound);
    assertThat(IntStream.of(sample).max().orElseThrow())
        .isGreaterThanOrEqualTo((int) (0.99 * (bound - 1)));
    assertThat(IntStream.of(sample).min().orElseThrow()).isLessThanOrEqualTo((int) (0.01 * bound));
  }

  @Test
  void wholeNumbersAreUniform() {
    RandomSource source = RandomSource.of(12);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[source.nextInt(7)]++;
    }
    assertThat(IntStream.of(counts))
        .allSatisfy(count -> assertThat((double) count).isCloseTo(10_000, within(470.0)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -3})
  void boundMustBePositive(int bound) {
    RandomSource source = RandomSource.of(1);
    assertThatThrownBy(() -> source.nextInt(bound))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RandomSource: bound must be positive, got " + bound + ".");
  }

  @Test
  void permutationHoldsEveryNumberOnce() {
    int[] order = RandomSource.of(3).permutation(100);
    assertThat(order)
        .containsExactlyInAnyOrder(IntStream.range(0, 100).toArray())
        .isNotEqualTo(IntStream.range(0, 100).toArray());
    assertThat(RandomSource.of(3).permutation(0)).isEmpty();
    assertThat(RandomSource.of(3).permutation(1)).containsExactly(0);
  }

  @Test
  void permutationOfLessThanNothingIsRefused() {
    assertThatThrownBy(() -> RandomSource.of(3).permutation(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RandomSource: size must be at least 0, got -1.");
  }

  @Test
  void everyPermutationIsEquallyLikely() {
    RandomSource source = RandomSource.of(13);
    int[] counts = new int[27];
    for (int i = 0; i < 60_000; i++) {
      int[] order = source.permutation(3);
      counts[9 * order[0] + 3 * order[1] + order[2]]++;
    }
    assertThat(IntStream.of(counts).filter(count -> count > 0))
        .hasSize(6)
        .allSatisfy(count -> assertThat((double) count).isCloseTo(10_000, within(460.0)));
  }

  @Test
  void fillUniformCoversTheIntervalInStorageOrder() {
    DMatrixRMaj matrix = RandomSource.of(5).fillUniform(-2, 3, new DMatrixRMaj(40, 50));
    RandomSource same = RandomSource.of(5);
    assertThat(matrix.get(0, 0)).isEqualTo(-2 + 5 * same.nextDouble());
    assertThat(matrix.get(0, 1)).isEqualTo(-2 + 5 * same.nextDouble());
    assertThat(DoubleStream.of(matrix.data)).allMatch(value -> value >= -2 && value < 3);
    assertThat(IntStream.range(0, 2000).mapToDouble(i -> matrix.get(i)).average().orElseThrow())
        .isCloseTo(0.5, within(ERRORS * 5 / Math.sqrt(12 * 2000.0)));
  }

  @Test
  void fillUniformDoesNotRoundUpToTheUpperLimit() {
    DMatrixRMaj matrix = new DMatrixRMaj(10, 10);
    assertThat(RandomSource.of(5).fillUniform(1, Math.nextUp(1.0), matrix).data).containsOnly(1);
    assertThat(RandomSource.of(5).fillUniform(3, 3, matrix).data).containsOnly(3);
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "NaN, 1", "0, NaN", "0, Infinity", "-1e308, 1e308"})
  void fillUniformRefusesLimitsWithoutAnIntervalBetween(double low, double high) {
    DMatrixRMaj matrix = new DMatrixRMaj(1, 1);
    assertThatThrownBy(() -> RandomSource.of(5).fillUniform(low, high, matrix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "RandomSource: low is %s and high is %s; expected low ≤ high, finitely far apart.",
            low, high);
  }

  @Test
  void fillGaussianHasMeanAndDeviationInStorageOrder() {
    DMatrixRMaj matrix = RandomSource.of(5).fillGaussian(4, 0.5, new DMatrixRMaj(40, 50));
    RandomSource same = RandomSource.of(5);
    assertThat(matrix.get(0, 0)).isEqualTo(4 + 0.5 * same.nextGaussian());
    assertThat(matrix.get(0, 1)).isEqualTo(4 + 0.5 * same.nextGaussian());
    assertThat(moment(matrix.data, 0, 1)).isCloseTo(4, within(ERRORS * 0.5 / Math.sqrt(2000)));
    assertThat(moment(matrix.data, 4, 2)).isCloseTo(0.25, within(ERRORS * 0.25 * Math.sqrt(1e-3)));
  }

  @Test
  void fillReturnsTheMatrixAndLeavesSpareStorageAlone() {
    DMatrixRMaj matrix = new DMatrixRMaj(3, 3);
    matrix.reshape(2, 2);
    assertThat(RandomSource.of(1).fillUniform(1, 2, matrix)).isSameAs(matrix);
    assertThat(RandomSource.of(1).fillGaussian(9, 1, matrix)).isSameAs(matrix);
    assertThat(matrix.data[4]).isZero();
  }
}
