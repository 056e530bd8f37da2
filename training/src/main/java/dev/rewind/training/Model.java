package dev.rewind.training;

import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.MatrixPool;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.CarriedState;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.optimizers.Optimizer;
import dev.rewind.optimizers.OptimizerConfig;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.losses.Loss;
import dev.rewind.training.metrics.Metric;
import java.util.List;
import java.util.Locale;
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
 * <p>The state of a model is its weights, its optimizer's state and its random source; nothing
 * else. One model serves one thread at a time.
 */
public final class Model {
  private final String name;
  private final Graph graph;
  private final RandomSource shuffling;
  private final RandomSource dropout;
  private final Kernels kernels = Kernels.portable();
  private final MatrixPool pool = new MatrixPool();
  private Optional<Trainer> trainer = Optional.empty();

  Model(String name, Graph graph, RandomSource random) {
    this.name = name;
    this.graph = graph;
    this.shuffling = random.split();
    this.dropout = random.split();
  }

  /**
   * The layers, each once. As in Keras, those of a {@link Functional} begin with its inputs.
   *
   * @return an immutable list, in Keras' order
   */
  public List<Layer> layers() {
    return graph.layers();
  }

  /**
   * A layer by its name.
   *
   * @param layerName for example {@code "gru_1"}
   * @return the layer
   * @throws IllegalArgumentException if there is none of that name
   */
  public Layer getLayer(String layerName) {
    return layers().stream()
        .filter(layer -> layer.name().equals(layerName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "model: there is no layer "
                        + layerName
                        + "; expected one of "
                        + String.join(", ", layers().stream().map(Layer::name).toList())
                        + "."));
  }

  /**
   * The shape of the input.
   *
   * @return features and time axis
   * @throws IllegalStateException if there are several inputs
   */
  public DataShape inputShape() {
    return only("inputs", "inputShapes()", inputShapes());
  }

  /**
   * The shapes of all inputs.
   *
   * @return one for each input, in order
   */
  public List<DataShape> inputShapes() {
    return graph.inputShapes();
  }

  /**
   * The shape of the output.
   *
   * @return features and time axis
   * @throws IllegalStateException if there are several outputs
   */
  public DataShape outputShape() {
    return only("outputs", "outputShapes()", outputShapes());
  }

  /**
   * The shapes of all outputs.
   *
   * @return one for each output, in order
   */
  public List<DataShape> outputShapes() {
    return graph.outputShapes();
  }

  /**
   * All weights, layer by layer, in Keras' order. Those of a shared layer are there once.
   *
   * @return an immutable list
   */
  public List<Weight> weights() {
    return layers().stream().flatMap(layer -> layer.weights().stream()).toList();
  }

  /**
   * Sets what stateful layers carry from batch to batch to zero: Keras' {@code reset_states} of
   * each. Layers that carry nothing, or were not called yet, stay as they are.
   */
  public void resetStates() {
    layers().stream()
        .flatMap(layer -> layer.carriedStates().stream())
        .filter(state -> state.value().isPresent())
        .forEach(CarriedState::reset);
  }

  /**
   * Keras' table of layers, output shapes and numbers of parameters; where the layers are not a
   * chain, also of what each is connected to: {@code gru[0][1]} is output 1 of the first use of
   * {@code gru}.
   *
   * @return several lines of text
   */
  public String summary() {
    return Summary.of(name, graph);
  }

  /**
   * Computes the output on a tape of one's own, for loops of one's own.
   *
   * <p>Such a loop does itself what {@link #fit} does besides: it adds the penalties of the
   * {@linkplain Weight#regularizer weights' regularizers} and those {@linkplain CallContext#losses
   * that layers add} to the loss, and lets the weights {@linkplain Weight#constrain hold their
   * constraints} after each update.
   *
   * @param context tape, training or not, dropout
   * @param input the data
   * @return the output
   * @throws IllegalArgumentException if the data do not fit the model
   * @throws IllegalStateException if the model has several outputs
   */
  public Sequence call(CallContext context, Sequence input) {
    return only("outputs", "call with a list of inputs", call(context, List.of(input)));
  }

  /**
   * Computes all outputs of all inputs on a tape of one's own, as {@link #call(CallContext,
   * Sequence)} does for one.
   *
   * @param context tape, training or not, dropout
   * @param inputs the data, one for each input
   * @return the outputs, in order
   * @throws IllegalArgumentException if the data do not fit the model
   */
  public List<Sequence> call(CallContext context, List<Sequence> inputs) {
    return graph.call(context, inputs);
  }

