package dev.rewind.parity;

import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static dev.rewind.testkit.MatrixAssertions.assertNumber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.layers.initializers.FanInitializer;
import dev.rewind.layers.initializers.Fans;
import dev.rewind.layers.initializers.Identity;
import dev.rewind.layers.initializers.Initializer;
import dev.rewind.layers.initializers.Initializers;
import dev.rewind.layers.initializers.RandomInitializer;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenRun;
import dev.rewind.testkit.GoldenValue;
import java.util.Locale;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("golden")
class InitializersGoldenTest {
  private static final long SEED = 20240611;

  /**
   * How far two independent samples may differ in mean and deviation, in standard errors: five
   * times the √2 of a difference.
   */
  private static final double STANDARD_ERRORS = 7;

  @Test
  void initialValuesAgreeWithKeras() {
    GoldenRun.of("initializers").run(InitializersGoldenTest::check);
  }

  private static void check(GoldenCase golden) {
    switch (golden.group()) {
      case "exact" -> checkExact(golden);
      case "variance_scaling" -> checkVarianceScaling(golden);
      case "random" -> checkSample(golden);
      case "orthogonal" -> checkOrthogonal(golden);
      case "layer_defaults" -> LayerInitialValues.check(golden);
      default -> throw new AssertionError("unknown group " + golden.group());
    }
  }

  private static Initializer initializer(GoldenCase golden) {
    Object recorded = KerasForm.of(golden.get("initializer"));
    Initializer initializer = Initializers.CODEC.read(recorded);
    assertThat(KerasForm.comparable(Initializers.CODEC.write(initializer)))
        .isEqualTo(KerasForm.comparable(recorded));
    return initializer;
  }

  private static TensorShape shape(GoldenCase golden) {
    return TensorShape.of(golden.get("shape").integers());
  }

  private static void checkExact(GoldenCase golden) {
    DMatrixRMaj expected = golden.tensor("outputs").rows();
    Initializer initializer = initializer(golden);
    assertMatrix(withGainOf(expected, initializer).create(shape(golden), RandomSource.of(SEED)))
        .named("outputs")
        .isCloseTo(expected, golden.tolerance());
  }

  /** Identity.get_config() of Keras 3.15.1 loses the gain; the recorded values have it. */
  static Initializer withGainOf(DMatrixRMaj expected, Initializer initializer) {
    return initializer instanceof Identity identity
        ? identity.gain(expected.get(0, 0))
        : initializer;
  }

  private static void checkVarianceScaling(GoldenCase golden) {
    FanInitializer<?> initializer = (FanInitializer<?>) initializer(golden);
    TensorShape shape = shape(golden);
    double variance = initializer.variance(shape);
    assertThat(initializer.scale()).isEqualTo(golden.get("scale").number());
    assertThat(initializer.mode().name().toLowerCase(Locale.ROOT))
        .isEqualTo(golden.get("mode").text());
    assertThat(initializer.distribution().name().toLowerCase(Locale.ROOT))
        .isEqualTo(golden.get("distribution").text());
    assertThat(Fans.of(shape))
        .isEqualTo(new Fans(golden.get("fan_in").integer(), golden.get("fan_out").integer()));
    assertNumber(variance)
        .named("variance")
        .isCloseTo(golden.get("variance").number(), golden.tolerance());
    GoldenValue width = golden.find("limit").orElseGet(() -> golden.get("stddev"));
    assertNumber(initializer.distribution().width(variance))
        .named("limit or stddev")
        .isCloseTo(width.number(), golden.tolerance());
    checkSample(golden);
  }

  /** Draws as many numbers as Keras did, and compares their mean and deviation with its. */
  private static void checkSample(GoldenCase golden) {
    GoldenValue sample = golden.get("sample");
    int count = sample.get("count").integer();
    DescriptiveStatistics drawn = draw(initializer(golden), shape(golden), count);
    double deviation = sample.get("std").number();
    double error = STANDARD_ERRORS * deviation / Math.sqrt(count);
    assertThat(drawn.getMean()).isCloseTo(sample.get("mean").number(), within(error));
    assertThat(drawn.getStandardDeviation()).isCloseTo(deviation, within(error));
  }

  private static DescriptiveStatistics draw(Initializer initializer, TensorShape shape, int count) {
    RandomSource random = RandomSource.of(SEED);
    DescriptiveStatistics drawn = new DescriptiveStatistics();
    for (int seed = 0; drawn.getN() < count; seed++) {
      // One with a seed gives the same values at each call: the sample takes one seed after
      // another.
      Initializer next =
          initializer instanceof RandomInitializer<?> own && own.seed().isPresent()
              ? own.seed(own.seed().orElseThrow() + seed)
              : initializer;
      DMatrixRMaj values = next.create(shape, random);
      for (int i = 0; i < values.getNumElements(); i++) {
        drawn.addValue(values.get(i));
      }
    }
    return drawn;
  }

  private static void checkOrthogonal(GoldenCase golden) {
    DMatrixRMaj w = initializer(golden).create(shape(golden), RandomSource.of(SEED));
    assertThat(w.numRows).isEqualTo(golden.get("rows").integer());
    assertThat(w.numCols).isEqualTo(golden.get("columns").integer());
    boolean rows = golden.get("orthogonal_side").text().equals("rows");
    assertGram(golden, "gram", rows ? w : CommonOps_DDRM.transpose(w, null));
  }

  /** Compares W · Wᵀ. */
  static void assertGram(GoldenCase golden, String field, DMatrixRMaj w) {
    DMatrixRMaj gram = new DMatrixRMaj(w.numRows, w.numRows);
    CommonOps_DDRM.multTransB(w, w, gram);
    assertMatrix(gram).named(field).isCloseTo(golden.tensor(field).rows(), golden.tolerance());
  }
}
