package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Gradients;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.activations.Activations;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers without recurrence on a tape that looks for numbers that are not finite. */
class DebugNumericsTest {
  private static final int STEPS = 5;
  private static final int FEATURES = 4;

  static Stream<LayerConfig> layers() {
    return Stream.of(
        Dense.of(3).activation(Activations.SOFTMAX),
        Dense.of(3).activation(Activations.LOG_SOFTMAX),
        ActivationLayer.of(Activations.EXPONENTIAL),
        Dropout.of(0.5),
        SpatialDropout1D.of(0.5).seed(1),
        GaussianNoise.of(0.5),
        LayerNormalization.of(),
        BatchNormalization.of(),
        Masking.of(),
        GlobalMaxPooling1D.of(),
        GlobalAveragePooling1D.of(),
        Flatten.of());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void bitsAreThoseOfATapeThatDoesNotLook(LayerConfig config) {
    List<double[]> plain = train(config, Tape.create());
    List<double[]> debugged = train(config, Tape.create().debugNumerics());
    assertThat(debugged).hasSameSizeAs(plain);
    for (int i = 0; i < plain.size(); i++) {
      assertThat(debugged.get(i)).containsExactly(plain.get(i));
    }
  }

  /** The result and the gradients of input and weights. */
  private static List<double[]> train(LayerConfig config, Tape tape) {
    RandomSource random = RandomSource.of(2);
    Layer layer = config.build("layer", DataShape.sequence(STEPS, FEATURES), random.split());
    List<double[]> numbers = new ArrayList<>();
    try (tape) {
      CallContext context = CallContext.training(tape, random.split());
      Variable x = tape.variable(random.fillGaussian(0, 1, new DMatrixRMaj(STEPS * 2, FEATURES)));
      Mask holes = Mask.ofLengths(STEPS, 3, 4);
      Variable y = layer.call(context, Sequence.of(x, STEPS).withMask(holes)).values();
      numbers.add(y.value().data.clone());
      Gradients gradients = tape.gradients(sum(y));
      numbers.add(gradients.of(x).data.clone());
      for (Weight weight : layer.weights()) {
        if (weight.trainable()) {
          numbers.add(gradients.of(weight.parameter()).data.clone());
        }
      }
    }
    return numbers;
  }
}
