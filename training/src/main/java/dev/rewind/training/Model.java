package dev.rewind.training;

import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.MatrixPool;
import dev.rewind.layers.CallContext;
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
 * Built layers, one after the other, that can be trained, evaluated and asked for predictions. Made
 * by {@link Sequential#build}.
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
  private final DataShape input;
  private final List<Layer> layers;
  private final RandomSource shuffling;
  private final RandomSource dropout;
  private final Kernels kernels = Kernels.portable();
  private final MatrixPool pool = new MatrixPool();
  private Optional<Trainer> trainer = Optional.empty();

  Model(DataShape input, List<Layer> layers, RandomSource random) {
    this.input = input;
    this.layers = List.copyOf(layers);
    this.shuffling = random.split();
    this.dropout = random.split();
  }

  /**
   * The layers.
   *
   * @return an immutable list, in order
   */
  public List<Layer> layers() {
    return layers;
  }

  /**
   * The shape of the inputs.
   *
   * @return features and time axis
   */
  public DataShape inputShape() {
    return input;
  }

  /**
   * The shape of the output.
   *
   * @return features and time axis
   */
  public DataShape outputShape() {
    DataShape shape = input;
    for (Layer layer : layers) {
      shape = layer.config().outputShape(shape);
    }
    return shape;
  }

  /**
   * All weights, layer by layer, in Keras' order.
   *
   * @return an immutable list
   */
  public List<Weight> weights() {
    return layers.stream().flatMap(layer -> layer.weights().stream()).toList();
  }

  /**
   * Keras' table of layers, output shapes and numbers of parameters.
   *
   * @return several lines of text
   */
  public String summary() {
    return Summary.of("sequential", layers, input);
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
   * @param inputs the data
   * @return the output of the last layer
   * @throws IllegalArgumentException if the data do not fit the model
   */
  public Sequence call(CallContext context, Sequence inputs) {
    requireFit("model", inputs.shape());
    Sequence data = inputs;
    for (Layer layer : layers) {
      data = layer.call(context, data);
    }
    return data;
  }

  /**
   * Says how the model is trained. Compiling again starts with a new optimizer state; the weights
   * stay.
   *
   * @param optimizer the description of the optimizer
   * @param loss what is made small
   * @param metrics what is measured besides
   * @throws IllegalArgumentException if no weight is trainable
   */
  public void compile(OptimizerConfig optimizer, Loss loss, Metric... metrics) {
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
   * @throws IllegalArgumentException if the data do not fit the model
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
   * @throws IllegalArgumentException if the data do not fit the model
   * @throws IllegalStateException if the model is not compiled
   */
  public Map<String, Double> evaluate(Dataset data, int batchSize) {
    Trainer t = trainer("evaluate");
    t.requireFit("evaluate", data);
    return t.score(data, batchSize);
  }

  /**
   * Computes the outputs, in batches of 32.
   *
   * @param data samples; targets are not looked at
   * @return the outputs, sample by sample
   * @throws IllegalArgumentException if the data do not fit the model
   */
  public Predictions predict(Dataset data) {
    requireFit("predict", data.inputShape());
    Predictions.Collector collector = new Predictions.Collector();
    for (int[] samples : Batches.inOrder(data.size(), FitOptions.DEFAULT_BATCH_SIZE)) {
      Batch batch = data.batch(samples);
      try (Tape tape = newTape()) {
        collector.add(call(CallContext.inference(tape).withoutGradients(), batch.sequence(tape)));
      }
    }
    return collector.done();
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

  void requireFit(String who, DataShape data) {
    Checks.require(
        input.accepts(data),
        who,
        "data have the shape "
            + data
            + "; expected "
            + input
            + ". Give the model another DataShape, or other data.");
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
        Locale.ROOT, "Model(%d layers, %,d parameters)", layers.size(), parameters);
  }
}
