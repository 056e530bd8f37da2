package dev.rewind.parity;

import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static dev.rewind.testkit.MatrixAssertions.assertNumber;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rewind.autograd.Parameter;
import dev.rewind.optimizers.Optimizer;
import dev.rewind.optimizers.OptimizerConfig;
import dev.rewind.optimizers.OptimizerOptions;
import dev.rewind.optimizers.OptimizerState;
import dev.rewind.optimizers.Optimizers;
import dev.rewind.optimizers.schedules.LearningRate;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenRun;
import dev.rewind.testkit.GoldenValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OptimizersGoldenTest {
  @Test
  @Tag("golden")
  void everyTrajectoryIsThatOfKeras() {
    GoldenRun.of("optimizers").run(OptimizersGoldenTest::check);
  }

  private static void check(GoldenCase golden) {
    if (golden.group().equals("schedules")) {
      checkSchedule(golden);
    } else {
      checkTrajectory(golden, readConfig(golden));
    }
  }

  private static void checkSchedule(GoldenCase golden) {
    LearningRate schedule = LearningRate.CODEC.read(KerasForm.of(golden.get("schedule")));
    assertEquals(
        KerasForm.comparable(KerasForm.of(golden.get("schedule"))),
        KerasForm.comparable(LearningRate.CODEC.write(schedule)));
    int[] steps = golden.get("at").integers();
    double[] rates = golden.get("values").numbers();
    for (int i = 0; i < steps.length; i++) {
      assertNumber(schedule.at(steps[i]))
          .named("at " + steps[i])
          .isCloseTo(rates[i], golden.tolerance());
    }
  }

  /**
   * Reads the arguments and the whole configuration, which must be the same, and writes it back.
   */
  private static OptimizerConfig readConfig(GoldenCase golden) {
    Object recorded = KerasForm.of(golden.config().orElseThrow());
    OptimizerConfig config = read(golden.get("optimizer").text(), recorded);
    assertEquals(recorded, config.getConfig());
    assertEquals(config, read(golden.get("optimizer").text(), KerasForm.of(golden.get("args"))));
    List<String> excluded =
        golden.get("exclude_from_weight_decay").items().stream().map(GoldenValue::text).toList();
    return config.with(config.options().with(OptimizerOptions.EXCLUDE_FROM_WEIGHT_DECAY, excluded));
  }

  private static OptimizerConfig read(String className, Object config) {
    return Optimizers.REGISTRY.read(Map.of("class_name", className, "config", config));
  }

  private static void checkTrajectory(GoldenCase golden, OptimizerConfig config) {
    List<Parameter> parameters = new ArrayList<>();
    List<GoldenValue> names = golden.get("variable_names").items();
    List<GoldenValue> initial = golden.get("initial").items();
    for (int i = 0; i < names.size(); i++) {
      parameters.add(new Parameter(names.get(i).text(), initial.get(i).tensor().rows()));
    }
    Optimizer optimizer = config.build(parameters);
    List<GoldenValue> gradients = golden.get("gradients").items();
    List<GoldenValue> steps = golden.get("steps").items();
    for (int i = 0; i < steps.size(); i++) {
      assertNumber(optimizer.learningRate())
          .named("learning rate at step " + i)
          .isCloseTo(steps.get(i).get("learning_rate").number(), golden.tolerance());
      optimizer.apply(gradients(parameters, gradients.get(i).items()));
      assertValues(golden, "step " + i, parameters, steps.get(i).get("variables").items());
    }
    assertEquals(golden.get("iterations").integer(), optimizer.iterations());
    assertState(golden, optimizer.state());
    optimizer.finalizeVariableValues();
    List<GoldenValue> last =
        golden
            .find("finalized")
            .map(GoldenValue::items)
            .orElseGet(() -> steps.get(steps.size() - 1).get("variables").items());
    assertValues(golden, "finalized", parameters, last);
  }

  private static Map<Parameter, DMatrixRMaj> gradients(
      List<Parameter> parameters, List<GoldenValue> values) {
    Map<Parameter, DMatrixRMaj> gradients = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      if (!values.get(i).isNull()) {
        gradients.put(parameters.get(i), values.get(i).tensor().rows());
      }
    }
    return gradients;
  }

  private static void assertValues(
      GoldenCase golden, String when, List<Parameter> parameters, List<GoldenValue> expected) {
    assertEquals(expected.size(), parameters.size());
    for (int i = 0; i < expected.size(); i++) {
      assertMatrix(parameters.get(i).value())
          .named(parameters.get(i).name() + " at " + when)
          .isCloseTo(expected.get(i).tensor().rows(), golden.tolerance());
    }
  }

  /** Keras keeps iteration and rate as the first variables; a schedule leaves no rate. */
  private static void assertState(GoldenCase golden, OptimizerState state) {
    List<String> paths = new ArrayList<>(List.of("iteration"));
    List<DMatrixRMaj> values = new ArrayList<>(List.of(scalar((double) state.iteration())));
    state
        .learningRate()
        .ifPresent(
            rate -> {
              paths.add("learning_rate");
              values.add(scalar(rate));
            });
    for (OptimizerState.SlotValue slot : state.slots()) {
      paths.add(slot.path());
      values.add(slot.value());
    }
    List<GoldenValue> expected = golden.get("optimizer_variables").items();
    assertEquals(expected.stream().map(v -> v.get("path").text()).toList(), paths);
    for (int i = 0; i < expected.size(); i++) {
      assertMatrix(values.get(i))
          .named(paths.get(i))
          .isCloseTo(expected.get(i).get("value").tensor().rows(), golden.tolerance());
    }
  }

  private static DMatrixRMaj scalar(double value) {
    return new DMatrixRMaj(new double[][] {{value}});
  }
}
