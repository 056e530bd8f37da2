package dev.rewind.layers.rnn;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.LayerChecks;
import dev.rewind.layers.LayerConfig;
import java.util.List;
import java.util.stream.Stream;

/**
 * The description of a layer that applies a cell to every time step. Its shapes follow from the
 * cell's.
 *
 * @param <S> the layer's own type
 */
public interface RecurrentLayerConfig<S extends RecurrentLayerConfig<S>>
    extends LayerConfig, RecurrentOptions<S> {

  /**
   * The cell that is applied to every step.
   *
   * @return its description, with all options that layer and cell share
   */
  CellConfig cell();

  @Override
  S with(Options options);

  /** With {@code returnSequences} a sequence, else vectors. */
  @Override
  default DataShape outputShape(DataShape input) {
    LayerChecks.hasTime(options().owner(), input);
    int size = cell().outputSize();
    return returnSequences() ? input.withFeatures(size) : DataShape.vectors(size);
  }

  /** The output, and after it the states if {@code returnState} is on. */
  @Override
  default List<DataShape> outputShapes(List<DataShape> inputs) {
    DataShape output = outputShape(sequence(options().owner(), inputs));
    return returnState() ? Stream.concat(Stream.of(output), states()).toList() : List.of(output);
  }

  @Override
  RecurrentLayer build(String name, DataShape input, RandomSource random);

  @Override
  default RecurrentLayer build(String name, List<DataShape> inputs, RandomSource random) {
    return build(name, sequence(name, inputs), random);
  }

  /** The first of the inputs, after which either no initial state follows or all. */
  private DataShape sequence(String who, List<DataShape> inputs) {
    List<DataShape> all = states().toList();
    List<DataShape> given = inputs.stream().skip(1).toList();
    Checks.require(
        !inputs.isEmpty() && (given.isEmpty() || given.equals(all)),
        who,
        "got inputs of the shapes "
            + inputs
            + "; expected a sequence, and after it either no initial state or "
            + all
            + ".");
    return inputs.get(0);
  }

  private Stream<DataShape> states() {
    return cell().stateSizes().stream().map(DataShape::vectors);
  }
}
