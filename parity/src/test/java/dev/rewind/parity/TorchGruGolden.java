package dev.rewind.parity;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.sliceRows;
import static dev.rewind.autograd.ops.Ops.stackTime;
import static dev.rewind.autograd.ops.Ops.sum;
import static dev.rewind.testkit.MatrixAssertions.assertArray;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static dev.rewind.testkit.MatrixAssertions.assertNumber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Gradients;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.layers.rnn.Bidirectional;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.saving.StoredTensor;
import dev.rewind.saving.TorchGRU;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenValue;
import dev.rewind.testkit.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/** Runs golden cases of {@code torch.nn.GRU}: outputs, last states, and every gradient. */
final class TorchGruGolden {
  private final GoldenCase golden;
  private final RecordedLayout layout;
  private final TorchGRU gru;
  private final List<Layer> layers;

  private TorchGruGolden(GoldenCase golden) {
    this.golden = golden;
    GoldenValue args = golden.get("args");
    this.layout = new RecordedLayout(!args.get("batch_first").flag());
    this.gru =
        TorchGRU.of(args.get("input_size").integer(), args.get("hidden_size").integer())
            .numLayers(args.get("num_layers").integer())
            .bias(args.get("bias").flag())
            .bidirectional(args.get("bidirectional").flag());
    this.layers = build(gru);
  }

  private static List<Layer> build(TorchGRU gru) {
    List<Layer> built = new ArrayList<>();
    DataShape shape = DataShape.sequence(gru.inputSize());
    for (LayerConfig config : gru.layers()) {
      LayerConfig returning = returningStates(config);
      built.add(returning.build("l" + built.size(), shape, RandomSource.of(1)));
      shape = config.outputShape(shape);
    }
    return built;
  }

  private static LayerConfig returningStates(LayerConfig config) {
    return config instanceof Bidirectional both
        ? Bidirectional.of(returningStates(both.forwardLayer()))
        : ((GRU) config).returnState(true);
  }

  static void check(GoldenCase golden) throws IOException {
    TorchGruGolden run = new TorchGruGolden(golden);
    run.checkWeights();
    run.checkFiles();
    run.checkCall();
  }

  private void checkWeights() {
    Map<String, StoredTensor> stateDict = stateDict(golden.get("state_dict"));
    assertThat(TorchGRU.of(stateDict)).isEqualTo(gru);
    gru.assign(stateDict, layers);
    assertThat(gru.stateDict(layers)).isEqualTo(stateDict);
    List<DMatrixRMaj> inKerasOrder = new ArrayList<>();
    for (GoldenValue way : golden.get("keras_equivalent").fields().values()) {
      way.fields().values().forEach(weight -> inKerasOrder.add(weight.tensor().rows()));
    }
    List<Weight> weights = layers.stream().flatMap(layer -> layer.weights().stream()).toList();
    assertThat(weights).hasSameSizeAs(inKerasOrder);
    for (int i = 0; i < weights.size(); i++) {
      assertMatrix(weights.get(i).parameter().value())
          .named(weights.get(i).parameter().name())
          .isCloseTo(inKerasOrder.get(i), golden.tolerance());
    }
  }

  private static Map<String, StoredTensor> stateDict(GoldenValue recorded) {
    Map<String, StoredTensor> stateDict = new LinkedHashMap<>();
    recorded.fields().forEach((name, value) -> stateDict.put(name, stored(value.tensor())));
    return stateDict;
  }

  private static StoredTensor stored(Tensor tensor) {
    return StoredTensor.float64(TensorShape.of(tensor.shape()), tensor.values());
  }

  /** The file in double holds the state_dict, the one in float its rounded values. */
  private void checkFiles() throws IOException {
    Map<String, GoldenValue> recorded = golden.get("state_dict").fields();
    for (GoldenValue file : golden.get("files").items()) {
      Map<String, StoredTensor> read = SafetensorsGolden.read(golden, file.text()).tensors();
      assertThat(TorchGRU.of(read)).isEqualTo(gru);
      assertThat(read.keySet()).isEqualTo(recorded.keySet());
      read.forEach(
          (name, tensor) -> {
            Tensor value = recorded.get(name).tensor();
            StoredTensor expected =
                file.text().contains("_f32")
                    ? StoredTensor.float32(TensorShape.of(value.shape()), value.values())
                    : stored(value);
            assertThat(tensor).as(file.text() + ": " + name).isEqualTo(expected);
          });
    }
  }

  private void checkCall() {
    try (Tape tape = Tape.create()) {
      Variable inputs = tape.variable(layout.matrix(golden.tensor("inputs")));
      Optional<Variable> initial =
          golden.find("h_0").map(states -> tape.variable(states.tensor().rows()));
      Sequence data = sequence(inputs);
      List<Variable> last = new ArrayList<>();
      for (Layer layer : layers) {
        List<Sequence> called = new ArrayList<>(List.of(data));
        initial.ifPresent(states -> called.addAll(starts(states, last.size(), called.get(0))));
        List<Sequence> results = layer.call(CallContext.inference(tape), called);
        data = results.get(0);
        results.stream().skip(1).forEach(state -> last.add(state.values()));
      }
      Variable states = stackTime(last);
      close("outputs", data.values().value(), layout.matrix(golden.tensor("outputs")));
      close("h_n", states.value(), golden.tensor("h_n").rows());
      GoldenValue cotangents = golden.get("cotangents");
      Variable loss =
          add(
              weighted(data.values(), layout.matrix(cotangents.get("outputs").tensor())),
              weighted(states, cotangents.get("h_n").tensor().rows()));
      assertNumber(loss.scalar())
          .named("loss")
          .isCloseTo(golden.get("loss").number(), golden.tolerance());
      Gradients gradients = tape.gradients(loss);
      GoldenValue expected = golden.get("gradients");
      close(
          "gradient of inputs",
          gradients.of(inputs),
          layout.matrix(expected.get("inputs").tensor()));
      initial.ifPresent(
          start ->
              close("gradient of h_0", gradients.of(start), expected.get("h_0").tensor().rows()));
      checkGradients(gru.stateDict(layers, gradients::of), expected.get("state_dict"));
    }
  }

  /** The initial states of a layer, way by way. */
  private List<Sequence> starts(Variable states, int first, Sequence data) {
    List<Sequence> starts = new ArrayList<>();
    for (int i = first; i < first + (gru.bidirectional() ? 2 : 1); i++) {
      starts.add(Sequence.ofVectors(sliceRows(states, i * data.batch(), (i + 1) * data.batch())));
    }
    return starts;
  }

  private Sequence sequence(Variable inputs) {
    int[] shape = golden.tensor("inputs").shape();
    int timesteps = layout.timeMajor() ? shape[0] : shape[1];
    Optional<Mask> mask =
        golden.find("lengths").map(lengths -> Mask.ofLengths(timesteps, lengths.integers()));
    return Sequence.of(inputs, timesteps, mask);
  }

  private static Variable weighted(Variable result, DMatrixRMaj cotangent) {
    return sum(mul(result, result.tape().constant(cotangent)));
  }

  private void checkGradients(Map<String, StoredTensor> found, GoldenValue expected) {
    assertThat(found.keySet()).containsExactlyElementsOf(expected.fields().keySet());
    found.forEach(
        (name, gradient) ->
            assertArray(gradient.values())
                .named("gradient of " + name)
                .isCloseTo(expected.get(name).tensor().values(), golden.tolerance()));
  }

  private void close(String name, DMatrixRMaj actual, DMatrixRMaj expected) {
    assertMatrix(actual).named(name).isCloseTo(expected, golden.tolerance());
  }
}
