package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.layers.CarriedState;
import dev.rewind.layers.Layer;
import dev.rewind.layers.Weight;
import dev.rewind.optimizers.Optimizer;
import dev.rewind.optimizers.OptimizerState;
import dev.rewind.training.checkpoint.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a model remembers, as a snapshot.
 *
 * <pre>
 *   weights/NAME                 trainable or not
 *   optimizer/class_name         and accumulation_steps
 *   optimizer/iteration          and learning_rate, if it is fixed
 *   optimizer/slots/I PATH       in the order of the optimizer
 *   random/shuffling             and dropout, and layers/I for those with a seed of their own
 *   states/I                     what stateful layers carry; missing where they carry nothing
 * </pre>
 *
 * @param layers the layers of the model
 * @param optimizer the optimizer of a model that is compiled
 * @param random the model's own random sources, by their names
 */
record ModelState(
    List<Layer> layers, Optional<Optimizer> optimizer, Map<String, RandomSource> random) {
  private static final String WHO = "restore";
  private static final String WEIGHTS = "weights";
  private static final String OPTIMIZER = "optimizer";
  private static final String RANDOM = "random";
  private static final String STATES = "states";
  private static final String CLASS_NAME = "class_name";
  private static final String ACCUMULATION_STEPS = "accumulation_steps";
  private static final String ITERATION = "iteration";
  private static final String RATE = "learning_rate";
  private static final String SLOTS = "slots";

  private Map<String, Weight> weights() {
    Map<String, Weight> weights = new LinkedHashMap<>();
    for (Layer layer : layers) {
      layer.weights().forEach(weight -> weights.put(weight.parameter().name(), weight));
    }
    return weights;
  }

  private List<CarriedState> states() {
    return layers.stream().flatMap(layer -> layer.carriedStates().stream()).toList();
  }

  private Map<String, RandomSource> sources() {
    Map<String, RandomSource> all = new LinkedHashMap<>(random);
    for (Layer layer : layers) {
      layer.randomStreams().forEach(source -> all.put("layers/" + all.size(), source));
    }
    return all;
  }

  Snapshot saveWeights() {
    Snapshot.Builder saved = new Snapshot.Builder();
    weights().forEach((name, w) -> saved.put(WEIGHTS + "/" + name, w.parameter().value()));
    return saved.build();
  }

  Snapshot save() {
    Snapshot.Builder saved = new Snapshot.Builder();
    saved.put(WEIGHTS, saveWeights().part(WEIGHTS));
    optimizer.ifPresent(o -> saved.put(OPTIMIZER, saved(o.state())));
    sources().forEach((name, source) -> saved.put(RANDOM + "/" + name, source.state()));
    List<CarriedState> states = states();
    for (int i = 0; i < states.size(); i++) {
      int number = i;
      states.get(i).carried().ifPresent(value -> saved.put(STATES + "/" + number, value));
    }
    return saved.build();
  }

  private static Snapshot saved(OptimizerState state) {
    Snapshot.Builder saved = new Snapshot.Builder();
    saved.put(CLASS_NAME, state.className());
    saved.put(ACCUMULATION_STEPS, state.accumulationSteps());
    saved.put(ITERATION, state.iteration());
    state.learningRate().ifPresent(rate -> saved.put(RATE, new double[] {rate}));
    for (int i = 0; i < state.slots().size(); i++) {
      OptimizerState.SlotValue slot = state.slots().get(i);
      saved.put(SLOTS + "/" + i + " " + slot.path(), slot.value());
    }
    return saved.build();
  }

  void restoreWeights(Snapshot saved) {
    Snapshot weights = saved.part(WEIGHTS);
    requireWeights(weights);
    weights().forEach((name, w) -> w.parameter().assign(weights.matrix(name)));
  }

  /** Checks weights, optimizer and streams before anything is changed. */
  void restore(Snapshot saved) {
    Snapshot weights = saved.part(WEIGHTS);
    requireWeights(weights);
    if (saved.has(RANDOM)) {
      requireRest(saved);
      optimizer.ifPresent(o -> o.restore(optimizerState(saved.part(OPTIMIZER))));
      sources().forEach((name, s) -> s.restore(saved.random(RANDOM + "/" + name)));
      List<CarriedState> states = states();
      for (int i = 0; i < states.size(); i++) {
        states.get(i).forget();
        if (saved.has(STATES + "/" + i)) {
          states.get(i).set(saved.matrix(STATES + "/" + i));
        }
      }
    }
    restoreWeights(saved);
  }

  private void requireWeights(Snapshot saved) {
    Map<String, Weight> weights = weights();
    Checks.require(
        saved.matrixNames().equals(weights.keySet()),
        WHO,
        "the snapshot has the weights "
            + saved.matrixNames()
            + "; expected "
            + weights.keySet()
            + ". Restore it into a model of the same layers.");
    weights.forEach(
        (name, weight) ->
            Checks.sameShape(
                WHO + ": " + name, Shape.of(saved.matrix(name)), weight.parameter().shape()));
  }

  private void requireRest(Snapshot saved) {
    Checks.require(
        saved.has(OPTIMIZER) == optimizer.isPresent(),
        WHO,
        saved.has(OPTIMIZER)
            ? "the snapshot has the state of an optimizer. Compile the model first."
            : "the snapshot has no state of an optimizer, since its model was not compiled."
                + " Restore it before compile.");
    Checks.require(
        saved.part(RANDOM).textNames().equals(sources().keySet()),
        WHO,
        "the snapshot has the random streams "
            + saved.part(RANDOM).textNames()
            + "; expected "
            + sources().keySet()
            + ". Restore it into a model of the same layers.");
    Checks.require(
        saved.part(STATES).matrixNames().stream()
            .allMatch(name -> Integer.parseInt(name) < states().size()),
        WHO,
        "the snapshot has carried states "
            + saved.part(STATES).matrixNames()
            + "; the model has "
            + states().size()
            + ". Restore it into a model of the same layers.");
  }

  private static OptimizerState optimizerState(Snapshot saved) {
    List<OptimizerState.SlotValue> slots = new ArrayList<>();
    for (String name : saved.part(SLOTS).matrixNames()) {
      String path = name.substring(name.indexOf(' ') + 1);
      slots.add(new OptimizerState.SlotValue(path, saved.matrix(SLOTS + "/" + name)));
    }
    Optional<Double> rate =
        saved.has(RATE) ? Optional.of(saved.numbers(RATE)[0]) : Optional.empty();
    return new OptimizerState(
        saved.text(CLASS_NAME),
        Math.toIntExact(saved.number(ACCUMULATION_STEPS)),
        saved.number(ITERATION),
        rate,
        slots);
  }
}
