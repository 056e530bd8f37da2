package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.training.losses.TargetChecks;
import java.util.Optional;

/**
 * Among how many equally probable tokens the predictions leave the choice, on average.
 *
 * <pre>
 *   exp(Σ b·H / Σ b)        over batches of b samples; 0 before the first
 *   H = Σ w·v / Σ w         over the tokens of a batch, v the crossentropy of a token
 *   w = sample weight, or 1; 0 where masked and where the target is maskTokenId
 * </pre>
 *
 * <p>A batch without any token that counts is left out.
 *
 * <p><b>Shapes</b>: targets {@code [rows, 1]}, ids of tokens; predictions {@code [rows, tokens]},
 * probabilities or logits.
 *
 * <p><b>Source</b>: {@code keras_hub/src/metrics/perplexity.py} of KerasHub; core Keras has no such
 * metric.
 *
 * @param options all options with their values
 */
public record Perplexity(Options options) implements MetricOptions<Perplexity> {
  /** Option {@code from_logits}. */
  public static final Option<Boolean> FROM_LOGITS = Option.of("from_logits", Codecs.BOOLEAN, false);

  /** Option {@code mask_token_id}, none by default. */
  public static final Option<Optional<Integer>> MASK_TOKEN_ID =
      Option.of("mask_token_id", Codecs.optional(Codecs.INTEGER), Optional.empty());

  private static final Options DECLARED =
      MetricOptions.declare("Perplexity", FROM_LOGITS, MASK_TOKEN_ID);

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Perplexity {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static Perplexity of() {
    return new Perplexity(DECLARED);
  }

  @Override
  public Perplexity with(Options newOptions) {
    return new Perplexity(newOptions);
  }

  /**
   * Says what the predictions are.
   *
   * @param fromLogits true if predictions are logits, any numbers; false, the default, if they are
   *     probabilities
   * @return a changed copy
   */
  public Perplexity fromLogits(boolean fromLogits) {
    return with(options.with(FROM_LOGITS, fromLogits));
  }

  /**
   * What the predictions are.
   *
   * @return true for logits, false for probabilities
   */
  public boolean fromLogits() {
    return options.get(FROM_LOGITS);
  }

  /**
   * Leaves out the rows of one target, such as padding.
   *
   * @param maskTokenId the target; it need not be a token of the predictions
   * @return a changed copy
   */
  public Perplexity maskTokenId(int maskTokenId) {
    return with(options.with(MASK_TOKEN_ID, Optional.of(maskTokenId)));
  }

  /**
   * The target whose rows are left out.
   *
   * @return the target, if any
   */
  public Optional<Integer> maskTokenId() {
    return options.get(MASK_TOKEN_ID);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.DOWN);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.oneColumn(
        name(), targets, predictions, "Write targets as ids of tokens, one in each row.");
  }

  @Override
  public MetricState start() {
    return PerplexityState.of(this);
  }
}
