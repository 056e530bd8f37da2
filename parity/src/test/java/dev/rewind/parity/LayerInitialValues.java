package dev.rewind.parity;

import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static dev.rewind.testkit.MatrixAssertions.assertNumber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Option;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.KernelOptions;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Weight;
import dev.rewind.layers.initializers.FanInitializer;
import dev.rewind.layers.initializers.Initializer;
import dev.rewind.layers.rnn.RecurrentKernelOptions;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenValue;
import java.util.HashMap;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** The golden group {@code layer_defaults}: initial values of whole layers. */
final class LayerInitialValues {
  private LayerInitialValues() {}

  static void check(GoldenCase golden) {
    LayerConfig layer = layer(golden);
    Map<String, Weight> weights = build(layer, features(golden));
    golden.find("weight_shapes").ifPresent(shapes -> checkShapes(shapes, weights));
    golden.find("kernel_limit").ifPresent(limit -> checkKernel(golden, layer, weights));
    if (golden.find("recurrent_gram").isPresent()) {
      DMatrixRMaj recurrentKernel = value(weights, "recurrent_kernel");
      InitializersGoldenTest.assertGram(golden, "recurrent_gram", recurrentKernel);
    }
    golden.find("bias").ifPresent(bias -> checkValue(golden, weights, "bias", bias));
    golden
        .find("weights")
        .ifPresent(all -> all.fields().forEach((name, v) -> checkValue(golden, weights, name, v)));
  }

  private static LayerConfig layer(GoldenCase golden) {
    LayerConfig layer = GoldenLayers.layer(golden);
    Option<Initializer> recurrent = RecurrentKernelOptions.RECURRENT.initializer();
    return golden
        .find("weights")
        .map(weights -> weights.get("recurrent_kernel").tensor().rows())
        .map(w -> InitializersGoldenTest.withGainOf(w, layer.options().get(recurrent)))
        .map(gain -> layer.with(layer.options().with(recurrent, gain)))
        .orElse(layer);
  }

  /** The rows of the kernel; any number where nothing is recorded that depends on it. */
  private static int features(GoldenCase golden) {
    return golden
        .find("weights")
        .map(weights -> weights.get("kernel").tensor().shape())
        .or(() -> golden.find("weight_shapes").map(shapes -> shapes.get("kernel").integers()))
        .map(shape -> shape[0])
        .orElse(1);
  }

  private static Map<String, Weight> build(LayerConfig layer, int features) {
    Map<String, Weight> weights = new HashMap<>();
    for (Weight weight :
        layer.build("layer", DataShape.sequence(features), RandomSource.of(5)).weights()) {
      String path = weight.parameter().name();
      weights.put(path.substring(path.lastIndexOf('/') + 1), weight);
    }
    return weights;
  }

  private static void checkShapes(GoldenValue shapes, Map<String, Weight> weights) {
    Map<String, TensorShape> expected = new HashMap<>();
    shapes.fields().forEach((name, s) -> expected.put(name, TensorShape.of(s.integers())));
    Map<String, TensorShape> actual = new HashMap<>();
    weights.forEach((name, weight) -> actual.put(name, weight.shape()));
    assertThat(actual).isEqualTo(expected);
  }

  private static void checkKernel(
      GoldenCase golden, LayerConfig layer, Map<String, Weight> weights) {
    double limit = golden.get("kernel_limit").number();
    FanInitializer<?> initializer =
        (FanInitializer<?>) layer.options().get(KernelOptions.KERNEL.initializer());
    double variance = initializer.variance(weights.get("kernel").shape());
    assertNumber(initializer.distribution().width(variance))
        .named("kernel_limit")
        .isCloseTo(limit, golden.tolerance());
    assertThat(CommonOps_DDRM.elementMaxAbs(value(weights, "kernel"))).isBetween(limit / 2, limit);
  }

  private static void checkValue(
      GoldenCase golden, Map<String, Weight> weights, String name, GoldenValue expected) {
    assertMatrix(value(weights, name))
        .named(name)
        .isCloseTo(expected.tensor().rows(), golden.tolerance());
  }

  private static DMatrixRMaj value(Map<String, Weight> weights, String name) {
    return weights.get(name).parameter().value();
  }
}
