package dev.rewind.benchmarks.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ComparisonTest {
  /** Quotients of numbers that are not exact in binary. */
  private static final double ROUNDING = 1e-12;

  @Test
  void theRatioIsTheMedianOfTheRatiosOfTheRounds() {
    Comparison comparison = Comparisons.small();

    assertThat(comparison.ratios("Other"))
        .usingElementComparator((a, b) -> Math.abs(a - b) < ROUNDING ? 0 : Double.compare(a, b))
        .containsExactly(3.0, 9.0, 3.0);
    assertThat(comparison.ratio("Other")).isCloseTo(3, within(ROUNDING));
    assertThat(comparison.ratio("Rewind")).isEqualTo(1);
  }

  @Test
  void theTimeIsTheMedianOfTheTimesOfTheRounds() {
    Comparison comparison = Comparisons.small();

    assertThat(comparison.seconds("Rewind")).isEqualTo(0.003);
    assertThat(comparison.seconds("Other")).isEqualTo(0.009);
  }

  @Test
  void theFirstIsWhomTheOthersAreComparedWith() {
    assertThat(Comparisons.small().names()).containsExactly("Rewind", "Other");
  }

  @Test
  void shortStepsAreTimedInBunches() {
    assertThat(Rounds.bunch(15e-6)).isEqualTo(134);
    assertThat(Rounds.bunch(0.002)).isEqualTo(1);
    assertThat(Rounds.bunch(0.125)).isEqualTo(1);
  }
}
