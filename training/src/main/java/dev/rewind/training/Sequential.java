package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * The description of a stack of layers, each fed by the one before. Immutable; building it gives a
 * {@link Model} with weights. Models that branch, or have several inputs or outputs, are a {@link
 * Functional}.
 *
 * <pre>{@code
 * Model model =
 *     Sequential.of(
 *             DataShape.sequence(12),
 *             GRU.of(64).dropout(0.2),
 *             Dense.of(9).activation(Activations.SOFTMAX))
 *         .build(RandomSource.of(1));
 * }</pre>
 *
 * @param input the shape of the inputs
 * @param layers descriptions of the layers, in order
 */
public record Sequential(DataShape input, List<LayerConfig> layers) {

  /**
   * Copies the list.
   *
   * @param input the shape of the inputs
   * @param layers descriptions of the layers
   */
  public Sequential {
    layers = List.copyOf(layers);
  }

  /**
   * A stack of layers.
   *
   * @param input the shape of the inputs
   * @param layers descriptions of the layers, in order
   * @return the description of the model
   */
  public static Sequential of(DataShape input, LayerConfig... layers) {
    return new Sequential(input, List.of(layers));
  }

  /**
   * The same stack with one more layer at its end.
   *
   * @param layer the description of the layer
   * @return a new description
   */
  public Sequential add(LayerConfig layer) {
    List<LayerConfig> more = new ArrayList<>(layers);
    more.add(layer);
    return new Sequential(input, more);
  }

  /**
   * Makes the weights.
   *
   * @param random what initial weights, dropout and shuffling draw from; the model keeps splits of
   *     it
   * @return a model that has its weights
   * @throws IllegalArgumentException if there is no layer, a layer can not take what the one before
   *     it gives, or two layers have one name
   */
  public Model build(RandomSource random) {
    Checks.require(!layers.isEmpty(), "Sequential", "there is no layer. Add one.");
    LayerNames names = LayerNames.of("Sequential", layers);
    List<Layer> built = new ArrayList<>();
    DataShape shape = input;
    for (LayerConfig config : layers) {
      String name = names.next(config);
      built.add(config.build(name, shape, random.split()));
      List<DataShape> outputs = config.outputShapes(List.of(shape));
      Checks.require(
          outputs.size() == 1,
          "Sequential",
          name
              + " has "
              + outputs.size()
              + " outputs; expected 1. Turn returnState off, let Bidirectional merge its halves,"
              + " or use Functional.");
      shape = outputs.get(0);
    }
    return new Model("sequential", Graph.chain(input, built), random.split());
  }
}
