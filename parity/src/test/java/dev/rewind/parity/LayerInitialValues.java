package dev.rewind.parity;

import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static dev.rewind.testkit.MatrixAssertions.assertNumber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Weight;
import dev.rewind.layers.initializers.FanInitializer;
import dev.rewind.layers.rnn.GRU;
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
    assertThat(golden.get("layer").text()).as("a layer that is built").isEqualTo("GRU");
    GRU gru = gru(golden);
    Map<String, Weight> weights = build(gru, features(golden));
    golden.find("weight_shapes").ifPresent(shapes -> checkShapes(shapes, weights));
    golden.find("kernel_limit").ifPresent(limit -> checkKernel(golden, gru, weights));
    if (golden.find("recurrent_gram").isPresent()) {
      DMatrixRMaj recurrentKernel = value(weights, "recurrent_kernel");
      InitializersGoldenTest.assertGram(golden, "recurrent_gram", recurrentKernel);
    }
    golden.find("bias").ifPresent(bias -> checkValue(golden, weights, "bias", bias));
    golden
        .find("weights")
        .ifPresent(all -> all.fields().forEach((name, v) -> checkValue(golden, weights, name, v)));
  }

  private static GRU gru(GoldenCase golden) {
    GRU any = GRU.of(1);
    Map<String, Object> args = new HashMap<>();
    golden.get("args").fields().forEach((key, value) -> args.put(key, KerasForm.of(value)));
    GRU gru = any.with(any.options().read(args));
    return golden
        .find("weights")
        .map(weights -> weights.get("recurrent_kernel").tensor().rows())
        .map(w -> InitializersGoldenTest.withGainOf(w, gru.recurrentInitializer()))
        .map(gru::recurrentInitializer)
        .orElse(gru);
  }

  private static int features(GoldenCase golden) {
    return golden
        .find("weights")
        .map(weights -> weights.get("kernel").tensor().shape())
        .orElseGet(() -> golden.get("weight_shapes").get("kernel").integers())[0];
  }

  private static Map<String, Weight> build(GRU gru, int features) {
    Map<String, Weight> weights = new HashMap<>();
    for (Weight weight :
        gru.build("gru", DataShape.sequence(features), RandomSource.of(5)).weights()) {
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

  private static void checkKernel(GoldenCase golden, GRU gru, Map<String, Weight> weights) {
    double limit = golden.get("kernel_limit").number();
    FanInitializer<?> initializer = (FanInitializer<?>) gru.kernelInitializer();
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
