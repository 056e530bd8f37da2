package dev.rewind.parity;

import static dev.rewind.testkit.MatrixAssertions.assertMatrix;

import dev.rewind.autograd.Parameter;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Weight;
import dev.rewind.optimizers.Optimizer;
import dev.rewind.optimizers.OptimizerConfig;
import dev.rewind.optimizers.Optimizers;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/** Golden cases of a GRU whose weights are constrained while an optimizer changes them. */
final class ConstrainedTraining {
  private ConstrainedTraining() {}

  /** Given gradients, an optimizer's step, then the constraints. */
  static void check(GoldenCase golden) {
    GoldenValue first = golden.get("weights");
    int features = first.get("kernel").tensor().shape()[0];
    List<Weight> weights =
        GoldenLayers.layer(golden)
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
        String name = WeightNames.recorded(weight.parameter().name());
        given.put(weight.parameter(), gradients.get(i).get(name).tensor().matrix());
      }
      optimizer.apply(given);
      weights.forEach(Weight::constrain);
      for (Weight weight : weights) {
        String name = WeightNames.recorded(weight.parameter().name());
        assertMatrix(weight.parameter().value())
            .named(name + " after step " + i)
            .isCloseTo(steps.get(i).get(name).tensor().matrix(), golden.tolerance());
      }
    }
  }
}
