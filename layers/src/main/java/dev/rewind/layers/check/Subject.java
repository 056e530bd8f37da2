package dev.rewind.layers.check;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Option;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ejml.data.DMatrixRMaj;

/** The layer under check, and data for it. */
final class Subject {
  /** Samples. */
  static final int BATCH = 4;

  /** The layer's name. */
  static final String NAME = "layer";

  private static final int STEPS = 4;
  private static final double WEIGHT_DEVIATION = 0.7;

  private final LayerConfig config;
  private final List<DataShape> given;
  private final LayerConfig reader;
  private final OptionalInt below;
  private final boolean emptySamples;
  private final long seed;

  Subject(
      LayerConfig config,
      List<DataShape> given,
      LayerConfig reader,
      OptionalInt below,
      boolean emptySamples,
      long seed) {
    this.config = config;
    this.given = given;
    this.reader = reader;
    this.below = below;
    this.emptySamples = emptySamples;
    this.seed = seed;
  }

  LayerConfig config() {
    return config;
  }

  /** What configurations are read by. */
  LayerConfig reader() {
    return reader;
  }

  long seed() {
    return seed;
  }

  boolean has(Option<?> option) {
    return config.options().has(option);
  }

  /** Whether inputs are numbers that have a derivative. */
  boolean inputsHaveGradients() {
    return below.isEmpty();
  }

  /** Whether the result is defined where all is masked. */
  boolean takesEmptySamples() {
    return emptySamples;
  }

  /** The shapes as they were given. */
  List<DataShape> given() {
    return given;
  }

  /** The shapes with a length of time. */
  List<DataShape> shapes() {
    return given.stream()
        .map(shape -> shape.hasTime() ? DataShape.sequence(steps(shape), shape.features()) : shape)
        .toList();
  }

  boolean hasTime() {
    return given.stream().anyMatch(DataShape::hasTime);
  }

  private static int steps(DataShape shape) {
    return shape.timesteps().orElse(STEPS);
  }

  /** As a model builds it. */
  Layer fresh(String name, long weightSeed) {
    return config.build(name, shapes(), RandomSource.of(weightSeed));
  }

  /** With random weights where they are trained, the biases too. */
  Layer built() {
    return built(config);
  }

  Layer built(LayerConfig description) {
    RandomSource random = RandomSource.of(seed);
    Layer layer = description.build(NAME, shapes(), random);
    for (Weight weight : layer.weights()) {
      if (weight.trainable()) {
        weight.parameter().update(value -> random.fillGaussian(0, WEIGHT_DEVIATION, value));
      }
    }
    return layer;
  }

  /** Inputs; another number gives others. */
  List<DMatrixRMaj> inputs(int number) {
    RandomSource random = RandomSource.of(seed + number);
    return shapes().stream().map(shape -> input(shape, random)).toList();
  }

  private DMatrixRMaj input(DataShape shape, RandomSource random) {
    int rows = shape.hasTime() ? BATCH * steps(shape) : BATCH;
    DMatrixRMaj values = new DMatrixRMaj(rows, shape.features());
    if (below.isEmpty()) {
      return random.fillGaussian(0, 1, values);
    }
    for (int i = 0; i < values.getNumElements(); i++) {
      values.set(i, random.nextInt(below.getAsInt()));
    }
    return values;
  }

  /** Masked at the start, at the end, in between, and not at all. */
  static boolean holes(int sample, int step) {
    return switch (sample) {
      case 0 -> step > 0;
      case 1 -> step == 0;
      case 2 -> step % 2 == 0;
      default -> true;
    };
  }

  List<Sequence> sequences(List<Variable> values, Optional<Validity> validity) {
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      DataShape shape = given.get(i);
      Variable value = values.get(i);
      sequences.add(
          shape.hasTime()
              ? Sequence.of(value, steps(shape), validity.map(v -> v.mask(steps(shape))))
              : Sequence.ofVectors(value));
    }
    return sequences;
  }

  List<Sequence> constants(Tape tape, List<DMatrixRMaj> values, Optional<Validity> validity) {
    return sequences(values.stream().map(tape::constant).toList(), validity);
  }

  /** A call in training, whose numbers follow from the seed alone. */
  CallContext training(Tape tape) {
    return training(tape, new SharedStream(RandomSource.of(seed)));
  }

  /** A call in training with dropout from a stream that all layers share. */
  static CallContext training(Tape tape, SharedStream dropout) {
    return CallContext.training(tape, RandomSource.of(0)).withDropout(dropout);
  }

  /** A call that starts from fresh states. */
  List<Sequence> call(Layer layer, CallContext context, List<Sequence> inputs) {
    if (layer.carriedStates().stream().anyMatch(state -> state.value().isPresent())) {
      layer.resetStates();
    }
    return layer.call(context, inputs);
  }

  /** Results outside of training, for constants. */
  List<Outcome> predict(Layer layer, List<DMatrixRMaj> values, Optional<Validity> validity) {
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      return call(layer, context, constants(tape, values, validity)).stream()
          .map(Outcome::of)
          .toList();
    }
  }

  /** Which steps are real. */
  @FunctionalInterface
  interface Validity {
    boolean isValid(int sample, int step);

    default Mask mask(int steps) {
      boolean[][] valid = new boolean[BATCH][steps];
      for (int sample = 0; sample < BATCH; sample++) {
        for (int step = 0; step < steps; step++) {
          valid[sample][step] = isValid(sample, step);
        }
      }
      return Mask.of(valid);
    }
  }

  /** A result, as it outlives its tape. */
  record Outcome(DMatrixRMaj values, DataShape shape, int batch, Optional<Mask> mask) {
    static Outcome of(Sequence result) {
      return new Outcome(
          result.values().value().copy(), result.shape(), result.batch(), result.mask());
    }
  }
}
