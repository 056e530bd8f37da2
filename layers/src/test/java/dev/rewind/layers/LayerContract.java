package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.core.RandomSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/**
 * What every layer owes, whatever it computes: the public contract, and beyond it its options, its
 * mask and its weights, as they are expected of this layer. Implemented by the test of the layer.
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

  /** {@return what inputs are below, if they are whole numbers, of which there is no gradient} */
  default OptionalInt wholeNumbers() {
    return OptionalInt.empty();
  }

  /** {@return whether the first weight starts at random} */
  default boolean startsAtRandom() {
    return true;
  }

  /** {@return whether the result is defined for a sample whose steps are all masked} */
  default boolean takesEmptySamples() {
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

  /** {@return the contract of a layer, with inputs of the kind that the layer takes} */
  default dev.rewind.layers.check.LayerContract contract(LayerConfig config, DataShape input) {
    dev.rewind.layers.check.LayerContract all =
        dev.rewind.layers.check.LayerContract.of(config, input).other(changed());
    dev.rewind.layers.check.LayerContract contract =
        takesEmptySamples() ? all : all.withoutEmptySamples();
    return wholeNumbers().isPresent() ? contract.wholeNumbers(wholeNumbers().getAsInt()) : contract;
  }

  @Test
  default void contractIsKeptForSequences() {
    contract(plain(), DataShape.sequence(STEPS, features())).run().requirePassed();
    if (!needsLength()) {
      contract(differentiated(), DataShape.sequence(features())).run().requirePassed();
    }
  }

  @Test
  default void contractIsKeptForVectors() {
    if (takesVectors()) {
      contract(differentiated(), DataShape.vectors(features())).run().requirePassed();
    }
  }

  @Test
  default void maskTravelsAsItShould() {
    try (Tape tape = Tape.create()) {
      Layer layer = build(plain());
      Sequence input = Sequence.of(tape.constant(input(STEPS * BATCH)), STEPS, Optional.of(HOLES));
      for (boolean training : List.of(true, false)) {
        CallContext context =
            training ? CallContext.training(tape, RandomSource.of(1)) : CallContext.inference(tape);
        assertThat(layer.call(context, input).mask()).isEqualTo(maskOfResult());
      }
    }
  }

  @Test
  default void weightsHaveTheirNamesAndShapes() {
    assertThat(build(plain()).weights().stream().map(Weight::parameter).map(Parameter::toString))
        .containsExactlyElementsOf(weights());
  }

  @Test
  default void firstWeightStartsAtRandomOrAlwaysTheSame() {
    if (!weights().isEmpty()) {
      DataShape shape = DataShape.sequence(STEPS, features());
      Layer one = plain().build("layer", shape, RandomSource.of(3));
      Layer other = plain().build("layer", shape, RandomSource.of(4));
      boolean equal =
          Arrays.equals(
              one.weights().get(0).parameter().value().data,
              other.weights().get(0).parameter().value().data);
      assertThat(equal).isEqualTo(!startsAtRandom());
    }
  }

  @Test
  default void weightsAreTrainedUnlessFrozen() {
    Layer layer = build(plain());
    assertThat(layer.weights()).allMatch(weight -> weight.trainable() == isTrained(weight));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, RandomSource.of(1));
      Sequence input = Sequence.of(tape.constant(input(STEPS * BATCH)), STEPS);
      assertThat(layer.call(context, input).values().needsGradient())
          .isEqualTo(layer.weights().stream().anyMatch(this::isTrained));
    }
  }
}
