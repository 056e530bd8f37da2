package dev.rewind.training.callbacks;

import dev.rewind.autograd.Parameter;
import dev.rewind.core.options.Option;
import dev.rewind.optimizers.Optimizer;
import dev.rewind.optimizers.OptimizerOptions;
import dev.rewind.optimizers.SGD;
import dev.rewind.optimizers.schedules.ExponentialDecay;
import dev.rewind.optimizers.schedules.LearningRate;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.metrics.Direction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ejml.data.DMatrixRMaj;

/** A training that a test moves by hand. Its model is one weight, trained by SGD. */
final class FakeTraining implements Training {
  static final Option<LearningRate> RATE = OptimizerOptions.LEARNING_RATE;
  static final String MODEL = "random";
  static final String WEIGHT = "weights/w";

  final Parameter weight = new Parameter("w", new DMatrixRMaj(1, 1));
  Optimizer optimizer = SGD.of().learningRate(0.1).build(List.of(weight));
  final Map<String, Double> logs = new TreeMap<>();
  Set<String> logNames = Set.of("loss", "val_loss");
  Map<String, Direction> directions =
      Map.of("loss", Direction.DOWN, "val_loss", Direction.DOWN, "accuracy", Direction.UP);
  OptionalInt steps = OptionalInt.of(9);
  int epochs = 40;
  int epoch;
  int step;
  boolean stopped;
  private boolean beginning;
  private Optional<Snapshot> restored = Optional.empty();

  /** Gives the optimizer a rate that callbacks can not set. */
  void followSchedule() {
    optimizer = SGD.of().learningRate(ExponentialDecay.of(0.1, 5, 0.9)).build(List.of(weight));
  }

  /**
   * Begins as fit does: what a callback restores meanwhile is put back when all have begun, and
   * until then there is no epoch.
   */
  void begin(Callback... callbacks) {
    beginning = true;
    List.of(callbacks).forEach(callback -> callback.onTrainBegin(this));
    beginning = false;
    restored.ifPresent(this::restore);
    restored = Optional.empty();
  }

  private <T> T begun(T value) {
    if (beginning) {
      throw new IllegalStateException("not all callbacks have begun");
    }
    return value;
  }

  @Override
  public int epochs() {
    return epochs;
  }

  @Override
  public OptionalInt steps() {
    return steps;
  }

  @Override
  public int epoch() {
    return begun(epoch);
  }

  @Override
  public int step() {
    return begun(step);
  }

  @Override
  public Map<String, Double> logs() {
    return begun(logs);
  }

  @Override
  public Set<String> logNames() {
    return new TreeSet<>(logNames);
  }

  @Override
  public Optional<Direction> direction(String logName) {
    return Optional.ofNullable(directions.get(logName));
  }

  @Override
  public void log(String name, double value) {
    logs.put(name, value);
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public Optimizer optimizer() {
    return optimizer;
  }

  @Override
  public Snapshot save() {
    return new Snapshot.Builder().putAll(saveModel()).put("fit/epoch", epoch).build();
  }

  @Override
  public Snapshot saveModel() {
    return new Snapshot.Builder().putAll(saveWeights()).put(MODEL, 1).build();
  }

  @Override
  public Snapshot saveWeights() {
    return new Snapshot.Builder().put(WEIGHT, weight.value()).build();
  }

  @Override
  public void restore(Snapshot saved) {
    if (beginning) {
      restored = Optional.of(saved);
      return;
    }
    weight.assign(saved.matrix(WEIGHT));
    if (saved.has("fit")) {
      epoch = (int) saved.number("fit/epoch");
    }
  }
}
