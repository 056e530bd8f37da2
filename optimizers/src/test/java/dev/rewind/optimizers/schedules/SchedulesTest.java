package dev.rewind.optimizers.schedules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulesTest {
  /** Only the order of operations may differ from the equation. */
  private static final double ROUNDING = 1e-14;

  private static final double FIRST = 0.2;

  static List<LearningRateSchedule> schedules() {
    return List.of(
        ExponentialDecay.of(FIRST, 4, 0.5).staircase(true),
        InverseTimeDecay.of(FIRST, 4, 0.5).staircase(true),
        PolynomialDecay.of(FIRST, 4).endLearningRate(0.1).power(2).cycle(true),
        CosineDecay.of(FIRST, 4).alpha(0.1).warmupTarget(0.5).warmupSteps(3),
        CosineDecayRestarts.of(FIRST, 4).tMul(1.5).mMul(0.5).alpha(0.1),
        PiecewiseConstantDecay.of(List.of(1, 3), List.of(0.3, 0.2, 0.1)));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void isReadBackEqual(LearningRateSchedule schedule) {
    assertEquals(schedule, LearningRate.CODEC.read(LearningRate.CODEC.write(schedule)));
    assertEquals(schedule, Schedules.REGISTRY.read(schedule.toPlain()));
  }

  @Test
  void exponentialDecay() {
    ExponentialDecay decay = ExponentialDecay.of(FIRST, 4, 0.5);
    assertFollows(step -> FIRST * Math.exp(Math.log(0.5) * step / 4), decay);
    assertFollows(step -> FIRST / (1 << fours(step)), decay.staircase(true));
    assertEquals(true, decay.staircase(true).staircase());
    assertEquals(
        "ExponentialDecay(initial_learning_rate=0.2, decay_steps=4, decay_rate=0.5)",
        decay.toString());
  }

  @Test
  void inverseTimeDecay() {
    InverseTimeDecay decay = InverseTimeDecay.of(FIRST, 4, 0.5);
    assertFollows(step -> FIRST * 8 / (8 + step), decay);
    assertFollows(step -> FIRST * 2 / (2 + fours(step)), decay.staircase(true));
  }

  @Test
  void polynomialDecay() {
    PolynomialDecay decay = PolynomialDecay.of(FIRST, 4).endLearningRate(0.1).power(2);
    assertFollows(step -> step >= 4 ? 0.1 : 0.1 + 0.1 * (4 - step) * (4 - step) / 16, decay);
    assertFollows(
        step -> {
          double end = step <= 4 ? 4 : step <= 8 ? 8 : 12;
          return 0.1 + 0.1 * (1 - step / end) * (1 - step / end);
        },
        decay.cycle(true));
    assertEquals(1e-4, PolynomialDecay.of(FIRST, 4).endLearningRate());
    assertEquals(1, PolynomialDecay.of(FIRST, 4).power());
  }

  @Test
  void cosineDecay() {
    CosineDecay decay = CosineDecay.of(FIRST, 4).alpha(0.1);
    assertFollows(step -> FIRST * (0.1 + 0.9 * halfWave(Math.min(step, 4) / 4.0)), decay);
    assertFollows(
        step ->
            step < 3
                ? FIRST + 0.3 * step / 3
                : 0.5 * (0.1 + 0.9 * halfWave(Math.min(step - 3, 4) / 4.0)),
        decay.warmupTarget(0.5).warmupSteps(3));
    assertEquals(Optional.of(0.5), decay.warmupTarget(0.5).warmupTarget());
    assertEquals(3, decay.warmupSteps(3).warmupSteps());
  }

  @Test
  void warmupWithoutTargetHasNoEffect() {
    CosineDecay decay = CosineDecay.of(FIRST, 4);
    assertFollows(decay::at, decay.warmupSteps(3));
  }

  @Test
  void cosineDecayRestarts() {
    // Periods of 4 and 8 steps, of 4 each; the second period starts at half the height.
    assertFollows(
        step -> FIRST * (step < 4 ? halfWave(step / 4.0) : 0.5 * halfWave((step - 4) / 8.0)),
        CosineDecayRestarts.of(FIRST, 4).mMul(0.5));
    assertFollows(
        step -> FIRST * (0.1 + 0.9 * Math.pow(0.5, fours(step)) * halfWave(step % 4 / 4.0)),
        CosineDecayRestarts.of(FIRST, 4).mMul(0.5).tMul(1).alpha(0.1));
  }

  @Test
  void periodBeginsAtItsFirstStepHoweverLogarithmsAreRounded() {
    // Without an allowance for rounding, these fall to 0 for one step: log 243 / log 3 < 5.
    assertEquals(1, CosineDecayRestarts.of(1, 1).tMul(3).at(121), 1e-12);
    assertEquals(1, CosineDecayRestarts.of(1, 1).tMul(10).at(111), 1e-12);
    assertEquals(1, CosineDecayRestarts.of(1, 25).tMul(1.2).at(91), 1e-12);
  }

  @Test
  void piecewiseConstantDecay() {
    assertFollows(
        step -> step <= 1 ? 0.3 : step <= 3 ? 0.2 : 0.1,
        PiecewiseConstantDecay.of(List.of(1, 3), List.of(0.3, 0.2, 0.1)));
  }

  @Test
  void fixedRateIsANumber() {
    assertEquals(0.1, LearningRate.of(0.1).at(1000));
    assertEquals(0.1, LearningRate.CODEC.write(LearningRate.of(0.1)));
    assertEquals(LearningRate.of(1), LearningRate.CODEC.read(1));
  }

  @Test
  void userHasAScheduleOfHisOwn() {
    Halving halving = Halving.of(8);
    assertEquals(2, halving.at(2));
    assertEquals(halving, Schedules.REGISTRY.with(halving).read(halving.toPlain()));
  }

  @Test
  void refusesValuesOutOfRange() {
    assertRefused(
        "ExponentialDecay: decaySteps must be positive, got 0.",
        () -> ExponentialDecay.of(FIRST, 0, 0.5));
    assertRefused(
        "ExponentialDecay: initialLearningRate must be finite and at least 0, got -1.0.",
        () -> ExponentialDecay.of(-1, 4, 0.5));
    assertRefused(
        "InverseTimeDecay: decaySteps must be positive, got -4.",
        () -> InverseTimeDecay.of(FIRST, -4, 0.5));
    assertRefused(
        "PolynomialDecay: decaySteps must be positive, got 0.", () -> PolynomialDecay.of(FIRST, 0));
    assertRefused(
        "CosineDecay: decaySteps must be positive, got -1.", () -> CosineDecay.of(FIRST, -1));
    assertRefused(
        "CosineDecayRestarts: mMul must be finite and at least 0, got -1.0.",
        () -> CosineDecayRestarts.of(FIRST, 4).mMul(-1));
    assertRefused(
        "InverseTimeDecay: decayRate must be finite and at least 0, got NaN.",
        () -> InverseTimeDecay.of(FIRST, 4, Double.NaN));
    assertRefused(
        "PolynomialDecay: power must be finite and at least 0, got -2.0.",
        () -> PolynomialDecay.of(FIRST, 4).power(-2));
    assertRefused(
        "CosineDecay: alpha must be in [0, 1], got 2.0.", () -> CosineDecay.of(FIRST, 4).alpha(2));
    assertRefused(
        "CosineDecay: warmupSteps must be at least 0, got -3.",
        () -> CosineDecay.of(FIRST, 4).warmupSteps(-3));
    assertRefused(
        "CosineDecay: warmupTarget must be finite and at least 0, got -0.5.",
        () -> CosineDecay.of(FIRST, 4).warmupTarget(-0.5));
    assertRefused(
        "CosineDecayRestarts: firstDecaySteps must be positive, got -1.",
        () -> CosineDecayRestarts.of(FIRST, -1));
    assertRefused(
        "CosineDecayRestarts: tMul must be finite and at least 1, got 0.5.",
        () -> CosineDecayRestarts.of(FIRST, 4).tMul(0.5));
  }

  @Test
  void refusesBoundariesThatDoNotFit() {
    assertRefused(
        "PiecewiseConstantDecay: boundaries must be increasing, at least 0 and not empty, got [3, 3].",
        () -> PiecewiseConstantDecay.of(List.of(3, 3), List.of(0.3, 0.2, 0.1)));
    assertRefused(
        "PiecewiseConstantDecay: boundaries must be increasing, at least 0 and not empty, got [].",
        () -> PiecewiseConstantDecay.of(List.of(), List.of(0.3)));
    assertRefused(
        "PiecewiseConstantDecay: boundaries must be increasing, at least 0 and not empty, got [-3, 3].",
        () -> PiecewiseConstantDecay.of(List.of(-3, 3), List.of(0.3, 0.2, 0.1)));
    assertRefused(
        "PiecewiseConstantDecay: values must be a list of rates that are finite and at least 0,"
            + " got [0.3, -0.2].",
        () -> PiecewiseConstantDecay.of(List.of(3), List.of(0.3, -0.2)));
    assertRefused(
        "PiecewiseConstantDecay: got 2 values for 2 boundaries; expected one value more than"
            + " boundaries.",
        () -> PiecewiseConstantDecay.of(List.of(3, 4), List.of(0.3, 0.2)));
  }

  @Test
  void refusesToReadWhatIsIncompleteOrOfAnother() {
    assertRefused(
        "CosineDecay: decay_steps is missing; it has no default.",
        () -> read("CosineDecay", Map.of("initial_learning_rate", 0.1)));
    assertRefused("a number", () -> LearningRate.CODEC.read("fast"));
    List<LearningRateSchedule> schedules = schedules();
    for (int i = 0; i < schedules.size(); i++) {
      LearningRateSchedule schedule = schedules.get(i);
      LearningRateSchedule other = schedules.get((i + 1) % schedules.size());
      assertRefused(
          "%s: got the options of %s; expected options of %s."
              .formatted(schedule.className(), other.className(), schedule.className()),
          () -> schedule.with(other.options()));
    }
  }

  private static int fours(int step) {
    return step / 4;
  }

  /** Falls from 1 to 0 while x goes from 0 to 1. */
  private static double halfWave(double x) {
    return Math.pow(Math.cos(Math.PI / 2 * x), 2);
  }

  private static void assertFollows(IntToDoubleFunction expected, LearningRate rate) {
    IntStream.range(0, 12)
        .forEach(
            step ->
                assertEquals(expected.applyAsDouble(step), rate.at(step), ROUNDING, "at " + step));
  }

  private static LearningRate read(String className, Map<String, Object> config) {
    return LearningRate.CODEC.read(Map.of("class_name", className, "config", config));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  private record Halving(Options options) implements LearningRateSchedule {
    static final Option<Double> START = Option.required("start", Codecs.DOUBLE);

    static Halving of(double start) {
      return new Halving(Options.of("Halving", START).with(START, start));
    }

    @Override
    public Halving with(Options newOptions) {
      return new Halving(newOptions);
    }

    @Override
    public double at(long step) {
      return options.get(START) / (1L << step);
    }
  }
}
