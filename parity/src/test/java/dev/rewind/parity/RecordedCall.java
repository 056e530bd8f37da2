package dev.rewind.parity;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.sum;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static dev.rewind.testkit.MatrixAssertions.assertNumber;

import dev.rewind.autograd.Gradients;
import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.CarriedState;
import dev.rewind.layers.DropoutSource;
import dev.rewind.layers.Layer;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.testkit.GoldenValue;
import dev.rewind.testkit.Tensor;
import dev.rewind.testkit.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/** One recorded call of a layer or cell: what goes in, and what must come out. */
final class RecordedCall {
  private final Tape tape;
  private final GoldenValue call;
  private final RecordedLayout layout;
  private final Tolerance tolerance;
  private final Sequence inputs;
  private final List<Variable> initialStates;
  private final CallContext context;

  RecordedCall(Tape tape, GoldenValue call, RecordedLayout layout, Tolerance tolerance) {
    this.tape = tape;
    this.call = call;
    this.layout = layout;
    this.tolerance = tolerance;
    this.inputs = layout.inputs(tape, call);
    this.initialStates =
        call.find("initial_state").map(GoldenValue::items).orElse(List.of()).stream()
            .map(state -> tape.variable(state.tensor().matrix()))
            .toList();
    this.context = newContext();
  }

  private CallContext newContext() {
    DropoutSource recorded =
        call.find("dropout")
            .<DropoutSource>map(masks -> new RecordedDropout(masks, layout.timeMajor()))
            .orElse(DropoutSource.none());
    return call.get("training").flag()
        ? CallContext.training(tape, RandomSource.of(1)).withDropout(recorded)
        : CallContext.inference(tape);
  }

  Sequence inputs() {
    return inputs;
  }

  /** Those that were given; none if the layer is to start from its own. */
  List<Variable> initialStates() {
    return initialStates;
  }

  CallContext context() {
    return context;
  }

  /** Gives weights the recorded values. */
  static void assign(GoldenValue recorded, List<Weight> weights) {
    require("weights", weights.size(), recorded.fields().size());
    for (Weight weight : weights) {
      weight.parameter().assign(recorded.get(name(weight)).tensor().matrix());
    }
  }

  private static String name(Weight weight) {
    return WeightNames.recorded(weight.parameter().name());
  }

  /** Compares outputs and states, loss with its penalties, and every gradient. */
  void compare(List<Variable> results, List<Weight> weights) {
    List<DMatrixRMaj> expected = matrices(call);
    List<DMatrixRMaj> cotangents = matrices(call.get("cotangents"));
    require("results", results.size(), expected.size());
    Variable loss = tape.constant(0);
    for (int i = 0; i < results.size(); i++) {
      close("result " + i, results.get(i).value(), expected.get(i));
      loss = add(loss, sum(mul(results.get(i), tape.constant(cotangents.get(i)))));
    }
    for (Variable penalty : penalties(weights)) {
      loss = add(loss, penalty);
    }
    assertNumber(loss.scalar()).named("loss").isCloseTo(call.get("loss").number(), tolerance);
    compare(tape.gradients(loss), call.get("gradients"), weights);
  }

  /** The penalties that the loss includes where Keras' {@code losses} are recorded. */
  private List<Variable> penalties(List<Weight> weights) {
    if (call.find("losses").isEmpty()) {
      return List.of();
    }
    List<Variable> penalties = new ArrayList<>(context.losses());
    for (Weight weight : weights) {
      weight.regularizer().ifPresent(r -> penalties.add(r.penalty(context.use(weight))));
    }
    List<GoldenValue> recorded = call.get("losses").items();
    require("penalties", penalties.size(), recorded.size());
    for (int i = 0; i < penalties.size(); i++) {
      assertNumber(penalties.get(i).scalar())
          .named("penalty " + i)
          .isCloseTo(recorded.get(i).number(), tolerance);
    }
    return penalties;
  }

  private void compare(Gradients gradients, GoldenValue expected, List<Weight> weights) {
    if (inputs.values().needsGradient()) {
      Tensor gradient = expected.get("inputs").tensor();
      close("gradient of inputs", gradients.of(inputs.values()), layout.matrix(gradient));
    }
    for (int i = 0; i < initialStates.size(); i++) {
      GoldenValue state = expected.get("initial_state").items().get(i);
      closeGradient("initial_state", gradients.of(initialStates.get(i)), state);
    }
    GoldenValue byName = expected.get("weights");
    List<Weight> trainable = weights.stream().filter(Weight::trainable).toList();
    require("gradients of weights", trainable.size(), byName.fields().size());
    for (Weight weight : trainable) {
      Parameter parameter = weight.parameter();
      closeGradient(parameter.name(), gradients.of(parameter), byName.get(name(weight)));
    }
  }

  /** Compares the mask that a result carries and the weights that a call changed, if recorded. */
  void compareEffects(Optional<Mask> mask, Layer layer) {
    if (call.fields().containsKey("output_mask")) {
      compareMask(mask, call.find("output_mask"));
    }
    call.find("weights_after")
        .ifPresent(
            after ->
                layer.weights().stream()
                    .filter(weight -> !weight.trainable())
                    .forEach(w -> closeTensor(w, after.get(name(w)))));
    call.find("state_after").ifPresent(kept -> compareStates(layer.carriedStates(), kept.items()));
  }

  private void compareStates(List<CarriedState> states, List<GoldenValue> kept) {
    require("states after the call", states.size(), kept.size());
    for (int i = 0; i < kept.size(); i++) {
      DMatrixRMaj state = states.get(i).value().orElseThrow();
      close("state " + i + " after the call", state, kept.get(i).tensor().matrix());
    }
  }

  static void compareMask(Optional<Mask> mask, Optional<GoldenValue> recorded) {
    Optional<Mask> expected = recorded.map(RecordedLayout::mask);
    if (!mask.equals(expected)) {
      throw new AssertionError("mask is\n" + mask + "\nexpected\n" + expected);
    }
  }

  private void closeTensor(Weight weight, GoldenValue expected) {
    close(name(weight) + " after the call", weight.parameter().value(), expected.tensor().matrix());
  }

  private void closeGradient(String gradientOf, DMatrixRMaj gradient, GoldenValue expected) {
    close("gradient of " + gradientOf, gradient, expected.tensor().matrix());
  }

  private void close(String name, DMatrixRMaj actual, DMatrixRMaj expected) {
    assertMatrix(actual).named(name).isCloseTo(expected, tolerance);
  }

  private List<DMatrixRMaj> matrices(GoldenValue owner) {
    List<DMatrixRMaj> matrices = new ArrayList<>();
    owner.get("outputs").items().forEach(item -> matrices.add(layout.matrix(item.tensor())));
    owner.get("states").items().forEach(item -> matrices.add(item.tensor().matrix()));
    return matrices;
  }

  private static void require(String what, int got, int expected) {
    if (got != expected) {
      throw new AssertionError(got + " " + what + "; expected " + expected);
    }
  }
}
