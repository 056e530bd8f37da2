package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.sum;
import static dev.rewind.layers.rnn.PlainRecurrence.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.DropoutSource.Request;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;

/** A batch for a recurrent layer, states to start from, and what is looked at in any such layer. */
final class RecurrentFixture {
  static final int BATCH = 2;
  static final int STEPS = 4;
  static final int FEATURES = 3;
  static final int UNITS = 2;

  /** The same sums in another order. */
  static final double ROUNDING = 1e-14;

  /** One sample starts masked, both end differently. */
  static final Mask HOLES =
      Mask.of(new boolean[][] {{false, true, false, true}, {true, true, false, false}});

  final RandomSource random = RandomSource.of(7);
  final DMatrixRMaj x = gaussian(STEPS * BATCH, FEATURES);
  final List<DMatrixRMaj> initial;

  /** A batch for a layer with so many states. */
  RecurrentFixture(int states) {
    initial = Stream.generate(() -> gaussian(BATCH, UNITS)).limit(states).toList();
  }

  private DMatrixRMaj gaussian(int rows, int columns) {
    return random.fillGaussian(0, 1, new DMatrixRMaj(rows, columns));
  }

  /** Every weight random, the biases too, so that no gate can be taken for another. */
  RecurrentLayer build(LayerConfig config) {
    DataShape shape = DataShape.sequence(STEPS, FEATURES);
    RecurrentLayer layer = (RecurrentLayer) config.build("layer", shape, random.split());
    for (Weight weight : layer.weights()) {
      weight.parameter().update(w -> random.fillGaussian(0, 0.7, w));
    }
    return layer;
  }

  /** Another layer with the weights of one. */
  RecurrentLayer buildLike(RecurrentLayer layer, LayerConfig config) {
    RecurrentLayer other = build(config);
    assertThat(other.weights()).hasSameSizeAs(layer.weights());
    for (int i = 0; i < layer.weights().size(); i++) {
      other.weights().get(i).parameter().assign(layer.weights().get(i).parameter().value());
    }
    return other;
  }

  Sequence sequence(Tape tape) {
    return Sequence.of(tape.constant(x), STEPS);
  }

  List<Variable> initial(Tape tape) {
    return initial.stream().map(tape::constant).toList();
  }

  RecurrentOutput run(CallContext context, RecurrentLayer layer, Optional<Mask> mask) {
    Tape tape = context.tape();
    return layer.run(context, Sequence.of(tape.constant(x), STEPS, mask), initial(tape));
  }

  /** What a call without a mask gives. */
  double[] output(CallContext context, RecurrentLayer layer) {
    return run(context, layer, Optional.empty()).output().values().value().data;
  }

  /** Every output and state is that of plain loops: with holes, an empty sample, no mask. */
  <L extends LayerConfig & RecurrentOptions<L>> void requireEquations(
      L config, PlainRecurrence.Equations equations, boolean training) {
    RecurrentLayer layer = build(config.returnSequences(true));
    PlainRecurrence plain =
        new PlainRecurrence(equations.with(layer.weights()), config.goBackwards());
    Mask full = Mask.ofLengths(STEPS, 4, 4);
    for (Optional<Mask> mask :
        List.of(
            Optional.of(HOLES),
            Optional.of(Mask.ofLengths(STEPS, 0, 3)),
            Optional.of(full),
            Optional.<Mask>empty())) {
      try (Tape tape = Tape.create()) {
        CallContext context =
            training
                ? CallContext.training(tape, random).withDropout(new KnownMasks())
                : CallContext.inference(tape);
        RecurrentOutput result = run(context, layer, mask);
        for (int b = 0; b < BATCH; b++) {
          requireEqual(b, result, plain.run(rows(x), b, mask.orElse(full), start(b)));
        }
      }
    }
  }

  private List<double[]> start(int sample) {
    return initial.stream().map(state -> rows(state)[sample]).toList();
  }

  private void requireEqual(int sample, RecurrentOutput result, PlainRecurrence.Result expected) {
    double[][] outputs = rows(result.output().values().value());
    for (int i = 0; i < STEPS; i++) {
      close(outputs[i * BATCH + sample], expected.outputs().get(i));
    }
    assertThat(result.states()).hasSameSizeAs(initial);
    for (int i = 0; i < initial.size(); i++) {
      close(rows(result.states().get(i).value())[sample], expected.states().get(i));
    }
  }

  static void close(double[] actual, double[] expected) {
    assertThat(actual).containsExactly(expected, within(ROUNDING));
  }

  /** The gradients of every weight, of the input and of every initial state. */
  <L extends LayerConfig & RecurrentOptions<L>> void requireGradients(L config) {
    RecurrentLayer layer = build(config.returnSequences(true));
    List<DMatrixRMaj> inputs = new ArrayList<>(List.of(x));
    inputs.addAll(initial);
    GradientCheck.of(
            (tape, in, drops) -> {
              RecurrentOutput result =
                  layer.run(
                      CallContext.training(tape, drops),
                      Sequence.of(in[0], STEPS, Optional.of(HOLES)),
                      List.of(in).subList(1, in.length));
              Variable states = result.states().stream().reduce((a, b) -> mul(a, b)).orElseThrow();
              return add(sum(result.output().values()), sum(states));
            })
        .inputs(inputs.toArray(DMatrixRMaj[]::new))
        .parameters(layer.weights().stream().map(Weight::parameter).toList())
        .run()
        .requirePassed();
  }

  /** The dropout masks that a call in training asks for. */
  List<Request> masksDrawn(LayerConfig config) {
    KnownMasks masks = new KnownMasks();
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, random).withDropout(masks);
      build(config).call(context, sequence(tape));
    }
    return masks.requests;
  }

  /** Shapes of a sequence and of so many states of this size. */
  static List<DataShape> shapes(int states, int size) {
    return Stream.concat(
            Stream.of(DataShape.sequence(STEPS, FEATURES)),
            IntStream.range(0, states).mapToObj(i -> DataShape.vectors(size)))
        .toList();
  }
}
