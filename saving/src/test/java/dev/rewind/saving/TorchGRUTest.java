package dev.rewind.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Options;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.rnn.Bidirectional;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.training.Sequential;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class TorchGRUTest {
  private static final TorchGRU SMALL = TorchGRU.of(2, 1);

  /**
   * Every entry a number of its own: 11, 12 for the inputs of gate r, 21, 22 for z, 31, 32 for n.
   */
  private static Map<String, StoredTensor> stateDict() {
    Map<String, StoredTensor> stateDict = new LinkedHashMap<>();
    stateDict.put("weight_ih_l0", matrix(3, 2, 11, 12, 21, 22, 31, 32));
    stateDict.put("weight_hh_l0", matrix(3, 1, 1, 2, 3));
    stateDict.put("bias_ih_l0", vector(4, 5, 6));
    stateDict.put("bias_hh_l0", vector(7, 8, 9));
    return stateDict;
  }

  private static StoredTensor matrix(int rows, int columns, double... values) {
    return StoredTensor.float64(TensorShape.of(rows, columns), values);
  }

  private static StoredTensor vector(double... values) {
    return StoredTensor.float64(TensorShape.of(values.length), values);
  }

  private static List<Layer> build(TorchGRU gru) {
    return gru.sequential().build(RandomSource.of(1)).layers();
  }

  private static Layer build(LayerConfig config) {
    return config.build("gru", DataShape.sequence(2), RandomSource.of(1));
  }

  @Test
  void gatesTakeTheirPlacesInKerasOrder() {
    List<Layer> layers = build(SMALL);

    SMALL.assign(stateDict(), layers);

    assertThat(value(layers, 0)).isEqualTo(new double[][] {{21, 11, 31}, {22, 12, 32}});
    assertThat(value(layers, 1)).isEqualTo(new double[][] {{2, 1, 3}});
    assertThat(value(layers, 2)).isEqualTo(new double[][] {{5, 4, 6}, {8, 7, 9}});
  }

  private static double[][] value(List<Layer> layers, int weight) {
    DMatrixRMaj value = layers.get(0).weights().get(weight).parameter().value();
    return value.get2DData();
  }

  @Test
  void weightsComeBackInPyTorchsOrder() {
    List<Layer> layers = build(SMALL);
    SMALL.assign(stateDict(), layers);

    assertThat(SMALL.stateDict(layers)).isEqualTo(stateDict());
    assertThat(SMALL.stateDict(layers).keySet()).containsExactlyElementsOf(stateDict().keySet());
    Map<String, StoredTensor> versions =
        SMALL.stateDict(layers, p -> new DMatrixRMaj(p.shape().rows(), p.shape().columns()));
    assertThat(versions.get("bias_ih_l0")).isEqualTo(vector(0, 0, 0));
  }

  /** Random weights of two layers, both ways: what comes out goes in again, elsewhere. */
  @Test
  void weightsOfSeveralLayersAndWaysGoOutAndIn() {
    for (boolean bias : new boolean[] {true, false}) {
      TorchGRU gru = TorchGRU.of(2, 3).numLayers(2).bidirectional(true).bias(bias);
      Map<String, StoredTensor> out = gru.stateDict(build(gru));

      assertThat(TorchGRU.of(out)).isEqualTo(gru);
      assertThat(out).hasSize(bias ? 16 : 8);
      List<Layer> others = gru.sequential().build(RandomSource.of(2)).layers();
      assertThat(gru.stateDict(others)).isNotEqualTo(out);
      gru.assign(out, others);
      assertThat(gru.stateDict(others)).isEqualTo(out);
    }
  }

  @Test
  void entriesOfSecondLayersAndBackwardWaysHaveTheirEndings() {
    TorchGRU gru = TorchGRU.of(2, 3).numLayers(2).bidirectional(true).bias(false);

    Map<String, StoredTensor> stateDict = gru.stateDict(build(gru));

    assertThat(stateDict.keySet())
        .containsExactly(
            "weight_ih_l0",
            "weight_hh_l0",
            "weight_ih_l0_reverse",
            "weight_hh_l0_reverse",
            "weight_ih_l1",
            "weight_hh_l1",
            "weight_ih_l1_reverse",
            "weight_hh_l1_reverse");
    assertThat(stateDict.get("weight_ih_l1").shape()).isEqualTo(TensorShape.of(9, 6));
  }

  @Test
  void layersAreDescribed() {
    GRU gru = GRU.of(4).returnSequences(true).zeroOutputForMask(true);
    assertThat(TorchGRU.of(3, 4).numLayers(2).sequential())
        .isEqualTo(Sequential.of(DataShape.sequence(3), gru, gru));
    assertThat(TorchGRU.of(3, 4).bias(false).bidirectional(true).layers())
        .containsExactly(Bidirectional.of(gru.useBias(false)));
    assertThat(TorchGRU.of(3, 4).numLayers(2))
        .hasToString("TorchGRU(input_size=3, hidden_size=4, num_layers=2)");
  }

  @Test
  void layersReturnTheirStatesWhereTheyAreAsked() {
    GRU gru = GRU.of(4).returnSequences(true).returnState(true).zeroOutputForMask(true);
    TorchGRU returning = TorchGRU.of(3, 4).numLayers(2).bidirectional(true).returnState(true);

    assertThat(returning.layers()).containsExactly(Bidirectional.of(gru), Bidirectional.of(gru));
    assertThat(returning.returnState()).isTrue();
    List<Layer> built = returning.build(RandomSource.of(1));
    assertThat(built).extracting(Layer::name).containsExactly("gru_l0", "gru_l1");
    assertThat(TorchGRU.of(returning.stateDict(built)))
        .isEqualTo(TorchGRU.of(3, 4).numLayers(2).bidirectional(true));
    assertThatThrownBy(() -> returning.sequential().build(RandomSource.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 3 outputs; expected 1. Turn returnState off");
  }

  @Test
  void layersMayReturnTheirStates() {
    Layer layer = build(GRU.of(1).returnState(true).returnSequences(true));

    SMALL.assign(stateDict(), List.of(layer));

    assertThat(SMALL.stateDict(List.of(layer))).isEqualTo(stateDict());
  }

  @Test
  void stateDictThatIsNotOfOneGruIsRefused() {
    refused(
        Map.of("kernel", vector(1)),
        "there is no entry weight_ih_l0 among kernel; expected all weights of a torch.nn.GRU.");
    Map<String, StoredTensor> more = stateDict();
    more.put("fc.weight", vector(1));
    refused(
        more,
        "unknown entry fc.weight; expected weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0."
            + " Take the entries of this GRU only.");
    Map<String, StoredTensor> lstm = stateDict();
    lstm.put("weight_ih_l0", matrix(4, 2, new double[8]));
    refused(lstm, "weight_ih_l0 has the shape (4, 2); expected (3, 2).");
    Map<String, StoredTensor> flat = stateDict();
    flat.put("weight_hh_l0", vector(1, 2, 3));
    refused(flat, "the weights of layer 0 have the shapes (3, 2) and (3,); expected matrices.");
    Map<String, StoredTensor> half = stateDict();
    half.remove("bias_hh_l0");
    refused(
        half,
        "there is no entry bias_hh_l0 among weight_ih_l0, weight_hh_l0, bias_ih_l0; expected all"
            + " weights of a torch.nn.GRU.");
  }

  @Test
  void stateDictOfALargerModelIsRefusedWithTheWayOut() {
    Map<String, StoredTensor> model = new LinkedHashMap<>();
    model.put("fc.weight", vector(1));
    stateDict().forEach((name, tensor) -> model.put("net.rnn." + name, tensor));

    refused(
        model,
        "there is no entry weight_ih_l0 among fc.weight, net.rnn.weight_ih_l0,"
            + " net.rnn.weight_hh_l0, net.rnn.bias_ih_l0, net.rnn.bias_hh_l0; expected all weights"
            + " of a torch.nn.GRU. Take its part of the model with"
            + " Safetensors.tensors(\"net.rnn.\").");
    assertThat(TorchGRU.of(Safetensors.of(model).tensors("net.rnn."))).isEqualTo(SMALL);
  }

  private static void refused(Map<String, StoredTensor> stateDict, String what) {
    assertThatThrownBy(() -> TorchGRU.of(stateDict))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("TorchGRU: " + what);
  }

  @Test
  void layersThatComputeSomethingElseAreRefused() {
    List<LayerConfig> others = new ArrayList<>();
    others.add(GRU.of(2));
    others.add(GRU.of(1).useBias(false));
    others.add(GRU.of(1).resetAfter(false));
    others.add(GRU.of(1).goBackwards(true));
    others.add(GRU.of(1).activation(Activations.RELU));
    others.add(GRU.of(1).recurrentActivation(Activations.HARD_SIGMOID));
    others.add(Bidirectional.of(GRU.of(1)));
    others.add(Dense.of(1));
    for (LayerConfig other : others) {
      assertThatThrownBy(() -> SMALL.assign(stateDict(), List.of(build(other))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "gru: is "
                  + other
                  + "; expected GRU(return_sequences=true, zero_output_for_mask=true, units=1) or"
                  + " one that differs only in options without effect on the weights.");
    }
  }

  @Test
  void numberAndInputsOfLayersMustFit() {
    assertThatThrownBy(() -> SMALL.assign(stateDict(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("TorchGRU: got 0 layers; expected 1.");
    Layer wide = GRU.of(1).build("gru", DataShape.sequence(5), RandomSource.of(1));
    assertThatThrownBy(() -> SMALL.assign(stateDict(), List.of(wide)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gru/kernel: shape [5, 3] does not fit; expected [2, 3].");
  }

  @Test
  void optionsHaveTheirRanges() {
    assertThatThrownBy(() -> SMALL.numLayers(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("TorchGRU: numLayers must be positive, got 0.");
    assertThatThrownBy(() -> TorchGRU.of(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TorchGRU.of(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SMALL.with(Options.of("GRU")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("TorchGRU: got the options of GRU; expected options of TorchGRU.");
  }

  /** The numbers of a file in half the precision go in too. */
  @Test
  void floatsGoInAsTheyAre() {
    Map<String, StoredTensor> floats = new LinkedHashMap<>();
    stateDict()
        .forEach(
            (name, tensor) ->
                floats.put(
                    name,
                    StoredTensor.float32(
                        tensor.shape(),
                        DoubleStream.of(tensor.values()).map(v -> v + 0.5).toArray())));
    List<Layer> layers = build(SMALL);

    TorchGRU.of(floats).assign(floats, layers);

    assertThat(value(layers, 1)).isEqualTo(new double[][] {{2.5, 1.5, 3.5}});
  }
}
