package dev.rewind.layers.rnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.LayerContract;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.regularizers.L1;
import dev.rewind.layers.regularizers.L2;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** The arguments of a GRU layer that its cell does not have, and those that only say something. */
class GruArgumentsTest {
  private static final int BATCH = 2;
  private static final int STEPS = 3;
  private static final int FEATURES = 2;
  private static final int UNITS = 4;
  private static final double ROUNDING = 1e-14;

  private final DMatrixRMaj x = LayerContract.gaussian(STEPS * BATCH, FEATURES);

  private static RecurrentLayer layer(GRU config) {
    return config.build("gru", DataShape.sequence(STEPS, FEATURES), RandomSource.of(5));
  }

  private List<Sequence> results(CallContext context, RecurrentLayer layer) {
    Sequence input = Sequence.of(context.tape().constant(x), STEPS);
    return layer.call(context, List.of(input));
  }

  private static double sum(Sequence result, boolean squares) {
    return Arrays.stream(result.values().value().data)
        .map(v -> squares ? v * v : Math.abs(v))
        .sum();
  }

  @Test
  void activityPenaltyIsDividedByTheBatchAndCoversReturnedStates() {
    GRU config = GRU.of(UNITS).returnSequences(true).activityRegularizer(L2.of(0.3));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      List<Sequence> results = results(context, layer(config.returnState(true)));
      assertThat(context.losses()).hasSize(2);
      for (int i = 0; i < 2; i++) {
        assertThat(context.losses().get(i).scalar())
            .isCloseTo(0.3 * sum(results.get(i), true) / BATCH, within(ROUNDING));
      }
      CallContext other = CallContext.inference(tape);
      results(other, layer(config));
      assertThat(other.losses()).hasSize(1);
      CallContext none = CallContext.inference(tape);
      results(none, layer(GRU.of(UNITS)));
      assertThat(none.losses()).isEmpty();
    }
  }

  @Test
  void activityPenaltyOfATimeMajorSequenceIsDividedByTheTime() {
    GRU config = GRU.of(UNITS).timeMajor(true).activityRegularizer(L1.of(0.3));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Sequence all = results(context, layer(config.returnSequences(true))).get(0);
      Sequence last = results(context, layer(config)).get(0);
      assertThat(context.losses().get(0).scalar())
          .isCloseTo(0.3 * sum(all, false) / STEPS, within(ROUNDING));
      assertThat(context.losses().get(1).scalar())
          .isCloseTo(0.3 * sum(last, false) / BATCH, within(ROUNDING));
    }
  }

  @Test
  void unrollingNeedsTheNumberOfSteps() {
    GRU config = GRU.of(UNITS).unroll(true);
    assertThatThrownBy(() -> config.build("gru", DataShape.sequence(FEATURES), RandomSource.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gru: can not be unrolled, since its input (None, None, 2) does not say how many time"
                + " steps there are. Build it for DataShape.sequence(timesteps, features), or turn"
                + " unroll off.");
  }

  @Test
  void unrolledLayerSaysSo() {
    assertThat(layer(GRU.of(UNITS).unroll(true)).isFused()).isFalse();
    assertThat(layer(GRU.of(UNITS).unroll(true)))
        .hasToString("gru: GRU(unroll=true, units=4), step by step");
  }

  @Test
  void seedGivesALayerAStreamOfItsOwn() {
    GRU seeded = GRU.of(UNITS).dropout(0.5).recurrentDropout(0.5).seed(3);
    assertThat(trained(layer(seeded), 1)).containsExactly(trained(layer(seeded), 2));
    assertThat(trained(layer(seeded), 1)).isNotEqualTo(trained(layer(seeded.seed(4)), 1));
    GRU without = GRU.of(UNITS).dropout(0.5).recurrentDropout(0.5);
    assertThat(trained(layer(without), 1)).isNotEqualTo(trained(layer(without), 2));
    RecurrentLayer layer = layer(seeded);
    assertThat(trained(layer, 1)).as("the stream goes on").isNotEqualTo(trained(layer, 1));
  }

  private double[] trained(RecurrentLayer layer, long seed) {
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, RandomSource.of(seed));
      return results(context, layer).get(0).values().value().data.clone();
    }
  }

  @Test
  void stepwiseDropoutOfTfKerasV2HasAFreshMaskForEachStep() {
    DMatrixRMaj ones = new DMatrixRMaj(STEPS * BATCH, FEATURES);
    Arrays.fill(ones.data, 1);
    List<Integer> rows =
        List.of(
            rowsOfMask(GRU.of(KerasProfile.TF_KERAS_V2, UNITS)),
            rowsOfMask(GRU.of(KerasProfile.TF_KERAS_V2, UNITS).unroll(true)),
            rowsOfMask(GRU.of(KerasProfile.TF_KERAS_V2, UNITS).resetAfter(false)),
            rowsOfMask(GRU.of(KerasProfile.TF_KERAS_V2, UNITS).useBias(false)),
            rowsOfMask(GRU.of(KerasProfile.TF_KERAS_V2, UNITS).activation(Activations.RELU)),
            rowsOfMask(GRU.of(KerasProfile.TF_KERAS_V2, UNITS).recurrentDropout(0.1)),
            rowsOfMask(GRU.of(KerasProfile.TF_KERAS_V1, UNITS)),
            rowsOfMask(GRU.of(UNITS)));
    assertThat(rows)
        .containsExactly(STEPS * BATCH, BATCH, BATCH, BATCH, BATCH, BATCH, BATCH, BATCH);
  }

  /** How many rows the mask of the inputs has that a call in training asks for. */
  private int rowsOfMask(GRU config) {
    int[] rows = new int[1];
    try (Tape tape = Tape.create()) {
      CallContext context =
          CallContext.training(tape, RandomSource.of(1))
              .withDropout(
                  request -> {
                    rows[0] = Math.max(rows[0], request.shape().rows());
                    return new DMatrixRMaj(request.shape().rows(), request.shape().columns());
                  });
      results(context, layer(config.dropout(0.5)));
    }
    return rows[0];
  }

  @Test
  void sequenceIsNoInitialState() {
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      Sequence state = Sequence.of(tape.constant(new DMatrixRMaj(BATCH, UNITS)), BATCH);
      assertThatThrownBy(() -> layer(GRU.of(UNITS)).call(context, List.of(input, state)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "gru: got a sequence (None, 2, 4) as initial state; expected vectors (batch, units).");
    }
  }

  @Test
  void layoutOfArraysMattersOnlyWhereTheyAreRead() {
    double[][][] batchMajor = {{{1, 2}, {3, 4}, {5, 6}}, {{-1, -2}, {-3, -4}, {-5, -6}}};
    double[][][] timeMajor = {{{1, 2}, {-1, -2}}, {{3, 4}, {-3, -4}}, {{5, 6}, {-5, -6}}};
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Variable a =
          layer(GRU.of(UNITS)).call(context, Sequence.ofBatchMajor(tape, batchMajor)).values();
      Variable b =
          layer(GRU.of(UNITS).timeMajor(true))
              .call(context, Sequence.ofTimeMajor(tape, timeMajor))
              .values();
      assertThat(b.value().data).containsExactly(a.value().data);
    }
  }

  @Test
  void wordsForKerasAreKeptAndChangeNothing() {
    GRU said = GRU.of(UNITS).dtype("float32").useCudnn(true);
    assertThat(said.dtype()).isEqualTo("float32");
    assertThat(said.useCudnn()).isEqualTo(true);
    assertThat(GRU.of(UNITS).useCudnn()).isEqualTo("auto");
    assertThat(trained(layer(said), 1)).containsExactly(trained(layer(GRU.of(UNITS)), 1));
    assertThat(GRU.of(1).fromConfig(Map.of("units", UNITS, "dtype", "float32")).dtype())
        .isEqualTo("float32");
    assertThatThrownBy(() -> GRU.of(1).fromConfig(Map.of("units", 2, "use_cudnn", "never")))
        .hasMessage("GRU: use_cudnn is never; expected auto, true or false.");
    assertThatThrownBy(() -> GRU.of(1).fromConfig(Map.of("units", 2, "dtype", 64)))
        .hasMessage(
            "GRU: dtype is 64; expected the name of a type such as float64, or a DTypePolicy.");
  }

  @Test
  void unitsWithoutEnoughColumnsAreRefused() {
    assertThatThrownBy(() -> layer(GRU.of(Integer.MAX_VALUE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gru: units must be at most 715827882, got 2147483647. The kernels have 3 columns for"
                + " each.");
  }
}
