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
import dev.rewind.core.kernels.Workers;
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
import org.ejml.dense.row.CommonOps_DDRM;
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

  /** Each so many cases, one has a batch that is cut into shards, and columns for all tiles. */
  int LARGE = 5;

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

  /** What a layer is called with. */
  record Data(DMatrixRMaj x, int timesteps, Optional<Mask> mask, List<DMatrixRMaj> initial) {
    static Data draw(RandomSource random, RecurrentLayer layer, Sizes sizes) {
      int batch = sizes.batch();
      DMatrixRMaj x = gaussian(random, sizes.timesteps() * batch, sizes.features());
      List<DMatrixRMaj> initial =
          layer.cell().stateSizes().stream().map(size -> gaussian(random, batch, size)).toList();
      Optional<Mask> mask = FusedContract.mask(random, batch, sizes.timesteps());
      return new Data(x, sizes.timesteps(), mask, initial);
    }
  }

  record Sizes(int batch, int timesteps, int features, int units) {
    static Sizes draw(RandomSource random, boolean large) {
      int batch = large ? 16 + random.nextInt(48) : 1 + random.nextInt(4);
      int timesteps = 1 + random.nextInt(6);
      int features = 1 + random.nextInt(large ? 12 : 4);
      return new Sizes(batch, timesteps, features, 1 + random.nextInt(large ? 20 : 5));
    }
  }

  static Outcome run(RecurrentLayer layer, Data data) {
    return run(layer, data, Kernels.preferred());
  }

  static Outcome run(RecurrentLayer layer, Data data, Kernels kernels) {
    Optional<Mask> mask = data.mask();
    Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>());
    try (Tape tape = Tape.of(kernels, new MatrixPool())) {
      Variable input = tape.variable(data.x());
      List<Variable> initial = data.initial().stream().map(tape::variable).toList();
      CallContext context =
          CallContext.training(tape, RandomSource.of(0)).withDropout(FusedContract::recorded);
      RecurrentOutput result =
          layer.run(context, Sequence.of(input, data.timesteps(), mask), initial);
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
      layer.weights().stream()
          .filter(Weight::trainable)
          .map(Weight::parameter)
          .forEach(weight -> outcome.add("gradient of " + weight, gradients.of(weight)));
    }
    return outcome;
  }

  /** Where hundreds of terms are added, some sums are much smaller than what they are made of. */
  private static Tolerance ofTheLargest(DMatrixRMaj matrix) {
    return new Tolerance(1e-12, 1e-12 * Math.max(1, CommonOps_DDRM.elementMaxAbs(matrix)));
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
    // Wide layers with weights as large would blow up what is not bounded, step by step.
    double deviation = Math.min(0.7, 1.2 / Math.sqrt(layer.cell().stateSizes().get(0)));
    for (Weight weight : layer.weights()) {
      weight.parameter().update(w -> random.fillGaussian(0, deviation, w));
    }
    return layer;
  }

  /** A layer of options drawn at random, for sizes given. */
  private L draw(RandomSource random, Sizes sizes) {
    L drawn = draw(random, sizes.units()).returnSequences(coin(random));
    return drawn.goBackwards(coin(random)).zeroOutputForMask(coin(random));
  }

  @ParameterizedTest
  @MethodSource("dev.rewind.layers.rnn.FusedContract#cases")
  default void fusedAgreesWithItsComposedTwin(int seed) {
    RandomSource random = RandomSource.of(seed);
    Sizes sizes = Sizes.draw(random, seed % LARGE == 0);
    L config = draw(random, sizes);
    RecurrentLayer fused = build(config.unroll(false), sizes.timesteps(), sizes.features());
    RecurrentLayer composed = build(config.unroll(true), sizes.timesteps(), sizes.features());
    assertThat(fused.isFused()).isTrue();
    assertThat(composed.isFused()).isFalse();
    Data data = Data.draw(random, fused, sizes);
    Outcome actual = run(fused, data);
    Outcome expected = run(composed, data);
    assertThat(actual.names()).isEqualTo(expected.names());
    for (int i = 0; i < actual.names().size(); i++) {
      DMatrixRMaj twin = expected.matrices().get(i);
      assertMatrix(actual.matrices().get(i))
          .named(actual.names().get(i) + " of " + config + " with " + data.mask())
          .isCloseTo(twin, seed % LARGE == 0 ? ofTheLargest(twin) : TWINS);
    }
  }

  /** Values and gradients, of batches that are cut into shards and of such that are not. */
  @ParameterizedTest
  @MethodSource("dev.rewind.layers.rnn.FusedContract#cases")
  default void threadsDoNotChangeABit(int seed) {
    RandomSource random = RandomSource.of(seed);
    Sizes sizes = Sizes.draw(random, seed % LARGE != 0);
    L config = draw(random, sizes);
    RecurrentLayer layer = build(config, sizes.timesteps(), sizes.features());
    Data data = Data.draw(random, layer, sizes);
    Outcome expected = run(layer, data);
    try (Workers two = Workers.eager(2)) {
      Outcome actual = run(layer, data, Kernels.preferred().with(two));
      assertThat(actual.names()).isEqualTo(expected.names());
      for (int i = 0; i < actual.names().size(); i++) {
        assertThat(actual.matrices().get(i).data)
            .as("%s of %s with %s", actual.names().get(i), config, data.mask())
            .containsExactly(expected.matrices().get(i).data);
      }
    }
  }

  /** Which of the gradients can be left out is tested by {@code WantedGradientsTest}. */
  @ParameterizedTest
  @MethodSource("dev.rewind.layers.rnn.FusedContract#smallCases")
  default void frozenWeightsChangeNoBitOfWhatIsLeft(int seed) {
    RandomSource random = RandomSource.of(seed);
    Sizes sizes = Sizes.draw(random, true);
    L config = draw(random, sizes);
    RecurrentLayer frozen = build(config.trainable(false), sizes.timesteps(), sizes.features());
    assertThat(frozen.weights()).noneMatch(Weight::trainable);
    Data data = Data.draw(random, frozen, sizes);
    Outcome expected = run(build(config, sizes.timesteps(), sizes.features()), data);
    Outcome actual = run(frozen, data);
    for (int i = 0; i < actual.names().size(); i++) {
      assertThat(actual.matrices().get(i).data)
          .as("%s of %s with %s", actual.names().get(i), config, data.mask())
          .containsExactly(expected.matrices().get(i).data);
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
      Data data = new Data(x, 3, Optional.empty(), List.of());
      Outcome expected = run(unrolled, data);
      Outcome actual = run(layer, data);
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
