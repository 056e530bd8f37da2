package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.sum;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Gradients;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.MatrixPool;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.DropoutSource;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.layers.activations.Activation;
import dev.rewind.layers.activations.Activations;
import dev.rewind.testkit.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a fused cell owes: values and gradients of its composed twin, whatever the options, and no
 * memory of its own. Implemented by the test of the cell.
 *
 * @param <L> the type of the layer
 */
interface FusedContract<L extends LayerConfig & RecurrentOptions<L>> {
  /** Sums in another order, and gradients of several steps that may cancel each other in part. */
  Tolerance TWINS = new Tolerance(1e-12, 1e-13);

  int CASES = 150;

  /** Smooth and not, with arguments and without, of argument, result or neither. */
  List<Activation> ACTIVATIONS =
      List.of(
          Activations.TANH,
          Activations.SIGMOID,
          Activations.HARD_SIGMOID,
          Activations.LEGACY_HARD_SIGMOID,
          Activations.RELU,
          Activations.leakyRelu(0.3),
          Activations.SOFTSIGN,
          Activations.LINEAR,
          Activations.elu(0.7),
          Activations.SILU);

  /** {@return a layer with options of its own cell drawn at random} */
  L draw(RandomSource random, int units);

  /** {@return a layer that trains with all its weights and without dropout} */
  L plain(int units);

  /** {@return a layer with the activation given for all that it applies} */
  L with(Activation activation);

  static <T> T oneOf(RandomSource random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  static boolean coin(RandomSource random) {
    return random.nextInt(2) == 0;
  }

  /** A rate of dropout: none half of the time. */
  static double rate(RandomSource random) {
    return coin(random) ? 0 : 0.4;
  }

  static DMatrixRMaj gaussian(RandomSource random, int rows, int columns) {
    return random.fillGaussian(0, 1, new DMatrixRMaj(rows, columns));
  }

  /** Masks of any pattern: none, all real, padded, late starts, empty samples, holes. */
  static Optional<Mask> mask(RandomSource random, int batch, int timesteps) {
    int kind = random.nextInt(6);
    if (kind == 0) {
      return Optional.empty();
    }
    boolean[][] valid = new boolean[batch][timesteps];
    for (boolean[] sample : valid) {
      int length = random.nextInt(timesteps + 1);
      for (int t = 0; t < timesteps; t++) {
        sample[t] =
            switch (kind) {
              case 1 -> true;
              case 2 -> t < length;
              case 3 -> t >= length;
              case 4 -> length > 0;
              default -> coin(random);
            };
      }
    }
    return Optional.of(Mask.of(valid));
  }

  static IntStream cases() {
    return IntStream.range(0, CASES);
  }

  /** The same mask for the same request, however often and in whichever order it is asked for. */
  static DMatrixRMaj recorded(DropoutSource.Request request) {
    long seed = (request.kind() == DropoutSource.Kind.INPUT ? 10L : 20L) + request.gate();
    return DropoutSource.random(RandomSource.of(seed)).mask(request);
  }

  /** Values and gradients, each with a name. */
  record Outcome(List<String> names, List<DMatrixRMaj> matrices) {
    void add(String name, DMatrixRMaj matrix) {
      names.add(name);
      matrices.add(matrix.copy());
    }
  }

  static Outcome run(
      RecurrentLayer layer,
      DMatrixRMaj x,
      Optional<Mask> mask,
      int timesteps,
      List<DMatrixRMaj> h) {
    Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>());
    try (Tape tape = Tape.create()) {
      Variable input = tape.variable(x);
      List<Variable> initial = h.stream().map(tape::variable).toList();
      CallContext context =
          CallContext.training(tape, RandomSource.of(0)).withDropout(FusedContract::recorded);
      RecurrentOutput result = layer.run(context, Sequence.of(input, timesteps, mask), initial);
      List<Variable> values =
          Stream.concat(Stream.of(result.output().values()), result.states().stream()).toList();
      Variable loss = tape.constant(0);
      for (int i = 0; i < values.size(); i++) {
        outcome.add("value " + i, values.get(i).value());
        loss = add(loss, weighted(values.get(i), i));
      }
      assertThat(result.output().mask()).isEqualTo(mask.filter(m -> result.output().hasTime()));
      Gradients gradients = tape.gradients(loss);
      outcome.add("gradient of the input", gradients.of(input));
      initial.forEach(state -> outcome.add("gradient of a state", gradients.of(state)));
      for (Weight weight : layer.weights()) {
        outcome.add("gradient of " + weight.parameter(), gradients.of(weight.parameter()));
      }
    }
    return outcome;
  }

  private static Variable weighted(Variable value, int seed) {
    Shape shape = value.shape();
    DMatrixRMaj weights = gaussian(RandomSource.of(seed), shape.rows(), shape.columns());
    return sum(mul(value, value.tape().constant(weights)));
  }

  private static RecurrentLayer build(LayerConfig config, int timesteps, int features) {
    RandomSource random = RandomSource.of(5);
    RecurrentLayer layer =
        (RecurrentLayer) config.build("layer", DataShape.sequence(timesteps, features), random);
    for (Weight weight : layer.weights()) {
      weight.parameter().update(w -> random.fillGaussian(0, 0.7, w));
    }
    return layer;
  }

