package dev.rewind.training.golden;

import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static dev.rewind.testkit.MatrixAssertions.assertNumber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Weight;
import dev.rewind.layers.constraints.Constraint;
import dev.rewind.layers.constraints.Constraints;
import dev.rewind.layers.regularizers.Regularizer;
import dev.rewind.layers.regularizers.Regularizers;
import dev.rewind.optimizers.Optimizer;
import dev.rewind.optimizers.OptimizerConfig;
import dev.rewind.optimizers.Optimizers;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenRun;
import dev.rewind.testkit.GoldenValue;
import dev.rewind.testkit.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      case "constrained_training" -> checkTraining(golden);
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

  /** Given gradients, an optimizer's step, then the constraints. */
  private static void checkTraining(GoldenCase golden) {
    GoldenValue first = golden.get("weights");
    int features = first.get("kernel").tensor().shape()[0];
    List<Weight> weights =
        GoldenLayers.layer("GRU", golden.get("args"))
            .build("gru", DataShape.sequence(features), RandomSource.of(1))
            .weights();
    RecordedCall.assign(first, weights);
    OptimizerConfig config = Optimizers.REGISTRY.read(KerasForm.of(golden.get("optimizer")));
    Optimizer optimizer = config.build(weights.stream().map(Weight::parameter).toList());
    List<GoldenValue> gradients = golden.get("gradients").items();
    List<GoldenValue> steps = golden.get("steps").items();
    for (int i = 0; i < steps.size(); i++) {
      Map<Parameter, DMatrixRMaj> given = new LinkedHashMap<>();
      for (Weight weight : weights) {
        String name = RecordedCall.name(weight);
        given.put(weight.parameter(), gradients.get(i).get(name).tensor().matrix());
      }
      optimizer.apply(given);
      weights.forEach(Weight::constrain);
      for (Weight weight : weights) {
        String name = RecordedCall.name(weight);
        assertMatrix(weight.parameter().value())
            .named(name + " after step " + i)
            .isCloseTo(steps.get(i).get(name).tensor().matrix(), golden.tolerance());
      }
    }
  }
}
