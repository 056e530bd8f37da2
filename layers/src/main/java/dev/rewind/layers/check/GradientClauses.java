package dev.rewind.layers.check;

import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.layers.check.Subject.Validity;
import dev.rewind.layers.rnn.RecurrentOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** What gradients owe. */
final class GradientClauses {
  static final List<Clause> ALL =
      List.of(
          new Clause("gradients", GradientClauses::hasGradients, GradientClauses::gradientsAgree),
          new Clause(
              "fused",
              subject -> subject.has(RecurrentOptions.UNROLL),
              GradientClauses::fusedIsComposed),
          new Clause("descent", GradientClauses::isTrained, GradientClauses::lossFalls));

  private static final double FIRST_STEP = 0.1;
  private static final double LAST_STEP = 1e-9;

  private GradientClauses() {}

  private static boolean hasGradients(Subject subject) {
    return subject.inputsHaveGradients() || isTrained(subject);
  }

  private static boolean isTrained(Subject subject) {
    return !Slopes.trained(subject.built()).isEmpty();
  }

  private static Optional<Validity> holes() {
    return Optional.of(Subject::holes);
  }

  private static void gradientsAgree(Subject subject) {
    Layer layer = subject.built();
    List<DMatrixRMaj> x = subject.inputs(0);
    GradientCheck check =
        GradientCheck.of(
                (tape, in, random) -> {
                  CallContext context = Subject.training(tape, new SharedStream(random));
                  List<Variable> values =
                      in.length > 0 ? List.of(in) : x.stream().map(tape::constant).toList();
                  List<Sequence> results =
                      subject.call(layer, context, subject.sequences(values, holes()));
                  return Slopes.loss(subject, context, results);
                })
            .parameters(Slopes.trained(layer).stream().map(Weight::parameter).toList())
            .seed(subject.seed());
    GradientCheck all =
        subject.inputsHaveGradients() ? check.inputs(x.toArray(DMatrixRMaj[]::new)) : check;
    Breach.ifPresent(all.run().failure(), "");
  }

  private static void fusedIsComposed(Subject subject) {
    List<Optional<Validity>> validities = List.of(Optional.empty(), holes());
    for (Optional<Validity> validity : validities) {
      Slopes composed = Slopes.of(subject, unrolled(subject, true), validity);
      Slopes fused = Slopes.of(subject, unrolled(subject, false), validity);
      if (dropOtherThings(composed, fused)) {
        composed = Slopes.withoutDropout(subject, unrolled(subject, true), validity);
        fused = Slopes.withoutDropout(subject, unrolled(subject, false), validity);
      }
      for (int i = 0; i < composed.results().size(); i++) {
        Breach.ifPresent(
            Difference.rounded(fused.results().get(i), composed.results().get(i)),
            "with unroll=false, compared with unroll=true: result " + i);
      }
      Breach.unless(
          fused.gradients().keySet().equals(composed.gradients().keySet()),
          "with unroll=false there are gradients of "
              + fused.gradients().keySet()
              + "; expected "
              + composed.gradients().keySet()
              + " as with unroll=true");
      for (Map.Entry<String, DMatrixRMaj> gradient : composed.gradients().entrySet()) {
        String name = gradient.getKey();
        Breach.ifPresent(
            Difference.rounded(
                fused.gradients().getOrDefault(name, new DMatrixRMaj(0, 0)), gradient.getValue()),
            "with unroll=false, compared with unroll=true: " + name);
      }
    }
  }

  /** Both ask for masks, but not for the same: one for each step, say, and one for all steps. */
  private static boolean dropOtherThings(Slopes composed, Slopes fused) {
    return !composed.masks().isEmpty()
        && !fused.masks().isEmpty()
        && !composed.masks().equals(fused.masks());
  }

  private static Layer unrolled(Subject subject, boolean unroll) {
    LayerConfig config = subject.config();
    return subject.built(config.with(config.options().with(RecurrentOptions.UNROLL, unroll)));
  }

  private static void lossFalls(Subject subject) {
    Layer layer = subject.built();
    Slopes before = Slopes.of(subject, layer, Optional.empty());
    List<DMatrixRMaj> start = new ArrayList<>();
    Slopes.trained(layer).forEach(weight -> start.add(weight.parameter().value().copy()));
    double lowest = Double.POSITIVE_INFINITY;
    for (double step = FIRST_STEP; step > LAST_STEP; step /= 10) {
      move(layer, start, before.gradients(), step);
      lowest = Math.min(lowest, Slopes.of(subject, layer, Optional.empty()).loss());
      if (lowest < before.loss()) {
        return;
      }
    }
    throw new Breach(
        "no step of "
            + FIRST_STEP
            + " or less against the gradient lowers the loss of "
            + before.loss()
            + "; the lowest is "
            + lowest
            + ".");
  }

  private static void move(
      Layer layer, List<DMatrixRMaj> start, Map<String, DMatrixRMaj> gradients, double step) {
    List<Weight> weights = Slopes.trained(layer);
    for (int i = 0; i < weights.size(); i++) {
      Parameter parameter = weights.get(i).parameter();
      DMatrixRMaj from = start.get(i);
      DMatrixRMaj gradient =
          gradients.getOrDefault(
              "the gradient of " + parameter.name(), new DMatrixRMaj(from.numRows, from.numCols));
      parameter.update(value -> CommonOps_DDRM.add(from, -step, gradient, value));
    }
  }
}
