package dev.rewind.layers.initializers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.TensorShape;
import org.junit.jupiter.api.Test;

class FansTest {
  private static final TensorShape KERNEL = TensorShape.of(5, 12);

  @Test
  void fansDependOnTheRank() {
    assertThat(Fans.of(TensorShape.of())).isEqualTo(new Fans(1, 1));
    assertThat(Fans.of(TensorShape.of(7))).isEqualTo(new Fans(7, 7));
    assertThat(Fans.of(TensorShape.of(1, 7))).isEqualTo(new Fans(1, 7));
    assertThat(Fans.of(TensorShape.of(5, 12))).isEqualTo(new Fans(5, 12));
    assertThat(Fans.of(TensorShape.of(3, 2, 5))).isEqualTo(new Fans(6, 15));
  }

  @Test
  void givenAxesReplaceTheFans() {
    TensorShape heads = TensorShape.of(8, 2, 4);
    GlorotUniform both = GlorotUniform.of().inputAxes(0).outputAxes(-2, -1);
    assertThat(both.variance(heads)).isEqualTo(2.0 / (8 + 8));
    assertThat(GlorotUniform.of().inputAxes(0).variance(heads))
        .isEqualTo(GlorotUniform.of().variance(heads))
        .isEqualTo(2.0 / (16 + 32));
  }

  @Test
  void varianceIsTheScaleOverTheConnections() {
    VarianceScaling scaling = VarianceScaling.of().scale(3);
    assertThat(scaling.variance(KERNEL)).isEqualTo(3.0 / 5);
    assertThat(scaling.mode(FanMode.FAN_OUT).variance(KERNEL)).isEqualTo(3.0 / 12);
    assertThat(scaling.mode(FanMode.FAN_AVG).variance(KERNEL)).isEqualTo(3.0 / 8.5);
    assertThat(scaling.variance(TensorShape.of(0, 4))).isEqualTo(3.0);
  }
}
