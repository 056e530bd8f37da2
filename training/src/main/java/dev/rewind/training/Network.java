package dev.rewind.training;

import dev.rewind.autograd.Tape;
import dev.rewind.core.Checks;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.CarriedState;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.BatchIterator;
import dev.rewind.training.data.Dataset;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Built layers through which data flow: what a {@link Model} is apart from its training. It has
 * layers, weights and shapes, and can be called and asked for predictions.
 */
public abstract sealed class Network implements AutoCloseable permits Model {
  private final String name;
  private final Graph graph;
  private final List<Weight> weights;
  private final Execution execution = new Execution();

  Network(String name, Graph graph) {
    this.name = name;
    this.graph = graph;
    this.weights = graph.layers().stream().flatMap(layer -> layer.weights().stream()).toList();
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
    return weights;
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
   * <p>Such a loop does itself what {@link Model#fit(Dataset, FitOptions)} does besides: it adds
   * the penalties of the {@linkplain Weight#regularizer weights' regularizers} and those
   * {@linkplain CallContext#losses that layers add} to the loss, and lets the weights {@linkplain
   * Weight#constrain hold their constraints} after each update.
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
    return predictAll(data.batches(batchSize).iterator());
  }

  /**
   * Computes all outputs of batches that are made one after the other.
   *
   * @param batches samples; targets are not looked at
   * @return for each output what it gives, sample by sample
   * @throws IllegalArgumentException if there is no batch, or one does not fit the model
   */
  public List<Predictions> predictAll(Iterable<Batch> batches) {
    return predictAll(batches.iterator());
  }

  private List<Predictions> predictAll(Iterator<Batch> batches) {
    Checks.require(batches.hasNext(), "predict", "got no batch; expected at least one.");
    List<Predictions.Collector> collectors =
        outputShapes().stream().map(shape -> new Predictions.Collector()).toList();
    try {
      batches.forEachRemaining(batch -> predict(batch, collectors));
    } finally {
      BatchIterator.closeIfNeeded(batches);
    }
    return collectors.stream().map(Predictions.Collector::done).toList();
  }

  private void predict(Batch batch, List<Predictions.Collector> collectors) {
    begin(batch);
    try (Tape tape = execution.newTape()) {
      CallContext context = CallContext.inference(tape).withoutGradients();
      List<Sequence> outputs = call(context, batch.sequences(tape));
      for (int i = 0; i < outputs.size(); i++) {
        collectors.get(i).add(outputs.get(i));
      }
    }
  }

  /**
   * Computes the outputs of one batch: Keras' {@code predict_on_batch}.
   *
   * @param batch samples; targets are not looked at
   * @return the outputs, sample by sample
   * @throws IllegalArgumentException if the batch does not fit the model
   * @throws IllegalStateException if the model has several outputs
   */
  public Predictions predictOnBatch(Batch batch) {
    only("outputs", "predictAll", outputShapes());
    return predictAll(List.of(batch)).get(0);
  }

  /** Keeps what stateful layers carry now; the result puts it back. */
  Runnable keepCarriedStates() {
    List<CarriedState> states =
        layers().stream().flatMap(layer -> layer.carriedStates().stream()).toList();
    List<Optional<DMatrixRMaj>> kept = states.stream().map(CarriedState::carried).toList();
    return () -> {
      for (int i = 0; i < kept.size(); i++) {
        states.get(i).forget();
        kept.get(i).ifPresent(states.get(i)::set);
      }
    };
  }

  /** What a batch wants before it is computed with. */
  void begin(Batch batch) {
    if (batch.startsAnew()) {
      resetStates();
    }
  }

  Execution execution() {
    return execution;
  }

  Graph graph() {
    return graph;
  }

  void requireFit(String who, Dataset data, int batchSize) {
    Checks.positive(who, "batchSize", batchSize);
    graph.requireFit(who, data.inputShapes());
    if (isStateful()) {
      int samples = data.size();
      Checks.require(
          samples <= batchSize || samples % batchSize == 0,
          who,
          samples
              + " samples are not a multiple of the batch size "
              + batchSize
              + ", which a model with stateful layers needs."
              + " Take another batch size, or leave samples out with subset.");
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

  /**
   * Says whether each number that is computed is looked at. Then training, evaluation and
   * prediction stop at the first op that gives NaN or infinity, and say which op it was, in which
   * layer, time step, gate or state, going forward or backward; where a layer works on whole
   * sequences, which step of which sample the number belongs to. An update that does so is named by
   * its optimizer. It is slow, and recurrent layers are computed step by step: for finding an
   * error, not for everyday use.
   *
   * <pre>
   * gru, step 5, gate z: exp gave Infinity at [3, 2] going forward; expected finite numbers. …
   * dense: matmul gave Infinity at [5, 0] (step 2 of sample 1) going forward; expected finite …
   * update by SGD: parameter dense/kernel is Infinity at [0, 0]; expected finite numbers. …
   * </pre>
   *
   * @param debug false by default
   */
  public void debugNumerics(boolean debug) {
    execution.debugNumerics(debug);
  }

  /**
   * Says how many threads this model computes with. They split large batches, and never change a
   * bit of a result. By default as many as there are processors, up to eight, or as the system
   * property {@code rewind.threads} says; none is started before there is work for it.
   *
   * @param threads from 1, which starts no thread, to 1,000
   * @throws IllegalArgumentException if the number is another
   */
  public void threads(int threads) {
    execution.workers().use(threads);
  }

  /**
   * How many threads this model computes with.
   *
   * @return positive
   */
  public int threads() {
    return execution.workers().threads();
  }

  /**
   * Says whether training keeps less and computes more: of the T steps of a recurrent layer only
   * about √T states, between which backward computes the rest again. For long sequences; the
   * gradients have the same bits. Layers that are computed step by step keep everything.
   *
   * @param rematerialise false by default
   */
  public void rematerialise(boolean rematerialise) {
    execution.rematerialise(rematerialise);
  }

  /**
   * Ends the threads, as they do by themselves some time after the last work. What is asked for
   * afterwards the caller computes alone, unless {@link #threads(int)} asks for threads again.
   */
  @Override
  public void close() {
    execution.workers().close();
  }

  /** What it is, and how large: {@code Model(2 layers, 15,561 parameters)}. */
  @Override
  public String toString() {
    int parameters = weights().stream().mapToInt(w -> w.parameter().shape().size()).sum();
    return String.format(
        Locale.ROOT, "Model(%d layers, %,d parameters)", layers().size(), parameters);
  }
}
