package dev.rewind.layers.activations;

import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationGradientTest {

  static Stream<Activation> activations() {
    Stream<Activation> withDefaults =
        Activations.REGISTRY.prototypes().stream().filter(a -> !a.name().equals("threshold"));
    Stream<Activation> withArguments =
        Stream.of(
            Activations.relu(0.2, 2.5, 0.5),
            Activations.leakyRelu(0.05),
            Activations.elu(0.5),
            Activations.celu(2),
            Activations.gelu(true),
            Activations.softShrink(0.25),
            Activations.hardShrink(0.75),
            Activations.squareplus(1),
            Activations.threshold(0.75, -2));
    return Stream.concat(withDefaults, withArguments);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void gradientIsThatOfTheFunction(Activation activation) {
    GradientCheck.of((tape, x) -> activation.apply(x[0]))
        .inputs(wideAndNarrowRows())
        .run()
        .requirePassed();
  }

  /** Wide rows reach beyond every kink; in narrow rows sparsemax keeps more than one element. */
  private static DMatrixRMaj wideAndNarrowRows() {
    DMatrixRMaj x = RandomSource.of(5).fillGaussian(0, 2.5, new DMatrixRMaj(6, 7));
    CommonOps_DDRM.scaleRow(0.1, x, 0);
    CommonOps_DDRM.scaleRow(0.2, x, 1);
    return x;
  }
}
