package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.sum;
import static dev.rewind.layers.rnn.FusedContract.coin;
import static dev.rewind.layers.rnn.FusedContract.gaussian;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Gradients;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.MatrixPool;
import dev.rewind.core.kernels.Workers;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.testkit.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fused sequences that are cut: of several chunks of steps, batches of several shards, rows longer
 * than vectors. Neither threads nor rematerialisation change a bit.
 */
class LongSequenceTest {
  /** Sums over some hundred rows in another order. */
  private static final Tolerance TWINS = new Tolerance(1e-10, 1e-10);

  /** How a call is computed. */
  private record Way(Workers workers, boolean rematerialises) {
    static Way plain() {
      return new Way(Workers.of(1), false);
    }
  }

  private record Case(RecurrentLayer layer, DMatrixRMaj x, int timesteps, Optional<Mask> mask) {}

  static IntStream cases() {
    return IntStream.range(0, 24);
  }

  private static Case draw(int seed, boolean unroll) {
    RandomSource random = RandomSource.of(seed);
    int batch = 1 + random.nextInt(40);
    int timesteps = 20 + random.nextInt(20);
    int features = 1 + random.nextInt(20);
    LayerConfig config = config(random, 6 + random.nextInt(20), unroll);
    RecurrentLayer layer =
        (RecurrentLayer) config.build("layer", DataShape.sequence(timesteps, features), random);
    for (Weight weight : layer.weights()) {
      weight.parameter().update(w -> random.fillGaussian(0, 0.3, w));
    }
    DMatrixRMaj x = gaussian(random, timesteps * batch, features);
    return new Case(layer, x, timesteps, FusedContract.mask(random, batch, timesteps));
  }

  private static LayerConfig config(RandomSource random, int units, boolean unroll) {
    double dropout = FusedContract.rate(random);
    double recurrent = FusedContract.rate(random);
    boolean sequences = coin(random);
    boolean backwards = coin(random);
    boolean resetAfter = coin(random);
    int implementation = 1 + random.nextInt(2);
    return switch (random.nextInt(3)) {
      case 0 ->
          LSTM.of(units)
              .dropout(dropout)
              .recurrentDropout(recurrent)
              .implementation(implementation)
              .returnSequences(sequences)
              .goBackwards(backwards)
              .unroll(unroll);
      case 1 ->
          SimpleRNN.of(units)
              .dropout(dropout)
              .recurrentDropout(recurrent)
              .returnSequences(sequences)
              .goBackwards(backwards)
              .unroll(unroll);
      default ->
          GRU.of(units)
              .resetAfter(resetAfter)
              .dropout(dropout)
              .recurrentDropout(recurrent)
              .implementation(implementation)
              .returnSequences(sequences)
              .goBackwards(backwards)
              .unroll(unroll);
    };
  }

  private static List<DMatrixRMaj> run(Case drawn, Way way) {
    List<DMatrixRMaj> found = new ArrayList<>();
    Kernels kernels = Kernels.preferred().with(way.workers());
    try (Tape tape = Tape.of(kernels, new MatrixPool())) {
      Variable x = tape.variable(drawn.x());
      CallContext context =
          CallContext.training(tape, RandomSource.of(0))
              .withDropout(FusedContract::recorded)
              .rematerialise(way.rematerialises());
      Sequence input = Sequence.of(x, drawn.timesteps(), drawn.mask());
      RecurrentOutput result = drawn.layer().run(context, input);
      Variable loss = weighted(result.output().values(), 1);
      for (Variable state : result.states()) {
        loss = add(loss, weighted(state, 2));
        found.add(state.value().copy());
      }
      found.add(result.output().values().value().copy());
      Gradients gradients = tape.gradients(loss);
      found.add(gradients.of(x).copy());
      drawn.layer().weights().forEach(w -> found.add(gradients.of(w.parameter()).copy()));
    }
    return found;
  }

  private static Variable weighted(Variable value, int seed) {
    Shape shape = value.shape();
    DMatrixRMaj weights = gaussian(RandomSource.of(seed), shape.rows(), shape.columns());
    return sum(mul(value, value.tape().constant(weights)));
  }

  private static void assertSameBits(List<DMatrixRMaj> actual, List<DMatrixRMaj> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i).data).containsExactly(expected.get(i).data);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void fusedAgreesWithItsComposedTwin(int seed) {
    List<DMatrixRMaj> actual = run(draw(seed, false), Way.plain());
    List<DMatrixRMaj> expected = run(draw(seed, true), Way.plain());
    for (int i = 0; i < actual.size(); i++) {
      assertMatrix(actual.get(i)).named("matrix " + i).isCloseTo(expected.get(i), TWINS);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void threadsDoNotChangeABit(int seed) {
    assertBitsOfOneThread(seed, false, 2, 8);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rematerialisationDoesNotChangeABit(int seed) {
    assertBitsOfOneThread(seed, true, 1, 2);
  }

  /** That nothing differs from what one thread computes that keeps everything. */
  private static void assertBitsOfOneThread(int seed, boolean rematerialise, int... threads) {
    Case drawn = draw(seed, false);
    List<DMatrixRMaj> expected = run(drawn, Way.plain());
    for (int number : threads) {
      try (Workers workers = Workers.eager(number)) {
        assertSameBits(run(drawn, new Way(workers, rematerialise)), expected);
      }
    }
  }

  /** What stands in the padding is not even looked at. */
  @Test
  void endedSamplesAreNotComputed() {
    RandomSource random = RandomSource.of(3);
    RecurrentLayer layer = GRU.of(9).build("gru", DataShape.sequence(5), random);
    DMatrixRMaj x = gaussian(random, 30 * 4, 5);
    Mask mask = Mask.ofLengths(30, 30, 2, 0, 17);
    List<DMatrixRMaj> expected = run(new Case(layer, x.copy(), 30, Optional.of(mask)), Way.plain());
    for (int t = 0; t < 30; t++) {
      for (int b = 0; b < 4; b++) {
        for (int f = 0; f < 5 && !mask.isValid(b, t); f++) {
          x.set(t * 4 + b, f, Double.NaN);
        }
      }
    }
    assertSameBits(run(new Case(layer, x, 30, Optional.of(mask)), Way.plain()), expected);
  }

  @Test
  void rematerialisedTrainingTakesATenthOfTheMemory() {
    long kept = elements(false);
    long again = elements(true);
    assertThat(again * 10).isLessThan(kept);
  }

  /** Elements lent for a training step over 10,000 steps, besides the input. */
  private static long elements(boolean rematerialises) {
    RandomSource random = RandomSource.of(1);
    RecurrentLayer layer = GRU.of(16).build("gru", DataShape.sequence(8), random);
    MatrixPool pool = new MatrixPool();
    try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
      Variable x = tape.constant(gaussian(random, 10_000, 8));
      CallContext context = CallContext.training(tape, random).rematerialise(rematerialises);
      tape.gradients(sum(layer.call(context, Sequence.of(x, 10_000)).values()));
    }
    return pool.idle();
  }
}
