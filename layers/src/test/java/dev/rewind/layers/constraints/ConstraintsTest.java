package dev.rewind.layers.constraints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.TensorShape;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConstraintsTest {

  private static void project(Constraint constraint, TensorShape shape) {
    constraint.project(shape, shape.zeros());
  }

  @Test
  void axesAreWrittenAsKerasDoes() {
    assertThat(Axes.of(0)).hasToString("0");
    assertThat(Axes.of(0, 1)).hasToString("[0, 1]");
    assertThat(Axes.all()).hasToString("None");
    assertThat(MaxNorm.of(3).axis(Axes.of(0, 1)))
        .hasToString("MaxNorm(max_value=3.0, axis=[0, 1])");
    assertThat(MaxNorm.of().axis(Axes.of(0, 1)).getConfig()).containsEntry("axis", List.of(0, 1));
    assertThat(MaxNorm.of().axis(1).getConfig()).containsEntry("axis", 1);
  }

  @Test
  void namesStandForTheDefaultsOfKeras() {
    assertThat(Constraints.get("max_norm")).isEqualTo(MaxNorm.of(2).axis(0));
    assertThat(Constraints.get("non_neg")).isEqualTo(NonNeg.of());
    assertThat(Constraints.get("unit_norm")).isEqualTo(UnitNorm.of().axis(0));
    assertThat(Constraints.get("min_max_norm"))
        .isEqualTo(MinMaxNorm.of(0, 1).rate(1).axis(Axes.of(0)));
  }

  static List<Arguments> refusals() {
    return List.of(
        Arguments.of(
            (ThrowingCallable) () -> MaxNorm.of(-1),
            "MaxNorm: maxValue must be finite and at least 0, got -1.0."),
        Arguments.of(
            (ThrowingCallable) () -> MinMaxNorm.of().rate(1.5),
            "MinMaxNorm: rate must be in [0, 1], got 1.5."),
        Arguments.of(
            (ThrowingCallable) () -> MinMaxNorm.of(2, 1),
            "MinMaxNorm: minValue must be at most maxValue 1.0, got 2.0."
                + " Set both at once with of."),
        Arguments.of(
            (ThrowingCallable) () -> MinMaxNorm.of().minValue(1.5),
            "MinMaxNorm: minValue must be at most maxValue 1.0, got 1.5."
                + " Set both at once with of."),
        Arguments.of(
            (ThrowingCallable) () -> project(UnitNorm.of().axis(1), TensorShape.of(9)),
            "UnitNorm: shape (9,) has no axis 1; expected one in [-1, 1)."
                + " Change UnitNorm(axis=1)."),
        Arguments.of(
            (ThrowingCallable)
                () -> project(MaxNorm.of().axis(Axes.of(0, -3)), TensorShape.of(4, 6)),
            "MaxNorm: shape (4, 6) has no axis -3; expected one in [-2, 2)."
                + " Change MaxNorm(axis=[0, -3])."),
        Arguments.of(
            (ThrowingCallable) () -> new MaxNorm(UnitNorm.of().options()),
            "MaxNorm: got the options of UnitNorm; expected options of MaxNorm."),
        Arguments.of(
            (ThrowingCallable) () -> Constraints.get("maxnorm"),
            "constraint: unknown name maxnorm; known are MaxNorm, NonNeg, UnitNorm, MinMaxNorm."));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void badValuesAreRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
