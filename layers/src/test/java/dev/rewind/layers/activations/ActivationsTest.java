package dev.rewind.layers.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import dev.rewind.autograd.ops.Square;
import dev.rewind.core.RandomSource;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.MatrixPool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class ActivationsTest {
  /** {@code ALL_OBJECTS} in {@code keras/src/activations/__init__.py}, Keras 3.15.1. */
  private static final Set<String> KERAS_NAMES =
      Set.of(
          "relu",
          "leaky_relu",
          "relu6",
          "softmax",
          "celu",
          "elu",
          "selu",
          "softplus",
          "softsign",
          "squareplus",
          "soft_shrink",
          "sparse_plus",
          "silu",
          "gelu",
          "glu",
          "tanh",
          "tanh_shrink",
          "threshold",
          "sigmoid",
          "sparse_sigmoid",
          "exponential",
          "hard_sigmoid",
          "hard_silu",
          "hard_tanh",
          "hard_shrink",
          "linear",
          "mish",
          "log_softmax",
          "log_sigmoid",
          "sparsemax");

  private static Variable cube(Variable x) {
    return Ops.pow(x, 3);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void everyNameOfKerasIsKnownButGlu() {
    Set<String> known =
        Activations.REGISTRY.prototypes().stream()
            .map(Activation::name)
            .filter(name -> !name.equals("legacy_hard_sigmoid"))
            .collect(Collectors.toSet());
    Set<String> expected =
        KERAS_NAMES.stream().filter(name -> !name.equals("glu")).collect(Collectors.toSet());
    assertThat(known).isEqualTo(expected);
  }

  /** Of single elements are all but those that look at a row. */
  @Test
  void activationOfSingleElementsIsThatOp() {
    Set<String> ofRows = Set.of("softmax", "log_softmax", "sparsemax");
    List<Activation> all =
        Stream.concat(
                Activations.REGISTRY.prototypes().stream()
                    .filter(activation -> !activation.name().equals("threshold")),
                Stream.of(
                    Activations.relu(0.1, 2, 0.5),
                    Activations.leakyRelu(0.3),
                    Activations.elu(0.5),
                    Activations.celu(0.5),
                    Activations.gelu(true),
                    Activations.softShrink(0.2),
                    Activations.hardShrink(0.2),
                    Activations.squareplus(2),
                    Activations.threshold(0.5, -1)))
            .toList();
    for (Activation activation : all) {
      Optional<ElementwiseOp> op = activation.elementwise();
      assertThat(op.isPresent()).as(activation.toString()).isEqualTo(!isOf(ofRows, activation));
      try (Tape tape = Tape.of(Kernels.portable(), new MatrixPool())) {
        DMatrixRMaj x = RandomSource.of(3).fillGaussian(0, 2, new DMatrixRMaj(5, 7));
        DMatrixRMaj y = activation.apply(tape.constant(x)).value();
        for (int i = 0; op.isPresent() && i < x.getNumElements(); i++) {
          assertThat(op.get().f(x.get(i))).as(activation.toString()).isEqualTo(y.get(i));
        }
      }
    }
  }

  private static boolean isOf(Set<String> names, Activation activation) {
    return names.contains(activation.name());
  }

  @Test
  void activationOfYourOwnIsOfSingleElementsIfItIsAnOpOfThem() {
    ElementwiseOp square = new Square();
    Activation own = Activations.of("squared", square);
    assertThat(own.elementwise()).contains(square);
    assertThat(own).isEqualTo(Activations.of("squared", new Square()));
    assertThat(Activations.of("cube", ActivationsTest::cube).elementwise()).isEmpty();
    try (Tape tape = Tape.create()) {
      assertThat(own.apply(tape.constant(-3)).scalar()).isEqualTo(9);
    }
  }

  @Test
  void linearPutsNothingOnTheTape() {
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(2);
      assertThat(Activations.LINEAR.apply(x)).isSameAs(x);
    }
  }

  @Test
  void otherNamesOfKerasAreKnown() {
    assertThat(Activations.get("swish")).isEqualTo(Activations.SILU);
    assertThat(Activations.get("hard_swish")).isEqualTo(Activations.HARD_SILU);
  }

  @Test
  void hardSigmoidsAreTwo() {
    assertThat(Activations.get("hard_sigmoid")).isEqualTo(Activations.HARD_SIGMOID);
    assertThat(Activations.get("legacy_hard_sigmoid")).isEqualTo(Activations.LEGACY_HARD_SIGMOID);
    assertThat(Activations.HARD_SIGMOID).isNotEqualTo(Activations.LEGACY_HARD_SIGMOID);
  }

  @Test
  void linearGivesItsArgument() {
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(3);
      assertThat(Activations.LINEAR.apply(x)).isSameAs(x);
    }
  }

  @Test
  void functionOfYourOwnIsApplied() {
    Activation cube = Activations.of("cube", ActivationsTest::cube);
    try (Tape tape = Tape.create()) {
      assertThat(cube.apply(tape.variable(2)).scalar()).isEqualTo(8);
    }
    assertThat(cube.name()).isEqualTo("cube");
  }

  @Test
  void equalityIsThatOfNameArgumentsAndFunction() {
    UnaryOperator<Variable> function = ActivationsTest::cube;
    assertThat(Activations.of("cube", function))
        .isEqualTo(Activations.of("cube", function))
        .hasSameHashCodeAs(Activations.of("cube", function))
        .isNotEqualTo(Activations.of("third_power", function))
        .isNotEqualTo(Activations.of("cube", x -> Ops.pow(x, 3)));
    assertThat(Activations.elu(0.5))
        .isEqualTo(Activations.elu(0.5))
        .isNotEqualTo(Activations.ELU)
        .isNotEqualTo(Activations.celu(0.5));
    assertThat(Activations.elu(1)).isEqualTo(Activations.ELU);
  }

  @Test
  void infiniteCeilingIsNone() {
    assertThat(Activations.relu(0, Double.POSITIVE_INFINITY, 0)).isEqualTo(Activations.RELU);
    assertThat(Activations.relu(0.1, 4, 1).getConfig())
        .isEqualTo(Map.of("negative_slope", 0.1, "max_value", 4.0, "threshold", 1.0));
    assertThat(Activations.RELU.getConfig()).containsEntry("max_value", Optional.empty());
  }

  @Test
  void textIsTheNameWithWhatWasSaid() {
    assertThat(Activations.TANH).hasToString("tanh");
    assertThat(Activations.ELU).hasToString("elu");
    assertThat(Activations.elu(0.5)).hasToString("elu(alpha=0.5)");
    assertThat(Activations.relu(0, 4, 1)).hasToString("relu(max_value=4.0, threshold=1.0)");
    assertThat(Activations.of("cube", ActivationsTest::cube)).hasToString("cube");
  }

  @Test
  void unknownNameListsTheKnownOnes() {
    assertThatThrownBy(() -> Activations.get("tahn"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("activation: unknown name tahn; known are linear, tanh, sigmoid, ")
        .hasMessageEndingWith("threshold, legacy_hard_sigmoid.");
  }

  @Test
  void badArgumentsAreRefused() {
    assertRefused(
        () -> Activations.relu(-0.1, 6, 0),
        "relu: negativeSlope must be finite and at least 0, got -0.1.");
    assertRefused(
        () -> Activations.relu(0, -1, 0), "relu: maxValue must be none or at least 0, got -1.0.");
    assertRefused(
        () -> Activations.relu(0, Double.NaN, 0),
        "relu: maxValue must be none or at least 0, got NaN.");
    assertRefused(() -> Activations.celu(0), "celu: alpha must be finite and positive, got 0.0.");
    assertRefused(
        () -> Activations.squareplus(-4), "squareplus: b must be finite and positive, got -4.0.");
    assertRefused(
        () -> Activations.threshold(Double.NaN, 0),
        "threshold: threshold must be finite, got NaN.");
    assertRefused(
        () -> Activations.get("threshold"), "threshold: threshold is missing; it has no default.");
    assertRefused(
        () ->
            Activations.REGISTRY.read(Map.of("class_name", "softmax", "config", Map.of("axis", 0))),
        "softmax: axis must be -1, the features, got 0.");
  }

  @Test
  void optionsOfAnotherActivationAreRefused() {
    assertRefused(
        () -> Activations.ELU.with(Activations.CELU.options()),
        "elu: got the options of celu; expected options of elu.");
  }
}
