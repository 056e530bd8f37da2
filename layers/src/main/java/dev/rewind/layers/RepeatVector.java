package dev.rewind.layers;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.List;

/**
 * Makes a sequence of vectors by repeating each, as between an encoder and a decoder.
 *
 * <pre>
 *   y[b, t] = x[b]     t = 0 … n − 1
 * </pre>
 *
 * <p><b>Shapes</b>: {@code (batch, features) → (batch, n, features)}. A mask of the vectors ends
 * here.
 *
 * <p><b>Source</b>: {@code keras/src/layers/reshaping/repeat_vector.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record RepeatVector(Options options) implements LayerConfig, LayerOptions<RepeatVector> {

  /** Option {@code n}: the number of time steps, positive. */
  public static final Option<Integer> N =
      Option.required("n", Codecs.INTEGER).in(n -> n > 0, "positive");

  private static final Options DECLARED = Options.of("RepeatVector", COMMON).and(List.of(N));

  /**
   * Takes options that were made for a layer that repeats.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public RepeatVector {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A layer that repeats.
   *
   * @param n the number of time steps, positive
   * @return a description
   * @throws IllegalArgumentException if n is not positive
   */
  public static RepeatVector of(int n) {
    return new RepeatVector(DECLARED.with(N, n));
  }

  @Override
  public RepeatVector with(Options newOptions) {
    return new RepeatVector(newOptions);
  }

  /**
   * The number of time steps.
   *
   * @return positive
   */
  public int n() {
    return options.get(N);
  }

  @Override
  public DataShape outputShape(DataShape input) {
    requireVectors(className(), input);
    return DataShape.sequence(n(), input.features());
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    requireVectors(name, input);
    return new WeightlessLayer(
        name,
        this,
        (context, x) -> {
          requireVectors(name, x.shape());
          return Sequence.of(TimeAxis.repeat(x.values(), n()), n());
        });
  }

  private static void requireVectors(String who, DataShape input) {
    Checks.require(
        !input.hasTime(),
        who,
        "input "
            + input
            + " has a time axis; expected (batch, features)."
            + " Let the layer before it return its last output only.");
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
