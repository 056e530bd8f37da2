package dev.rewind.layers.check;

import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Layer;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.layers.check.Subject.Outcome;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/** What a call leaves as it was. */
final class CallClauses {
  static final List<Clause> ALL =
      List.of(
          Clause.of("calls", CallClauses::changeNothing),
          Clause.of("streams", CallClauses::areRepeated));

  private CallClauses() {}

  private static void changeNothing(Subject subject) {
    Layer layer = subject.built();
    List<DMatrixRMaj> weights = copies(layer.weights());
    List<Outcome> first = subject.predict(layer, subject.inputs(0), Optional.empty());
    subject.predict(layer, subject.inputs(1), Optional.empty());
    List<Outcome> again = subject.predict(layer, subject.inputs(0), Optional.empty());
    requireSame("outside of training", layer.weights(), weights);
    for (int i = 0; i < first.size(); i++) {
      Breach.ifPresent(
          Difference.exact(again.get(i).values(), first.get(i).values()),
          "the same call gives another result after others: result " + i);
    }
    train(subject, layer);
    for (int i = 0; i < weights.size(); i++) {
      Weight weight = layer.weights().get(i);
      if (weight.trainable()) {
        requireSame("in training", List.of(weight), List.of(weights.get(i)));
      }
    }
  }

  private static void areRepeated(Subject subject) {
    Layer layer = subject.built();
    List<Parameter> weights = layer.weights().stream().map(Weight::parameter).toList();
    List<DMatrixRMaj> values = copies(layer.weights());
    List<RandomSource> streams = layer.randomStreams();
    List<RandomSource.State> states = streams.stream().map(RandomSource::state).toList();
    List<Outcome> first = trained(subject, layer);
    trained(subject, layer);
    for (int i = 0; i < weights.size(); i++) {
      weights.get(i).assign(values.get(i));
    }
    for (int i = 0; i < streams.size(); i++) {
      streams.get(i).restore(states.get(i));
    }
    List<Outcome> again = trained(subject, layer);
    for (int i = 0; i < first.size(); i++) {
      Breach.ifPresent(
          Difference.exact(again.get(i).values(), first.get(i).values()),
          "a call in training gives another result after the "
              + streams.size()
              + " of randomStreams() were restored: result "
              + i);
    }
  }

  /** A call that draws from the layer's own streams, where it has any. */
  private static List<Outcome> trained(Subject subject, Layer layer) {
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, RandomSource.of(subject.seed()));
      List<Sequence> inputs = subject.constants(tape, subject.inputs(0), Optional.empty());
      return subject.call(layer, context, inputs).stream().map(Outcome::of).toList();
    }
  }

  private static List<DMatrixRMaj> copies(List<Weight> weights) {
    return weights.stream().map(weight -> weight.parameter().value().copy()).toList();
  }

  private static void requireSame(String when, List<Weight> weights, List<DMatrixRMaj> before) {
    for (int i = 0; i < before.size(); i++) {
      Breach.ifPresent(
          Difference.exact(weights.get(i).parameter().value(), before.get(i)),
          "a call " + when + " changes " + weights.get(i).parameter().name());
    }
  }

  /** A call in training, after which the inputs are looked at. */
  private static void train(Subject subject, Layer layer) {
    List<DMatrixRMaj> x = subject.inputs(0);
    try (Tape tape = Tape.create()) {
      CallContext context = subject.training(tape);
      subject.call(layer, context, subject.constants(tape, x, Optional.empty()));
    }
    List<DMatrixRMaj> expected = subject.inputs(0);
    for (int i = 0; i < x.size(); i++) {
      Breach.ifPresent(
          Difference.exact(x.get(i), expected.get(i)), "a call changes its input " + i);
    }
  }
}
