package dev.rewind.layers.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.core.TensorShape;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitializersTest {
  private static final TensorShape KERNEL = TensorShape.of(5, 12);

  static List<Initializer> all() {
    return Initializers.REGISTRY.prototypes();
  }

  static List<RandomInitializer<?>> random() {
    return all().stream()
        .<RandomInitializer<?>>mapMulti(
            (initializer, sink) -> {
              if (initializer instanceof RandomInitializer<?> random) {
                sink.accept(random);
              }
            })
        .toList();
  }

  private static double[] draw(Initializer initializer, RandomSource random) {
    return initializer.create(KERNEL, random).getData();
  }

  @ParameterizedTest
  @MethodSource("all")
  void valueHasTheShapeOfTheMatrix(Initializer initializer) {
    DMatrixRMaj value = initializer.create(KERNEL, RandomSource.of(1));
    assertThat(Shape.of(value)).isEqualTo(KERNEL.matrix());
  }

  @ParameterizedTest
  @MethodSource("random")
  void equalSourcesGiveEqualBitsAndOthersOthers(Initializer initializer) {
    assertThat(draw(initializer, RandomSource.of(7)))
        .isEqualTo(draw(initializer, RandomSource.of(7)));
    assertThat(draw(initializer, RandomSource.of(7)))
        .isNotEqualTo(draw(initializer, RandomSource.of(8)));
  }

  @ParameterizedTest
  @MethodSource("random")
  void withoutASeedTheSourceGoesOn(Initializer initializer) {
    RandomSource random = RandomSource.of(7);
    assertThat(draw(initializer, random)).isNotEqualTo(draw(initializer, random));
  }

  @ParameterizedTest
  @MethodSource("random")
  void withASeedEachCallGivesTheSameAndTheSourceIsLeftAlone(RandomInitializer<?> initializer) {
    RandomSource random = RandomSource.of(7);
    RandomSource.State before = random.state();
    Initializer seeded = initializer.seed(42);
    assertThat(draw(seeded, random)).isEqualTo(draw(seeded, random));
    assertThat(draw(seeded, random)).isEqualTo(draw(initializer, RandomSource.of(42)));
    assertThat(random.state()).isEqualTo(before);
    assertThat(draw(initializer.seed(43), random)).isNotEqualTo(draw(seeded, random));
  }

  @ParameterizedTest
  @MethodSource("random")
  void aWeightDoesNotChangeWhenAnotherOneGrows(Initializer initializer) {
    RandomSource one = RandomSource.of(7);
    initializer.create(TensorShape.of(3, 4), one.split());
    RandomSource other = RandomSource.of(7);
    initializer.create(TensorShape.of(30, 40), other.split());
    assertThat(draw(initializer, one.split())).isEqualTo(draw(initializer, other.split()));
  }

  @Test
  void constantsAreExact() {
    assertThat(draw(Zeros.of(), RandomSource.of(1))).containsOnly(0);
    assertThat(draw(Ones.of(), RandomSource.of(1))).containsOnly(1);
    assertThat(draw(Constant.of(-0.375), RandomSource.of(1))).containsOnly(-0.375);
  }

  @Test
  void identityIsCutOrPadded() {
    Initializer identity = Identity.of().gain(2.5);
    assertThat(identity.create(TensorShape.of(2, 3), RandomSource.of(1)).get2DData())
        .isDeepEqualTo(new double[][] {{2.5, 0, 0}, {0, 2.5, 0}});
    assertThat(identity.create(TensorShape.of(3, 2), RandomSource.of(1)).get2DData())
        .isDeepEqualTo(new double[][] {{2.5, 0}, {0, 2.5}, {0, 0}});
  }

  @Test
  void gainOfTheIdentityIsWrittenOnlyIfItIsNotOne() {
    assertThat(Identity.of().getConfig()).isEmpty();
    assertThat(Identity.of().gain(2.5).getConfig()).isEqualTo(Map.of("gain", 2.5));
  }

  @Test
  void otherNamesOfKerasAreKnown() {
    assertThat(Initializers.get("zero")).isEqualTo(Zeros.of());
    assertThat(Initializers.get("one")).isEqualTo(Ones.of());
    assertThat(Initializers.get("uniform")).isEqualTo(RandomUniform.of(-0.05, 0.05));
    assertThat(Initializers.get("normal")).isEqualTo(RandomNormal.of().mean(0).stddev(0.05));
    assertThat(Initializers.get("OrthogonalInitializer")).isEqualTo(Orthogonal.of());
    assertThat(Initializers.get("IdentityInitializer")).isEqualTo(Identity.of());
  }

  static List<Arguments> refusals() {
    return List.of(
        refusal(
            () -> Orthogonal.of().create(TensorShape.of(9), RandomSource.of(1)),
            "Orthogonal: shape (9,) has rank 1; expected a matrix, or more axes."),
        refusal(
            () -> Identity.of().create(TensorShape.of(2, 3, 4), RandomSource.of(1)),
            "Identity: shape (2, 3, 4) has rank 3; expected a matrix."),
        refusal(() -> Constant.of(Double.NaN), "Constant: value must be finite, got NaN."),
        refusal(
            () -> Identity.of().gain(Double.POSITIVE_INFINITY),
            "Identity: gain must be finite, got Infinity."),
        refusal(
            () -> RandomNormal.of().stddev(-0.1),
            "RandomNormal: stddev must be finite and at least 0, got -0.1."),
        refusal(
            () -> TruncatedNormal.of().mean(Double.NaN),
            "TruncatedNormal: mean must be finite, got NaN."),
        refusal(
            () -> RandomUniform.of(0.2, 0.1),
            "RandomUniform: minval must be at most maxval 0.1, got 0.2."
                + " Set both at once with of."),
        refusal(
            () -> RandomUniform.of().maxval(-0.5),
            "RandomUniform: minval must be at most maxval -0.5, got -0.05."
                + " Set both at once with of."),
        refusal(
            () -> VarianceScaling.of().scale(0),
            "VarianceScaling: scale must be finite and positive, got 0.0."),
        refusal(
            () ->
                Initializers.REGISTRY.read(
                    Map.of("class_name", "VarianceScaling", "config", Map.of("mode", "fan"))),
            "VarianceScaling: mode is fan; expected one of fan_in, fan_out, fan_avg."),
        refusal(
            () -> GlorotUniform.of().inputAxes(0).outputAxes(2).variance(KERNEL),
            "TensorShape: (5, 12) has no axis 2; its rank is 2."),
        refusal(
            () -> new Zeros(Ones.of().options()),
            "Zeros: got the options of Ones; expected options of Zeros."),
        refusal(
            () -> Initializers.get("glorot"),
            "initializer: unknown name glorot; known are Zeros, Ones, Constant, Identity,"
                + " Orthogonal, GlorotUniform, GlorotNormal, HeUniform, HeNormal, LecunUniform,"
                + " LecunNormal, VarianceScaling, RandomUniform, RandomNormal, TruncatedNormal."));
  }

  private static Arguments refusal(ThrowingCallable call, String message) {
    return Arguments.of(call, message);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void badValuesAreRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
