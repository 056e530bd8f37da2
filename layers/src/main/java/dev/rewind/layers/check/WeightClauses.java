package dev.rewind.layers.check;

import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.LayerOptions;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;

/** What the weights owe. */
final class WeightClauses {
  static final List<Clause> ALL =
      List.of(
          Clause.of("weights", WeightClauses::haveNamesOfTheirOwn),
          Clause.of("listed", WeightClauses::areAllListed),
          Clause.of("seeds", WeightClauses::followFromTheSeed),
          new Clause(
              "frozen",
              subject -> subject.has(LayerOptions.TRAINABLE),
              WeightClauses::areFrozenWithTheLayer));

  private WeightClauses() {}

  private static List<Parameter> parameters(Layer layer) {
    return layer.weights().stream().map(Weight::parameter).toList();
  }

  private static void haveNamesOfTheirOwn(Subject subject) {
    Layer layer = subject.fresh(Subject.NAME, subject.seed());
    List<Parameter> weights = parameters(layer);
    Set<String> names = new HashSet<>();
    for (Parameter weight : weights) {
      Breach.unless(
          weight.name().startsWith(Subject.NAME + "/"),
          "a weight has the name " + weight.name() + "; expected layer/…, after the layer's name.");
      Breach.unless(names.add(weight.name()), "two weights have the name " + weight.name() + ".");
      Difference.requireFinite(weight.name(), weight.value());
    }
    Breach.unless(
        weights.equals(parameters(layer)),
        "weights() gives other parameters when asked again: "
            + parameters(layer)
            + "; expected "
            + weights
            + ".");
    for (Parameter again : parameters(subject.fresh(Subject.NAME, subject.seed()))) {
      Breach.unless(
          weights.stream().noneMatch(weight -> weight == again),
          again.name() + " is shared by two layers that were built from one description.");
    }
  }

  private static void areAllListed(Subject subject) {
    Layer layer = subject.built();
    List<Parameter> listed = parameters(layer);
    try (Tape tape = Tape.create()) {
      CallContext context = subject.training(tape);
      List<DMatrixRMaj> x = subject.inputs(0);
      Variable loss =
          Slopes.loss(
              subject,
              context,
              subject.call(layer, context, subject.constants(tape, x, Optional.empty())));
      if (!loss.needsGradient()) {
        return;
      }
      for (Parameter used : tape.gradients(loss).parameters()) {
        Breach.unless(
            listed.contains(used),
            "a call puts "
                + used.name()
                + " on the tape, which is not in weights(); they are "
                + listed.stream().map(Parameter::name).toList()
                + ". An optimizer can not train it, and it is not saved: list it.");
      }
    }
  }

  private static void followFromTheSeed(Subject subject) {
    List<Parameter> first = parameters(subject.fresh("one", subject.seed()));
    List<Parameter> again = parameters(subject.fresh("two", subject.seed()));
    List<Parameter> other = parameters(subject.fresh("one", subject.seed() + 1));
    Breach.unless(
        first.size() == again.size(),
        "a layer has " + first.size() + " weights, and built again " + again.size() + ".");
    boolean differ = false;
    for (int i = 0; i < first.size(); i++) {
      Breach.ifPresent(
          Difference.exact(again.get(i).value(), first.get(i).value()),
          "equal seeds give different weights: " + again.get(i).name());
      differ |= Difference.exact(other.get(i).value(), first.get(i).value()).isPresent();
    }
    Breach.unless(
        differ || !drawsNumbers(subject),
        "another seed gives equal weights, though numbers are drawn.");
  }

  private static boolean drawsNumbers(Subject subject) {
    RandomSource random = RandomSource.of(subject.seed());
    RandomSource.State before = random.state();
    subject.config().build(Subject.NAME, subject.shapes(), random);
    return !random.state().equals(before);
  }

  private static void areFrozenWithTheLayer(Subject subject) {
    LayerConfig config = subject.config();
    LayerConfig frozen = config.with(config.options().with(LayerOptions.TRAINABLE, false));
    Layer layer = subject.built(frozen);
    for (Weight weight : layer.weights()) {
      Breach.unless(
          !weight.trainable(),
          weight.parameter().name() + " is trainable though the layer has trainable=false.");
    }
    try (Tape tape = Tape.create()) {
      CallContext context = subject.training(tape);
      List<DMatrixRMaj> x = subject.inputs(0);
      List<Sequence> results =
          subject.call(layer, context, subject.constants(tape, x, Optional.empty()));
      Breach.unless(
          results.stream().noneMatch(result -> result.values().needsGradient()),
          "a frozen layer puts a parameter on the tape: its result needs a gradient though its"
              + " inputs are constants. Use context.use(weight).");
    }
  }
}
