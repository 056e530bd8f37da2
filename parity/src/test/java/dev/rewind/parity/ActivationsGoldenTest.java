package dev.rewind.parity;

import static dev.rewind.testkit.MatrixAssertions.assertMatrix;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import dev.rewind.layers.activations.Activation;
import dev.rewind.layers.activations.Activations;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenRun;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("golden")
class ActivationsGoldenTest {

  @Test
  void valuesAndDerivativesAgreeWithKeras() {
    GoldenRun.of("activations").run(ActivationsGoldenTest::check);
  }

  private static void check(GoldenCase golden) {
    Activation activation =
        Activations.CODEC.read(
            Map.of(
                "class_name",
                golden.get("activation").text(),
                "config",
                KerasForm.of(golden.get("args"))));
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(golden.tensor("inputs").rows());
      Variable y = activation.apply(x);
      assertMatrix(y.value())
          .named("outputs")
          .isCloseTo(golden.tensor("outputs").rows(), golden.tolerance());
      String gradient = golden.find("cotangent").isPresent() ? "gradient" : "derivative";
      assertMatrix(tape.gradients(loss(golden, tape, y)).of(x))
          .named(gradient)
          .isCloseTo(golden.tensor(gradient).rows(), golden.tolerance());
    }
  }

  private static Variable loss(GoldenCase golden, Tape tape, Variable y) {
    return golden
        .find("cotangent")
        .map(cotangent -> Ops.sum(Ops.mul(y, tape.constant(cotangent.tensor().rows()))))
        .orElseGet(() -> Ops.sum(y));
  }
}
