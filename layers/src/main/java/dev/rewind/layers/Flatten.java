package dev.rewind.layers;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import java.util.List;

/**
 * Puts the time steps of a sample one after the other into one vector.
 *
 * <pre>
 *   y[b, t · features + f] = x[b, t, f]
 * </pre>
 *
 * <p><b>Shapes</b>: {@code (batch, timesteps, features) → (batch, timesteps · features)}, of
 * sequences of one length; vectors stay as they are. A mask ends here.
 *
 * <p><b>Source</b>: {@code keras/src/layers/reshaping/flatten.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Flatten(Options options)
    implements LayerConfig, LayerOptions<Flatten>, DataFormatOptions<Flatten> {

  private static final Options DECLARED = Options.of("Flatten", COMMON).and(List.of(DATA_FORMAT));

  /**
   * Takes options that were made for a layer that flattens.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Flatten {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A layer that flattens.
   *
   * @return a description with Keras' defaults
   */
  public static Flatten of() {
    return new Flatten(DECLARED);
  }

  @Override
  public Flatten with(Options newOptions) {
    return new Flatten(newOptions);
  }

  @Override
  public DataShape outputShape(DataShape input) {
    return flat(className(), input);
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    flat(name, input); // refuses what has no fixed length
    return new WeightlessLayer(
        name,
        this,
        (context, x) -> Sequence.ofVectors(TimeAxis.flatten(x.values(), x.timesteps())));
  }

  private static DataShape flat(String who, DataShape input) {
    Checks.require(
        !input.hasTime() || input.timesteps().isPresent(),
        who,
        "input "
            + input
            + " has any number of time steps; expected a fixed one, since the number of features"
            + " follows from it. Pad all sequences to one length, or use GlobalAveragePooling1D.");
    return DataShape.vectors(LayerChecks.elements(who, input));
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
