package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.mul;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Sets random elements to zero in training, and scales the others so that the expected sum stays.
 *
 * <pre>
 *   y = x ⊙ m     m = 0 with probability rate, else 1/(1 − rate)
 * </pre>
 *
 * <p>Outside of training {@code y = x}. A mask of time steps is carried on.
 *
 * <p><b>Shapes</b>: any; the result has the same.
 *
 * <p><b>Source</b>: Srivastava et al., "Dropout: a simple way to prevent neural networks from
 * overfitting", JMLR 15, 2014; {@code keras/src/layers/regularization/dropout.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Dropout(Options options) implements LayerConfig, LayerOptions<Dropout> {

  /** Option {@code rate}: the fraction that is dropped, in [0, 1). */
  public static final Option<Double> RATE =
      Option.required("rate", Codecs.DOUBLE).in(rate -> rate >= 0 && rate < 1, "in [0, 1)");

  private static final Options DECLARED = Options.of("Dropout", COMMON).and(List.of(RATE));

  /**
   * Takes options that were made for a dropout layer.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Dropout {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A dropout layer.
   *
   * @param rate the fraction that is dropped, in [0, 1)
   * @return a description
   * @throws IllegalArgumentException if the rate is out of range
   */
  public static Dropout of(double rate) {
    return new Dropout(DECLARED.with(RATE, rate));
  }

  @Override
  public Dropout with(Options newOptions) {
    return new Dropout(newOptions);
  }

  /**
   * The fraction that is dropped.
   *
   * @return in [0, 1)
   */
  public double rate() {
    return options.get(RATE);
  }

  @Override
  public DataShape outputShape(DataShape input) {
    return input;
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    return new WeightlessLayer(name, this, (context, x) -> dropped(name, context, x));
  }

  private Sequence dropped(String name, CallContext context, Sequence input) {
    if (!context.training() || rate() == 0) {
      return input;
    }
    DMatrixRMaj mask =
        context
            .dropout()
            .mask(
                new DropoutSource.Request(
                    name, DropoutSource.Kind.INPUT, 0, input.values().shape(), rate()));
    return input.withValues(mul(input.values(), context.tape().constant(mask)));
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
