package dev.rewind.parity;

import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static dev.rewind.testkit.MatrixAssertions.assertNumber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.TensorShape;
import dev.rewind.layers.constraints.Constraint;
import dev.rewind.layers.constraints.Constraints;
import dev.rewind.layers.regularizers.Regularizer;
import dev.rewind.layers.regularizers.Regularizers;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenRun;
import dev.rewind.testkit.Tensor;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("golden")
class RegularizersGoldenTest {

  @Test
  void penaltiesAndProjectionsAgreeWithKeras() {
    GoldenRun.of("regularizers").run(RegularizersGoldenTest::check);
  }

  private static void check(GoldenCase golden) {
    switch (golden.group()) {
      case "penalties" -> checkPenalty(golden);
      case "constraints" -> checkConstraint(golden);
      case "constrained_training" -> ConstrainedTraining.check(golden);
      case "activity", "weight_penalties" -> LayerGolden.check(golden);
      default ->
          throw new UnsupportedOperationException("group " + golden.group() + " is not built");
    }
  }

  private static void checkPenalty(GoldenCase golden) {
    Object recorded = KerasForm.of(golden.get("regularizer"));
    Regularizer regularizer = Regularizers.CODEC.read(recorded);
    assertThat(KerasForm.comparable(Regularizers.CODEC.write(regularizer)))
        .isEqualTo(KerasForm.comparable(recorded));
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(golden.tensor("inputs").rows());
      Variable penalty = regularizer.penalty(x);
      assertNumber(penalty.scalar())
          .named("loss")
          .isCloseTo(golden.get("loss").number(), golden.tolerance());
      assertMatrix(tape.gradients(penalty).of(x))
          .named("gradient")
          .isCloseTo(golden.tensor("gradient").rows(), golden.tolerance());
    }
  }

  private static void checkConstraint(GoldenCase golden) {
    Object recorded = KerasForm.of(golden.get("constraint"));
    Constraint constraint = Constraints.CODEC.read(recorded);
    assertThat(KerasForm.comparable(Constraints.CODEC.write(constraint)))
        .isEqualTo(KerasForm.comparable(recorded));
    Tensor inputs = golden.tensor("inputs");
    DMatrixRMaj weight = inputs.rows();
    constraint.project(TensorShape.of(inputs.shape()), weight);
    assertMatrix(weight)
        .named("outputs")
        .isCloseTo(golden.tensor("outputs").rows(), golden.tolerance());
  }
}
