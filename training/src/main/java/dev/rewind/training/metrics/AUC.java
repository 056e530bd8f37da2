package dev.rewind.training.metrics;

import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.training.losses.TargetChecks;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The area under the curve that answers run through as the threshold rises: how well predictions
 * order yes and no, whatever the threshold.
 *
 * <pre>
 *   Σ (xᵢ − xᵢ₊₁) · height(yᵢ, yᵢ₊₁)        over the thresholds, from low to high
 * </pre>
 *
 * <p>x and y are those of the {@link AUCCurve}, height that of the {@link AUCSummationMethod}. An
 * element is yes if its target is not 0; it is taken for yes if its prediction exceeds the
 * threshold. What a batch costs does not depend on the number of thresholds, if they are evenly
 * spaced.
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}. The elements of all columns are one
 * heap, or with {@code multiLabel} each column has an area and the result is their mean.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/confusion_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record AUC(Options options) implements MetricOptions<AUC> {
  /** Option {@code num_thresholds}. */
  public static final Option<Integer> NUM_THRESHOLDS =
      Option.of("num_thresholds", Codecs.INTEGER, 200).in(n -> n > 1, "above 1");

  /** Option {@code curve}. */
  public static final Option<AUCCurve> CURVE = Option.of("curve", AucWord.CURVE, AUCCurve.ROC);

  /** Option {@code summation_method}. */
  public static final Option<AUCSummationMethod> SUMMATION_METHOD =
      Option.of("summation_method", AucWord.METHOD, AUCSummationMethod.INTERPOLATION);

  /** Option {@code multi_label}. */
  public static final Option<Boolean> MULTI_LABEL = Option.of("multi_label", Codecs.BOOLEAN, false);

  /** Option {@code num_labels}, none by default. */
  public static final Option<Optional<Integer>> NUM_LABELS =
      Option.of("num_labels", Codecs.optional(Codecs.INTEGER), Optional.<Integer>empty())
          .in(n -> n.isEmpty() || n.get() > 0, "positive");

  /** Option {@code label_weights}, none by default. */
  public static final Option<Optional<List<Double>>> LABEL_WEIGHTS =
      Option.of(
              "label_weights",
              Codecs.optional(Codecs.list(Codecs.DOUBLE)),
              Optional.<List<Double>>empty())
          .in(
              weights ->
                  weights.isEmpty()
                      || weights.get().stream().allMatch(w -> w >= 0 && Double.isFinite(w)),
              "finite numbers of at least 0");

  /** Option {@code from_logits}. */
  public static final Option<Boolean> FROM_LOGITS = Option.of("from_logits", Codecs.BOOLEAN, false);

  /** Option {@code thresholds}, none by default. */
  public static final Option<Optional<List<Double>>> THRESHOLDS =
      Option.of(
              "thresholds",
              Codecs.optional(Codecs.list(Codecs.DOUBLE)),
              Optional.<List<Double>>empty())
          .in(Thresholds.RANGE)
          .writtenIfChanged();

  private static final Options DECLARED =
      MetricOptions.declare(
          "AUC",
          NUM_THRESHOLDS,
          CURVE,
          SUMMATION_METHOD,
          MULTI_LABEL,
          NUM_LABELS,
          LABEL_WEIGHTS,
          FROM_LOGITS,
          THRESHOLDS);

  /**
   * Takes options that were made for this metric. As in Keras, {@code thresholds} are sorted and
   * say how many there are, whatever {@code num_thresholds} is: two more, for the ends.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else, or the number of labels is
   *     given without {@code multiLabel}
   */
  public AUC {
    DECLARED.requireSameDeclarations(options);
    Optional<Integer> labels = options.get(NUM_LABELS);
    Checks.require(
        labels.isEmpty() || options.get(MULTI_LABEL),
        "AUC",
        "numLabels is " + labels.orElse(0) + " without multiLabel. Set multiLabel(true) first.");
    Optional<List<Double>> thresholds = options.get(THRESHOLDS);
    if (thresholds.isPresent()) {
      List<Double> sorted = thresholds.get().stream().sorted().toList();
      options =
          options.with(THRESHOLDS, Optional.of(sorted)).with(NUM_THRESHOLDS, sorted.size() + 2);
    }
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static AUC of() {
    return new AUC(DECLARED);
  }

  @Override
  public AUC with(Options newOptions) {
    return new AUC(newOptions);
  }

  /**
   * Says how many thresholds there are, evenly spaced from 0 to 1.
   *
   * @param numThresholds above 1; 200 by default
   * @return a changed copy, without thresholds of its own
   * @throws IllegalArgumentException if it is out of range
   */
  public AUC numThresholds(int numThresholds) {
    return with(options.with(THRESHOLDS, Optional.empty()).with(NUM_THRESHOLDS, numThresholds));
  }

  /**
   * The number of thresholds.
   *
   * @return with those at both ends
   */
  public int numThresholds() {
    return options.get(NUM_THRESHOLDS);
  }

  /**
   * Sets the thresholds, for predictions that are crowded in one place. One below 0 and one above 1
   * are added.
   *
   * @param thresholds one or more, in [0, 1], in any order
   * @return a changed copy
   * @throws IllegalArgumentException if there is none, or one is out of range
   */
  public AUC thresholds(double... thresholds) {
    List<Double> list = Arrays.stream(thresholds).boxed().toList();
    return with(options.with(THRESHOLDS, Optional.of(list)));
  }

  /**
   * The thresholds that were set.
   *
   * @return the thresholds without the ends, sorted; nothing if they are evenly spaced
   */
  public Optional<List<Double>> thresholds() {
    return options.get(THRESHOLDS);
  }

  /**
   * Says which curve it is.
   *
   * @param curve {@link AUCCurve#ROC} by default
   * @return a changed copy
   */
  public AUC curve(AUCCurve curve) {
    return with(options.with(CURVE, curve));
  }

  /**
   * Which curve it is.
   *
   * @return the curve
   */
  public AUCCurve curve() {
    return options.get(CURVE);
  }

  /**
   * Says how the height between two thresholds is taken.
   *
   * @param summationMethod {@link AUCSummationMethod#INTERPOLATION} by default
   * @return a changed copy
   */
  public AUC summationMethod(AUCSummationMethod summationMethod) {
    return with(options.with(SUMMATION_METHOD, summationMethod));
  }

  /**
   * How the height between two thresholds is taken.
   *
   * @return the way
   */
  public AUCSummationMethod summationMethod() {
    return options.get(SUMMATION_METHOD);
  }

  /**
   * Says whether each column has an area of its own, of which the mean is taken.
   *
   * @param multiLabel false by default: all elements are one heap
   * @return a changed copy
   * @throws IllegalArgumentException if it is false and the number of labels is set
   */
  public AUC multiLabel(boolean multiLabel) {
    return with(options.with(MULTI_LABEL, multiLabel));
  }

  /**
   * Whether each column has an area of its own.
   *
   * @return false if all elements are one heap
   */
  public boolean multiLabel() {
    return options.get(MULTI_LABEL);
  }

  /**
   * Says how many columns there are, to be checked; else the first batch says it.
   *
   * @param numLabels at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive, or {@link #multiLabel} is false
   */
  public AUC numLabels(int numLabels) {
    return with(options.with(NUM_LABELS, Optional.of(numLabels)));
  }

  /**
   * How many columns there are.
   *
   * @return the number, if it was set
   */
  public Optional<Integer> numLabels() {
    return options.get(NUM_LABELS);
  }

  /**
   * Says how much each column counts: its area in the mean with {@code multiLabel}, else its
   * elements.
   *
   * @param labelWeights one for each column, finite and at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public AUC labelWeights(double... labelWeights) {
    List<Double> list = Arrays.stream(labelWeights).boxed().toList();
    return with(options.with(LABEL_WEIGHTS, Optional.of(list)));
  }

  /**
   * How much each column counts.
   *
   * @return one weight for each column, if they were set
   */
  public Optional<List<Double>> labelWeights() {
    return options.get(LABEL_WEIGHTS);
  }

  /**
   * Says what the predictions are.
   *
   * @param fromLogits true if predictions are logits, any numbers; false, the default, if they are
   *     probabilities
   * @return a changed copy
   */
  public AUC fromLogits(boolean fromLogits) {
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

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.sameShape(
        name(), targets, predictions, "Write labels of several classes as one-hot rows.");
    numLabels().ifPresent(n -> columns(NUM_LABELS.name() + " is " + n, n, predictions));
    labelWeights()
        .ifPresent(w -> columns("there are " + w.size() + " labelWeights", w.size(), predictions));
  }

  private void columns(String what, int expected, Shape predictions) {
    if (predictions.columns() != expected) {
      throw new ShapeMismatchException(
          name()
              + ": predictions are "
              + predictions
              + " and "
              + what
              + "; expected as many as there are columns.",
          predictions,
          new Shape(predictions.rows(), expected));
    }
  }

  @Override
  public MetricState start() {
    return AucState.of(this);
  }
}
