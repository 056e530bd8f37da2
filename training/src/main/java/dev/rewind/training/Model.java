package dev.rewind.training;

import dev.rewind.autograd.Parameter;
import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.DropoutSource;
import dev.rewind.layers.Weight;
import dev.rewind.optimizers.Optimizer;
import dev.rewind.optimizers.OptimizerConfig;
import dev.rewind.training.checkpoint.Savable;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.losses.Loss;
import dev.rewind.training.metrics.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Built layers that can be trained, evaluated and asked for predictions. Made by {@link
 * Sequential#build}, where each layer is fed by the one before, or by {@link Functional#build}.
 *
 * <pre>{@code
 * model.compile(Adam.of(), SparseCategoricalCrossentropy.of(), SparseCategoricalAccuracy.of());
 * History history = model.fit(train, FitOptions.of().epochs(40));
 * Map<String, Double> scores = model.evaluate(test);
 * Predictions predictions = model.predict(test);
 * }</pre>
 *
 * <p>The state of a model is its weights, its optimizer's state, its random streams and what its
 * stateful layers carry; nothing else. It can be {@linkplain #save read} and {@linkplain #restore
 * put back}. One model serves one thread at a time.
 */
public final class Model extends Network implements Savable {
  private final RandomSource shuffling;
  private final RandomSource dropout;
  private Optional<Trainer> trainer = Optional.empty();

  Model(String name, Graph graph, RandomSource random) {
    super(name, graph);
    this.shuffling = random.split();
    this.dropout = random.split();
  }

  /**
   * Says how a model of one output is trained. Compiling again starts with a new optimizer state;
   * the weights stay.
   *
   * @param optimizer the description of the optimizer
   * @param loss what is made small
   * @param metrics what is measured besides
   * @throws IllegalArgumentException if no weight is trainable, the model has several outputs, or
   *     two scores have one name
   */
  public void compile(OptimizerConfig optimizer, Loss loss, Metric... metrics) {
    compile(optimizer, Objective.of(loss, metrics));
  }

  /**
   * Says how a model is trained, output by output.
   *
   * @param optimizer the description of the optimizer
   * @param first what the first output, or the one that it names, is trained for
   * @param more what the others are trained for
   * @throws IllegalArgumentException if no weight is trainable, there is not one objective for each
   *     output, two scores have one name, or a crossentropy is told {@code fromLogits} of what a
   *     softmax or sigmoid gives, or is not told it of what a layer without activation gives
   */
  public void compile(OptimizerConfig optimizer, Objective first, Objective... more) {
    List<Objective> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    Objectives objectives = Objectives.of(graph().outputNames(), all);
    LogitsCheck.require(graph(), objectives);
    List<Parameter> trainable =
        weights().stream().filter(Weight::trainable).map(Weight::parameter).toList();
    Checks.require(
        !trainable.isEmpty(), "compile", "no weight is trainable. Set trainable(true) on a layer.");
    trainer =
        Optional.of(
            new Trainer(
                this, optimizer.build(trainable, execution().kernels()), objectives, dropout));
  }

  /**
   * Trains the model.
   *
   * @param data samples with targets
   * @param options epochs, batch size and so on
   * @return loss and metrics of every epoch
   * @throws IllegalArgumentException if the data do not fit the model, or batches of a model with
   *     stateful layers differ in size
   * @throws IllegalStateException if the model is not compiled
   */
  public History fit(Dataset data, FitOptions options) {
    return new Fit(trainer("fit"), options, shuffling).run(data);
  }

  /**
   * Trains the model on batches that are made one after the other.
   *
   * @param batches gives the batches of one pass after the other; each call of {@code iterator()}
   *     begins a pass. What is drawn at random there must be {@link Savable} to be resumed exactly.
   * @param options epochs and so on; the batches have their own size and order
   * @return loss and metrics of every epoch
   * @throws IllegalArgumentException if the first batch does not fit the model, or the options want
   *     samples to be counted
   * @throws IllegalStateException if the model is not compiled
   */
  public History fit(Iterable<Batch> batches, FitOptions options) {
    return new Fit(trainer("fit"), options, shuffling).run(batches);
  }

  /**
   * Measures loss and metrics, in batches of 32.
   *
   * @param data samples with targets
   * @return from Keras name to value, in the order of the names
   * @throws IllegalArgumentException if the data do not fit the model
   * @throws IllegalStateException if the model is not compiled
   */
  public Map<String, Double> evaluate(Dataset data) {
    return evaluate(data, FitOptions.DEFAULT_BATCH_SIZE);
  }

  /**
   * Measures loss and metrics.
   *
   * @param data samples with targets
   * @param batchSize samples per batch, positive
   * @return from Keras name to value, in the order of the names
   * @throws IllegalArgumentException if the batch size is not positive, the data do not fit the
   *     model, or batches of a model with stateful layers differ in size
   * @throws IllegalStateException if the model is not compiled
   */
  public Map<String, Double> evaluate(Dataset data, int batchSize) {
    Trainer t = trainer("evaluate");
    requireFit("evaluate", data, batchSize);
    new FitCheck(this, t.objectives()).require("evaluate", data);
    return t.score(data.batches(batchSize).iterator());
  }

  /**
   * Measures loss and metrics of batches that are made one after the other.
   *
   * @param batches samples with targets
   * @return from Keras name to value, in the order of the names
   * @throws IllegalArgumentException if there is no batch, or one does not fit the model
   * @throws IllegalStateException if the model is not compiled
   */
  public Map<String, Double> evaluate(Iterable<Batch> batches) {
    return trainer("evaluate").score(batches.iterator());
  }

  /**
   * Trains on one batch.
   *
   * @param batch samples with targets
   * @return loss and metrics of this batch, from Keras name to value, as they were before the
   *     update
   * @throws IllegalArgumentException if the batch does not fit the model
   * @throws IllegalStateException if the model is not compiled
   */
  public Map<String, Double> trainOnBatch(Batch batch) {
    Trainer t = trainer("trainOnBatch");
    Scores scores = t.newScores();
    t.step(batch, scores);
    return scores.values();
  }

  /**
   * Trains on one batch with dropout masks from elsewhere, such as those that another library drew.
   *
   * @param batch samples with targets; see {@link Batch#withClassWeights} for weights of classes
   * @param masks where dropout masks come from
   * @return loss and metrics of this batch, as they were before the update
   * @throws IllegalArgumentException if the batch does not fit the model
   * @throws IllegalStateException if the model is not compiled
   */
  public Map<String, Double> trainOnBatch(Batch batch, DropoutSource masks) {
    Trainer t = trainer("trainOnBatch");
    Scores scores = t.newScores();
    t.step(batch, scores, masks);
    return scores.values();
  }

  /**
   * Measures loss and metrics of one batch, without training: Keras' {@code test_on_batch}.
   *
   * @param batch samples with targets
   * @return loss and metrics of this batch, from Keras name to value
   * @throws IllegalArgumentException if the batch does not fit the model
   * @throws IllegalStateException if the model is not compiled
   */
  public Map<String, Double> testOnBatch(Batch batch) {
    return trainer("testOnBatch").score(List.of(batch).iterator());
  }

  /**
   * The model as it is now, for sequences whose time steps come one by one. Sessions of it go on
   * from step to step, where {@link #predict(Dataset)} computes the sequence so far again.
   *
   * @return the stream, with copies of the weights: training afterwards does not change it
   * @throws IllegalArgumentException if the model is not a chain with one input and one output, or
   *     what a layer gives at a step may depend on later ones; it names the layer
   */
  public ModelStream stream() {
    return ModelStream.of(graph(), execution().kernels());
  }

  /**
   * Reads all that the model remembers: weights, the state of the optimizer if it is compiled,
   * random streams, and what stateful layers carry.
   *
   * @return a copy
   */
  @Override
  public Snapshot save() {
    return state().save();
  }

  /**
   * Reads the weights alone, trainable or not.
   *
   * @return a copy
   */
  public Snapshot saveWeights() {
    return state().saveWeights();
  }

  /**
   * Puts back the weights of a snapshot, whatever else it has: what a model that only predicts
   * needs of a checkpoint.
   *
   * <pre>{@code
   * model.restoreWeights(Checkpoint.read(Path.of("best.ckpt")));
   * }</pre>
   *
   * @param saved what a model of the same layers remembered, compiled or not
   * @throws IllegalArgumentException if it is of another model; nothing is changed then
   */
  public void restoreWeights(Snapshot saved) {
    state().restoreWeights(saved);
  }

  /**
   * Puts back what {@link #save} read, or weights alone: then the rest stays as it is. Of a
   * snapshot of a whole training, its model is put back.
   *
   * @param saved what a model of the same description remembered
   * @throws IllegalArgumentException if it is of another model; nothing is changed then
   */
  @Override
  public void restore(Snapshot saved) {
    state().restore(saved);
  }

  private ModelState state() {
    Map<String, RandomSource> random = new LinkedHashMap<>();
    random.put("shuffling", shuffling);
    random.put("dropout", dropout);
    return new ModelState(layers(), trainer.map(Trainer::optimizer), random);
  }

  /**
   * The optimizer, with its state.
   *
   * @return what {@link #compile} built
   * @throws IllegalStateException if the model is not compiled
   */
  public Optimizer optimizer() {
    return trainer("optimizer").optimizer();
  }

  private Trainer trainer(String who) {
    return trainer.orElseThrow(
        () ->
            new IllegalStateException(
                who
                    + ": the model is not compiled."
                    + " Call model.compile(optimizer, loss, metrics) first."));
  }
}