  @ParameterizedTest
  @MethodSource("dev.rewind.layers.rnn.FusedContract#cases")
  default void fusedAgreesWithItsComposedTwin(int seed) {
    RandomSource random = RandomSource.of(seed);
    int batch = 1 + random.nextInt(4);
    int timesteps = 1 + random.nextInt(6);
    int features = 1 + random.nextInt(4);
    int units = 1 + random.nextInt(5);
    L drawn = draw(random, units).returnSequences(coin(random));
    L config = drawn.goBackwards(coin(random)).zeroOutputForMask(coin(random));
    RecurrentLayer fused = build(config.unroll(false), timesteps, features);
    RecurrentLayer composed = build(config.unroll(true), timesteps, features);
    assertThat(fused.isFused()).isTrue();
    assertThat(composed.isFused()).isFalse();
    DMatrixRMaj x = gaussian(random, timesteps * batch, features);
    List<DMatrixRMaj> initial =
        fused.cell().stateSizes().stream().map(size -> gaussian(random, batch, size)).toList();
    Optional<Mask> mask = mask(random, batch, timesteps);
    Outcome actual = run(fused, x, mask, timesteps, initial);
    Outcome expected = run(composed, x, mask, timesteps, initial);
    assertThat(actual.names()).isEqualTo(expected.names());
    for (int i = 0; i < actual.names().size(); i++) {
      assertMatrix(actual.matrices().get(i))
          .named(actual.names().get(i) + " of " + config + " with " + mask)
          .isCloseTo(expected.matrices().get(i), TWINS);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.rewind.layers.rnn.FusedContract#smallCases")
  default void gradientsOfTheOpAgreeWithFiniteDifferences(int seed) {
    RandomSource random = RandomSource.of(seed);
    L config = plain(2).goBackwards(coin(random)).returnSequences(true);
    RecurrentLayer layer = build(config, 3, 2);
    List<DMatrixRMaj> inputs = new ArrayList<>(List.of(gaussian(random, 6, 2)));
    layer.cell().stateSizes().forEach(size -> inputs.add(gaussian(random, 2, size)));
    Mask holes = Mask.of(new boolean[][] {{false, true, true}, {true, false, true}});
    GradientCheck.of(
            (tape, in, drops) -> {
              RecurrentOutput result =
                  layer.run(
                      CallContext.training(tape, drops),
                      Sequence.of(in[0], 3, Optional.of(holes)),
                      List.of(in).subList(1, in.length));
              Variable all = result.output().values();
              Variable loss = sum(mul(all, all));
              for (Variable state : result.states()) {
                loss = add(loss, sum(mul(state, state)));
              }
              return loss;
            })
        .inputs(inputs.toArray(DMatrixRMaj[]::new))
        .parameters(layer.weights().stream().map(Weight::parameter).toList())
        .run()
        .requirePassed();
  }

  static IntStream smallCases() {
    return IntStream.range(0, 4);
  }

  @Test
  default void functionsThatAreNotOfSingleElementsAreComputedStepByStep() {
    for (Activation activation :
        List.of(Activations.SOFTMAX, Activations.of("doubled", x -> add(x, x)))) {
      RecurrentLayer layer = build(with(activation), 3, 2);
      RecurrentLayer unrolled = build(with(activation).unroll(true), 3, 2);
      assertThat(layer.isFused()).isFalse();
      assertThat(layer.toString()).endsWith(", step by step");
      DMatrixRMaj x = gaussian(RandomSource.of(1), 6, 2);
      Outcome expected = run(unrolled, x, Optional.empty(), 3, List.of());
      Outcome actual = run(layer, x, Optional.empty(), 3, List.of());
      for (int i = 0; i < expected.names().size(); i++) {
        assertThat(actual.matrices().get(i).data).containsExactly(expected.matrices().get(i).data);
      }
    }
    assertThat(build(with(Activations.TANH), 3, 2).toString()).endsWith(", fused");
  }

  /** However long the sequence: the op, what cuts out its states and outputs, and the loss. */
  @Test
  default void wholeSequenceIsOneOpOnTheTape() {
    RecurrentLayer layer = build(plain(2).returnSequences(true), 9, 2);
    int states = layer.cell().stateSizes().size();
    try (Tape tape = Tape.create()) {
      Variable x = tape.constant(gaussian(RandomSource.of(1), 18, 2));
      layer.run(CallContext.inference(tape), Sequence.of(x, 9));
      assertThat(tape.size()).isEqualTo(1 + states + 1);
    }
  }

  @Test
  default void stepInSteadyStateTakesEveryMatrixFromThePool() {
    MatrixPool pool = new MatrixPool();
    RecurrentLayer layer = build(plain(3).returnSequences(true), 5, 2);
    train(layer, pool);
    long made = pool.made();
    assertThat(made).isPositive();
    train(layer, pool);
    train(layer, pool);
    assertThat(pool.made()).isEqualTo(made);
  }

  private static void train(RecurrentLayer layer, MatrixPool pool) {
    try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
      Variable x = tape.variable(gaussian(RandomSource.of(1), 20, 2));
      CallContext context =
          CallContext.training(tape, RandomSource.of(0)).withDropout(FusedContract::recorded);
      Variable output = layer.call(context, Sequence.of(x, 5)).values();
      tape.gradients(sum(output));
    }
  }

  /** Without gradients the op needs room for a chunk of steps, however many there are. */
  @Test
  default void callWithoutGradientsNeedsNoRoomForAllSteps() {
    RecurrentLayer layer = build(plain(3), 5, 2);
    assertThat(elementsWithoutGradients(layer, 5000))
        .isEqualTo(elementsWithoutGradients(layer, 500));
  }

  /** Elements that were lent besides those of input and output. */
  private static int elementsWithoutGradients(RecurrentLayer layer, int timesteps) {
    MatrixPool pool = new MatrixPool();
    try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
      CallContext context = CallContext.inference(tape).withoutGradients();
      Variable x = tape.constant(gaussian(RandomSource.of(1), timesteps * 4, 2));
      layer.call(context, Sequence.of(x, timesteps));
      assertThat(tape.size()).isZero();
    }
    return (int) pool.idle();
  }
}