  /**
   * Says how the model is trained. Compiling again starts with a new optimizer state; the weights
   * stay.
   *
   * @param optimizer the description of the optimizer
   * @param loss what is made small
   * @param metrics what is measured besides
   * @throws IllegalArgumentException if no weight is trainable
   * @throws IllegalStateException if the model has several outputs, of which only {@code call} and
   *     {@code predictAll} are there yet
   */
  public void compile(OptimizerConfig optimizer, Loss loss, Metric... metrics) {
    if (outputShapes().size() > 1) {
      throw new IllegalStateException(
          "compile: the model has "
              + outputShapes().size()
              + " outputs; expected 1, since a loss for each is not built yet."
              + " Train a Functional of one of them.");
    }
    List<Parameter> trainable =
        weights().stream().filter(Weight::trainable).map(Weight::parameter).toList();
    Checks.require(
        !trainable.isEmpty(), "compile", "no weight is trainable. Set trainable(true) on a layer.");
    trainer =
        Optional.of(
            new Trainer(
                this, optimizer.build(trainable, kernels), loss, List.of(metrics), dropout));
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
    return new FitLoop(trainer("fit"), options, shuffling).run(data);
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
    t.requireFit("evaluate", data, batchSize);
    return t.score(data, batchSize);
  }

  /**
   * Computes the outputs, in batches of 32.
   *
   * @param data samples; targets are not looked at
   * @return the outputs, sample by sample
   * @throws IllegalArgumentException if the data do not fit the model
   * @throws IllegalStateException if the model has several outputs
   */
  public Predictions predict(Dataset data) {
    return predict(data, FitOptions.DEFAULT_BATCH_SIZE);
  }

  /**
   * Computes the outputs. The size of the batches matters for stateful layers, which carry a state
   * for each sample of a batch, and for memory.
   *
   * @param data samples; targets are not looked at
   * @param batchSize samples per batch, positive
   * @return the outputs, sample by sample
   * @throws IllegalArgumentException if the batch size is not positive, the data do not fit the
   *     model, or batches of a model with stateful layers differ in size
   * @throws IllegalStateException if the model has several outputs
   */
  public Predictions predict(Dataset data, int batchSize) {
    only("outputs", "predictAll", outputShapes());
    return predictAll(data, batchSize).get(0);
  }

  /**
   * Computes all outputs, in batches of 32.
   *
   * @param data samples; targets are not looked at
   * @return for each output what it gives, sample by sample
   * @throws IllegalArgumentException if the data do not fit the model
   */
  public List<Predictions> predictAll(Dataset data) {
    return predictAll(data, FitOptions.DEFAULT_BATCH_SIZE);
  }

  /**
   * Computes all outputs, as {@link #predict(Dataset, int)} does for one.
   *
   * @param data samples; targets are not looked at
   * @param batchSize samples per batch, positive
   * @return for each output what it gives, sample by sample
   * @throws IllegalArgumentException if the batch size is not positive, the data do not fit the
   *     model, or batches of a model with stateful layers differ in size
   */
  public List<Predictions> predictAll(Dataset data, int batchSize) {
    requireFit("predict", data, batchSize);
    List<Predictions.Collector> collectors =
        outputShapes().stream().map(shape -> new Predictions.Collector()).toList();
    for (int[] samples : Batches.inOrder(data.size(), batchSize)) {
      Batch batch = data.batch(samples);
      try (Tape tape = newTape()) {
        CallContext context = CallContext.inference(tape).withoutGradients();
        List<Sequence> outputs = call(context, batch.sequences(tape));
        for (int i = 0; i < outputs.size(); i++) {
          collectors.get(i).add(outputs.get(i));
        }
      }
    }
    return collectors.stream().map(Predictions.Collector::done).toList();
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
   * The optimizer, with its state.
   *
   * @return what {@link #compile} built
   * @throws IllegalStateException if the model is not compiled
   */
  public Optimizer optimizer() {
    return trainer("optimizer").optimizer();
  }

  void requireFit(String who, Dataset data, int batchSize) {
    Checks.positive(who, "batchSize", batchSize);
    graph.requireFit(who, data.inputShapes());
    if (isStateful()) {
      Batches.requireEqual(who, data.size(), batchSize);
    }
  }

  boolean isStateful() {
    return graph.isStateful();
  }

  /** The only one of a list. */
  private static <T> T only(String what, String instead, List<T> all) {
    if (all.size() > 1) {
      throw new IllegalStateException(
          "model: has " + all.size() + " " + what + "; expected 1. Use " + instead + ".");
    }
    return all.get(0);
  }

  private Trainer trainer(String who) {
    return trainer.orElseThrow(
        () ->
            new IllegalStateException(
                who
                    + ": the model is not compiled."
                    + " Call model.compile(optimizer, loss, metrics) first."));
  }

  Tape newTape() {
    return Tape.of(kernels, pool);
  }

  /** What it is, and how large: {@code Model(2 layers, 15,561 parameters)}. */
  @Override
  public String toString() {
    int parameters = weights().stream().mapToInt(w -> w.parameter().shape().size()).sum();
    return String.format(
        Locale.ROOT, "Model(%d layers, %,d parameters)", layers().size(), parameters);
  }
}
