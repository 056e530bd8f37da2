package dev.rewind.training.golden;

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
import dev.rewind.layers.DropoutSource;
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
  private final Tolerance tolerance;
  private final Sequence inputs;
  private final List<Variable> initialStates;

  RecordedCall(Tape tape, GoldenValue call, Tolerance tolerance) {
    this.tape = tape;
    this.call = call;
    this.tolerance = tolerance;
    this.inputs = inputs(tape, call);
    this.initialStates =
        call.find("initial_state").map(GoldenValue::items).orElse(List.of()).stream()
            .map(state -> tape.variable(state.tensor().matrix()))
            .toList();
  }

  /** Whole numbers {@code (batch, time)} or {@code (batch)} are sequences or vectors of one. */
  static Sequence inputs(Tape tape, GoldenValue call) {
    Tensor tensor = call.get("inputs").tensor();
    int[] shape = tensor.shape();
    boolean numbers = tensor.type() == Tensor.Type.INT64;
    boolean hasTime = shape.length == (numbers ? 2 : 3);
    Tensor ordered = hasTime ? tensor.swapBatchAndTime() : tensor;
    Variable values = numbers ? tape.constant(ordered.column()) : tape.variable(ordered.rows());
    Sequence all = hasTime ? Sequence.of(values, shape[1]) : Sequence.ofVectors(values);
    return call.find("mask").map(m -> all.withMask(Mask.of(m.tensor().mask()))).orElse(all);
  }

  Sequence inputs() {
    return inputs;
  }

  /** Those that were given; none if the layer is to start from its own. */
  List<Variable> initialStates() {
    return initialStates;
  }

  CallContext context() {
    DropoutSource recorded =
        call.find("dropout").<DropoutSource>map(RecordedDropout::new).orElse(DropoutSource.none());
    return call.get("training").flag()
        ? CallContext.training(tape, RandomSource.of(1)).withDropout(recorded)
        : CallContext.inference(tape);
  }

  /** Gives weights the recorded values. */
  static void assign(GoldenValue recorded, List<Weight> weights) {
    require("weights", weights.size(), recorded.fields().size());
    for (Weight weight : weights) {
      weight.parameter().assign(recorded.get(name(weight)).tensor().matrix());
    }
  }

  /** The last part of a weight's name, by which it is recorded. */
  static String name(Weight weight) {
    String name = weight.parameter().name();
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** Compares outputs and states, loss and every gradient. */
  void compare(List<Variable> results, List<Weight> weights) {
    List<DMatrixRMaj> expected = matrices(call);
    List<DMatrixRMaj> cotangents = matrices(call.get("cotangents"));
    require("results", results.size(), expected.size());
    Variable loss = tape.constant(0);
    for (int i = 0; i < results.size(); i++) {
      close("result " + i, results.get(i).value(), expected.get(i));
      loss = add(loss, sum(mul(results.get(i), tape.constant(cotangents.get(i)))));
    }
    assertNumber(loss.scalar()).named("loss").isCloseTo(call.get("loss").number(), tolerance);
    compare(tape.gradients(loss), call.get("gradients"), weights);
  }

  private void compare(Gradients gradients, GoldenValue expected, List<Weight> weights) {
    if (inputs.values().needsGradient()) {
      close("inputs", gradients.of(inputs.values()), expected.get("inputs"));
    }
    for (int i = 0; i < initialStates.size(); i++) {
      GoldenValue state = expected.get("initial_state").items().get(i);
      close("initial_state", gradients.of(initialStates.get(i)), state);
    }
    GoldenValue byName = expected.get("weights");
    require("gradients of weights", weights.size(), byName.fields().size());
    for (Weight weight : weights) {
      Parameter parameter = weight.parameter();
      close(parameter.name(), gradients.of(parameter), byName.get(name(weight)));
    }
  }

  /** Compares the mask that a result carries, where it is recorded. */
  void compareMask(Optional<Mask> mask) {
    if (call.fields().containsKey("output_mask")) {
      compareMask(mask, call.find("output_mask"));
    }
  }

  static void compareMask(Optional<Mask> mask, Optional<GoldenValue> recorded) {
    Optional<Mask> expected = recorded.map(m -> Mask.of(m.tensor().mask()));
    if (!mask.equals(expected)) {
      throw new AssertionError("mask is\n" + mask + "\nexpected\n" + expected);
    }
  }

  private void close(String gradientOf, DMatrixRMaj gradient, GoldenValue expected) {
    close("gradient of " + gradientOf, gradient, expected.tensor().matrix());
  }

  private void close(String name, DMatrixRMaj actual, DMatrixRMaj expected) {
    assertMatrix(actual).named(name).isCloseTo(expected, tolerance);
  }

  private static List<DMatrixRMaj> matrices(GoldenValue owner) {
    List<DMatrixRMaj> matrices = new ArrayList<>();
    owner.get("outputs").items().forEach(item -> matrices.add(item.tensor().matrix()));
    owner.get("states").items().forEach(item -> matrices.add(item.tensor().matrix()));
    return matrices;
  }

  private static void require(String what, int got, int expected) {
    if (got != expected) {
      throw new AssertionError(got + " " + what + "; expected " + expected);
    }
  }
}
