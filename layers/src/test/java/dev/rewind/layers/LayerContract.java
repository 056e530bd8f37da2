package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/**
 * What every layer owes, whatever it computes: its options, its shapes, its mask, its weights and
 * the gradient of everything that goes in. Implemented by the test of the layer.
 */
public interface LayerContract extends OptionsContract<LayerConfig> {
  /** Samples of a batch. */
  int BATCH = 2;

  /** Time steps. */
  int STEPS = 4;

  /** One sample starts masked, both end differently. */
  Mask HOLES = Mask.of(new boolean[][] {{false, true, false, true}, {true, true, false, false}});

  /** {@return the weights of {@link #plain()}, for example {@code layer/kernel[3, 2]}} */
  List<String> weights();

  /** {@return the mask of the result of {@link #plain()} for an input with {@link #HOLES}} */
  Optional<Mask> maskOfResult();

  /** {@return the number of features of the inputs} */
  default int features() {
    return 3;
  }

  /** {@return whether batches of vectors are taken too} */
  default boolean takesVectors() {
    return true;
  }

  /** {@return whether the number of time steps must be known beforehand} */
  default boolean needsLength() {
    return false;
  }

  /** {@return whether there is a gradient of the inputs} */
  default boolean inputHasGradient() {
    return true;
  }

  /** {@return whether the first weight starts at random} */
  default boolean startsAtRandom() {
    return true;
  }

  /** {@return whether training changes the weight by its gradient, unless the layer is frozen} */
  default boolean isTrained(Weight weight) {
    return true;
  }

  /** {@return the layer whose gradients are checked} */
  default LayerConfig differentiated() {
    return plain();
  }

  /** {@return inputs, not all alike} */
  default DMatrixRMaj input(int rows) {
    return gaussian(rows, features());
  }

  /** {@return numbers that are all different} */
  static DMatrixRMaj gaussian(int rows, int columns) {
    return RandomSource.of(11).fillGaussian(0, 1, new DMatrixRMaj(rows, columns));
  }

  /** {@return a layer all of whose weights are random, the biases too} */
  static Layer build(LayerConfig config, DataShape input) {
    RandomSource random = RandomSource.of(5);
    Layer layer = config.build("layer", input, random);
    for (Weight weight : layer.weights()) {
      weight.parameter().update(value -> random.fillGaussian(0, 0.7, value));
    }
    return layer;
  }

  /** {@return the layer for sequences} */
  default Layer build(LayerConfig config) {
    return build(config, DataShape.sequence(STEPS, features()));
  }

  private Sequence maskedSequence(Variable values) {
    return Sequence.of(values, STEPS, Optional.of(HOLES));
  }

  @Test
  default void resultHasTheAnnouncedShape() {
    LayerConfig config = plain();
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(input(STEPS * BATCH)), STEPS);
      DataShape shape = build(config).call(CallContext.inference(tape), input).shape();
      assertThat(shape).isEqualTo(config.outputShape(input.shape()));
      if (!needsLength()) {
        assertThat(config.outputShape(DataShape.sequence(features())).accepts(shape)).isTrue();
      }
      if (takesVectors()) {
        Sequence vectors = Sequence.ofVectors(tape.constant(input(BATCH)));
        Layer layer = build(config, vectors.shape());
        assertThat(layer.call(CallContext.inference(tape), vectors).shape())
            .isEqualTo(config.outputShape(vectors.shape()));
      }
    }
  }

  @Test
  default void maskTravelsAsItShould() {
    try (Tape tape = Tape.create()) {
      Layer layer = build(plain());
      Variable values = tape.constant(input(STEPS * BATCH));
      for (boolean training : List.of(true, false)) {
        CallContext context =
            training ? CallContext.training(tape, RandomSource.of(1)) : CallContext.inference(tape);
        assertThat(layer.call(context, maskedSequence(values)).mask()).isEqualTo(maskOfResult());
      }
    }
  }

  @Test
  default void weightsHaveTheirNamesAndShapes() {
    Layer layer = build(plain());
    assertThat(layer.weights().stream().map(Weight::parameter).map(Parameter::toString))
        .containsExactlyElementsOf(weights());
    assertThat(layer.name()).isEqualTo("layer");
    assertThat(layer.config()).isEqualTo(plain());
  }

  @Test
  default void weightsFollowFromTheSeedAlone() {
    DataShape shape = DataShape.sequence(STEPS, features());
    List<Weight> first = plain().build("one", shape, RandomSource.of(3)).weights();
    List<Weight> again = plain().build("two", shape, RandomSource.of(3)).weights();
    List<Weight> other = plain().build("one", shape, RandomSource.of(4)).weights();
    for (int i = 0; i < first.size(); i++) {
      double[] values = first.get(i).parameter().value().data;
      assertThat(again.get(i).parameter().value().data).containsExactly(values);
      if (i == 0 && startsAtRandom()) {
        assertThat(other.get(i).parameter().value().data).isNotEqualTo(values);
      }
    }
  }

  @Test
  default void frozenLayerHasNoParametersOnTheTape() {
    boolean hasWeights = !weights().isEmpty();
    assertThat(resultOfConstantsNeedsGradient(true)).isEqualTo(hasWeights);
    assertThat(resultOfConstantsNeedsGradient(false)).isFalse();
  }

  private boolean resultOfConstantsNeedsGradient(boolean trainable) {
    LayerConfig config = plain().with(plain().options().with(LayerOptions.TRAINABLE, trainable));
    Layer layer = build(config);
    assertThat(layer.weights())
        .allMatch(weight -> weight.trainable() == (trainable && isTrained(weight)));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, RandomSource.of(1));
      Sequence input = Sequence.of(tape.constant(input(STEPS * BATCH)), STEPS);
      return layer.call(context, input).values().needsGradient();
    }
  }

  @Test
  default void gradientsOnMaskedSequencesAreRight() {
    checkGradients(build(differentiated()), input(STEPS * BATCH), values -> maskedSequence(values));
  }

  @Test
  default void gradientsOnVectorsAreRight() {
    if (takesVectors()) {
      Layer layer = build(differentiated(), DataShape.vectors(features()));
      checkGradients(layer, input(BATCH), Sequence::ofVectors);
    }
  }

  private void checkGradients(Layer layer, DMatrixRMaj x, Function<Variable, Sequence> sequence) {
    GradientCheck check =
        GradientCheck.of(
                (tape, in, random) -> {
                  Variable values = inputHasGradient() ? in[0] : tape.constant(x);
                  CallContext context = CallContext.training(tape, random);
                  return layer.call(context, sequence.apply(values)).values();
                })
            .parameters(
                layer.weights().stream().filter(this::isTrained).map(Weight::parameter).toList());
    (inputHasGradient() ? check.inputs(x) : check).run().requirePassed();
  }
}
