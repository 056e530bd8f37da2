package dev.rewind.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GrowthTest {
  @Test
  void lineIsExplainedWholly() {
    assertThat(Growth.rSquared(new int[] {1, 2, 5}, new double[] {3, 5, 11}))
        .isCloseTo(1, Offset.offset(1e-12));
  }

  @Test
  void parabolaIsNot() {
    assertThat(Growth.rSquared(new int[] {0, 1, 2}, new double[] {0, 1, 4}))
        .isCloseTo(12.0 / 13, Offset.offset(1e-12));
  }
}
