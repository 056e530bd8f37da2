package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Parameter;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.TensorShape;
import dev.rewind.layers.constraints.Axes;
import dev.rewind.layers.constraints.MaxNorm;
import dev.rewind.layers.constraints.UnitNorm;
import dev.rewind.layers.initializers.Constant;
import dev.rewind.layers.regularizers.L2;
import dev.rewind.layers.regularizers.OrthogonalMode;
import dev.rewind.layers.regularizers.OrthogonalRegularizer;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WeightTest {
  private static Weight weight(TensorShape shape) {
    return Weight.of("dense/bias", shape, Constant.of(3), RandomSource.of(1));
  }

  @Test
  void vectorIsHeldByARow() {
    Weight bias = weight(TensorShape.of(4));
    assertThat(bias.parameter().shape()).isEqualTo(new Shape(1, 4));
    assertThat(bias.shape()).isEqualTo(TensorShape.of(4));
    assertThat(bias.trainable()).isTrue();
    assertThat(bias.trainable(false).trainable()).isFalse();
  }

  @Test
  void constraintOfAVectorSeesAVector() {
    Weight bias = weight(TensorShape.of(4)).with(Optional.of(L2.of()), Optional.of(MaxNorm.of(1)));
    bias.constrain();
    assertThat(bias.parameter().value().get(0, 2)).isCloseTo(0.5, within(1e-7));
    assertThat(bias.regularizer()).contains(L2.of(0.01));
  }

  @Test
  void constraintOfAKernelWithOneRowSeesColumns() {
    Weight kernel = weight(TensorShape.of(1, 4)).with(Optional.empty(), Optional.of(MaxNorm.of(1)));
    kernel.constrain();
    assertThat(kernel.parameter().value().get(0, 2)).isCloseTo(1, within(1e-7));
  }

  @Test
  void weightWithoutAConstraintIsLeftAlone() {
    Weight bias = weight(TensorShape.of(4));
    bias.constrain();
    assertThat(bias.parameter().value().getData()).containsOnly(3);
  }

  static List<Arguments> rulesForOtherShapes() {
    return List.of(
        Arguments.of(
            Dense.of(2).kernelConstraint(MaxNorm.of().axis(5)),
            "dense/kernel: shape (3, 2) has no axis 5; expected one in [-2, 2)."
                + " Change MaxNorm(axis=5)."),
        Arguments.of(
            Dense.of(2).biasConstraint(UnitNorm.of().axis(1)),
            "dense/bias: shape (2,) has no axis 1; expected one in [-1, 1)."
                + " Change UnitNorm(axis=1)."),
        Arguments.of(
            Dense.of(2).biasRegularizer(OrthogonalRegularizer.of()),
            "dense/bias: shape (2,) has 1 rows; expected two or more."
                + " Change OrthogonalRegularizer()."),
        Arguments.of(
            Dense.of(1).kernelRegularizer(OrthogonalRegularizer.of().mode(OrthogonalMode.COLUMNS)),
            "dense/kernel: shape (3, 1) has 1 columns; expected two or more."
                + " Change OrthogonalRegularizer(mode=COLUMNS)."));
  }

  @ParameterizedTest
  @MethodSource("rulesForOtherShapes")
  void rulesThatAreNotForTheShapeAreRefusedWhenTheWeightIsMade(Dense config, String message) {
    assertThatThrownBy(() -> config.build("dense", DataShape.vectors(3), RandomSource.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void rulesThatFitTheShapeAreTaken() {
    Dense config =
        Dense.of(1)
            .kernelConstraint(MaxNorm.of().axis(Axes.of(0, -2)))
            .biasConstraint(UnitNorm.of().axis(-1))
            .kernelRegularizer(OrthogonalRegularizer.of());
    assertThat(config.build("dense", DataShape.vectors(3), RandomSource.of(1)).weights())
        .hasSize(2);
  }

  @Test
  void shapeThatTheParameterDoesNotHoldIsRefused() {
    Parameter parameter = new Parameter("dense/kernel", new DMatrixRMaj(3, 4));
    assertThatThrownBy(
            () ->
                new Weight(
                    parameter, TensorShape.of(4, 3), Optional.empty(), Optional.empty(), true))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("dense/kernel: shape [3, 4] does not fit; expected [4, 3].");
  }
}
