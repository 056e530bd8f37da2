package dev.rewind.saving;

import dev.rewind.core.Checks;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Weight;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.rnn.Bidirectional;
import dev.rewind.layers.rnn.GRU;
import java.util.ArrayList;
import java.util.List;

/**
 * Built layers that compute what a {@code torch.nn.GRU} does.
 *
 * @param gru which GRU
 */
record TorchLayers(TorchGRU gru) {

  /** The weights of each way of each layer. */
  List<TorchWeights> ways(List<Layer> built) {
    Checks.require(
        built.size() == gru.numLayers(),
        gru.options().owner(),
        "got " + built.size() + " layers; expected " + gru.numLayers() + ".");
    List<TorchWeights> ways = new ArrayList<>();
    TorchEntries entries = new TorchEntries(gru);
    for (int i = 0; i < gru.numLayers(); i++) {
      Layer layer = built.get(i);
      requireGates(layer);
      List<String> endings = entries.endings(i);
      int each = layer.weights().size() / endings.size();
      for (int way = 0; way < endings.size(); way++) {
        List<Weight> weights = layer.weights().subList(way * each, (way + 1) * each);
        TorchWeights found = new TorchWeights(endings.get(way), entries.gates(), weights);
        found.requireFeatures(entries.features(i));
        ways.add(found);
      }
    }
    return ways;
  }

  private void requireGates(Layer layer) {
    List<LayerConfig> found = ways(layer.config());
    boolean fits = found.size() == (gru.bidirectional() ? 2 : 1);
    for (int way = 0; way < found.size(); way++) {
      fits = fits && found.get(way) instanceof GRU one && fits(one, way == 1);
    }
    Checks.require(
        fits,
        layer.name(),
        "is "
            + layer.config()
            + "; expected "
            + gru.layers().get(0)
            + " or one that differs only in options without effect on the weights.");
  }

  private static List<LayerConfig> ways(LayerConfig config) {
    return config instanceof Bidirectional both
        ? List.of(both.forwardLayer(), both.backwardLayer())
        : List.of(config);
  }

  private boolean fits(GRU layer, boolean backwards) {
    return layer.units() == gru.hiddenSize()
        && layer.useBias() == gru.bias()
        && layer.resetAfter()
        && layer.goBackwards() == backwards
        && layer.activation().equals(Activations.TANH)
        && layer.recurrentActivation().equals(Activations.SIGMOID);
  }
}
