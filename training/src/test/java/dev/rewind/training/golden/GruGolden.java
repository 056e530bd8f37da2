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
import dev.rewind.layers.DataShape;
import dev.rewind.layers.DropoutSource;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.layers.rnn.GRUCell;
import dev.rewind.layers.rnn.RNNCell;
import dev.rewind.layers.rnn.RecurrentLayer;
import dev.rewind.layers.rnn.RecurrentOutput;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenValue;
import dev.rewind.testkit.Tensor;
import dev.rewind.testkit.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;

/** Runs golden cases of GRU and GRUCell: outputs, states and every gradient. */
final class GruGolden {
  private static final Set<String> UNBUILT =
      Set.of("stateful", "unroll", "time_major", "activity_regularizer");

  /**
   * Which kernel of cuDNN computes, and what masks are drawn from: neither changes a number here.
   */
  private static final Set<String> WITHOUT_EFFECT = Set.of("use_cudnn", "seed");

  private final GoldenCase golden;
  private final Tolerance tolerance;

  private GruGolden(GoldenCase golden) {
    this.golden = golden;
    this.tolerance = golden.tolerance();
  }

  static void check(GoldenCase golden) {
    new GruGolden(golden).run();
  }

  private void run() {
    GoldenValue args = golden.get("args");
    int features = golden.get("weights").get("kernel").tensor().shape()[0];
    String type = golden.get("layer").text();
    for (GoldenValue call : golden.get("calls").items()) {
      switch (type) {
        case "GRU" -> checkLayer(args, features, call);
        case "GRUCell" -> checkCell(args, features, call);
        default -> throw new UnsupportedOperationException("layer " + type + " is not built");
      }
    }
  }

  private void checkLayer(GoldenValue args, int features, GoldenValue call) {
    GRU config = GRU.of(args.get("units").integer());
    config = config.with(Plain.read(config.options(), args, UNBUILT, WITHOUT_EFFECT));
    RecurrentLayer layer = config.build("gru", DataShape.sequence(features), RandomSource.of(1));
    assign(layer.weights());
    try (Tape tape = Tape.create()) {
      CallContext context = context(tape, call);
      Tensor tensor = call.get("inputs").tensor();
      Variable inputs = tape.variable(tensor.matrix());
      Optional<Mask> mask = call.find("mask").map(m -> Mask.of(m.tensor().mask()));
      Sequence sequence = Sequence.of(inputs, tensor.shape()[1], mask);
      List<Variable> given = initialStates(tape, call);
      List<Variable> initial =
          given.isEmpty() ? layer.getInitialState(context, sequence.batch()) : given;
      RecurrentOutput result = layer.run(context, sequence, initial);
      List<Variable> results = new ArrayList<>(List.of(result.output().values()));
      results.addAll(config.returnState() ? result.states() : List.of());
      compare(tape, call, results, inputs, given, layer.weights());
    }
  }

  private void checkCell(GoldenValue args, int features, GoldenValue call) {
    GRUCell config = GRUCell.of(args.get("units").integer());
    config = config.with(Plain.read(config.options(), args, UNBUILT, WITHOUT_EFFECT));
    RNNCell cell = config.build("gru_cell", features, RandomSource.of(1));
    assign(cell.weights());
    try (Tape tape = Tape.create()) {
      Variable inputs = tape.variable(call.get("inputs").tensor().matrix());
      List<Variable> states = initialStates(tape, call);
      RNNCell.Step step =
          cell.begin(context(tape, call), inputs.shape().rows()).step(inputs, states);
      List<Variable> results = new ArrayList<>(List.of(step.output()));
      results.addAll(step.states());
      compare(tape, call, results, inputs, states, cell.weights());
    }
  }

  private void assign(List<Weight> weights) {
    for (Weight weight : weights) {
      weight.parameter().assign(golden.get("weights").get(name(weight)).tensor().matrix());
    }
  }

  private static String name(Weight weight) {
    String name = weight.parameter().name();
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static CallContext context(Tape tape, GoldenValue call) {
    DropoutSource recorded =
        call.find("dropout").<DropoutSource>map(RecordedDropout::new).orElse(DropoutSource.none());
    return call.get("training").flag()
        ? CallContext.training(tape, RandomSource.of(1)).withDropout(recorded)
        : CallContext.inference(tape);
  }

  private static List<Variable> initialStates(Tape tape, GoldenValue call) {
    return call.find("initial_state")
        .map(
            states -> states.items().stream().map(s -> tape.variable(s.tensor().matrix())).toList())
        .orElse(List.of());
  }

  private void compare(
      Tape tape,
      GoldenValue call,
      List<Variable> results,
      Variable inputs,
      List<Variable> initial,
      List<Weight> weights) {
    List<DMatrixRMaj> expected = matrices(call.get("outputs"), call.get("states"));
    GoldenValue given = call.get("cotangents");
    List<DMatrixRMaj> cotangents = matrices(given.get("outputs"), given.get("states"));
    require("results", results.size(), expected.size());
    Variable loss = tape.constant(0);
    for (int i = 0; i < results.size(); i++) {
      assertMatrix(results.get(i).value())
          .named("result " + i)
          .isCloseTo(expected.get(i), tolerance);
      loss = add(loss, sum(mul(results.get(i), tape.constant(cotangents.get(i)))));
    }
    assertNumber(loss.scalar()).named("loss").isCloseTo(call.get("loss").number(), tolerance);

    Gradients gradients = tape.gradients(loss);
    GoldenValue wanted = call.get("gradients");
    close("inputs", gradients.of(inputs), wanted.get("inputs"));
    for (int i = 0; i < initial.size(); i++) {
      close(
          "initial_state",
          gradients.of(initial.get(i)),
          wanted.get("initial_state").items().get(i));
    }
    require("weights", weights.size(), wanted.get("weights").fields().size());
    for (Weight weight : weights) {
      Parameter parameter = weight.parameter();
      close(parameter.name(), gradients.of(parameter), wanted.get("weights").get(name(weight)));
    }
  }

  private void close(String name, DMatrixRMaj gradient, GoldenValue expected) {
    assertMatrix(gradient)
        .named("gradient of " + name)
        .isCloseTo(expected.tensor().matrix(), tolerance);
  }

  private static List<DMatrixRMaj> matrices(GoldenValue outputs, GoldenValue states) {
    List<DMatrixRMaj> matrices = new ArrayList<>();
    outputs.items().forEach(item -> matrices.add(item.tensor().matrix()));
    states.items().forEach(item -> matrices.add(item.tensor().matrix()));
    return matrices;
  }

  private static void require(String what, int got, int expected) {
    if (got != expected) {
      throw new AssertionError(got + " " + what + "; expected " + expected);
    }
  }
}
