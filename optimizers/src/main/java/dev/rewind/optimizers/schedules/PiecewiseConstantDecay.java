package dev.rewind.optimizers.schedules;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.List;

/**
 * One rate after the other.
 *
 * <pre>
 *   η(step) = values[k],   k = the number of boundaries below the step
 * </pre>
 *
 * <p>The step that equals a boundary still has the rate before it.
 *
 * <p><b>Source</b>: {@code keras/src/optimizers/schedules/learning_rate_schedule.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record PiecewiseConstantDecay(Options options) implements LearningRateSchedule {

  /** Option {@code boundaries}: the last steps of all rates but the last. */
  public static final Option<List<Integer>> BOUNDARIES =
      Option.required("boundaries", Codecs.list(Codecs.INTEGER))
          .in(Ranges::areSteps, "increasing, at least 0 and not empty");

  /** Option {@code values}: the rates. */
  public static final Option<List<Double>> VALUES =
      Option.required("values", Codecs.list(Codecs.DOUBLE))
          .in(v -> v.stream().allMatch(Ranges::isSize), "a list of rates that are " + Ranges.SIZE);

  /** Option {@code name}: what Keras calls the operation; without effect. */
  public static final Option<String> NAME = Option.of("name", Codecs.TEXT, "PiecewiseConstant");

  private static final Options DECLARED =
      Options.of("PiecewiseConstantDecay", BOUNDARIES, VALUES, NAME);

  /** What reading starts from. */
  static final PiecewiseConstantDecay PROTOTYPE = new PiecewiseConstantDecay(DECLARED);

  /**
   * Takes options that were made for this schedule.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else, or do not fit together
   */
  public PiecewiseConstantDecay {
    DECLARED.requireSameDeclarations(options);
    if (!options.equals(DECLARED)
        && options.get(VALUES).size() != options.get(BOUNDARIES).size() + 1) {
      throw new IllegalArgumentException(
          "PiecewiseConstantDecay: got %d values for %d boundaries; expected one value more than boundaries."
              .formatted(options.get(VALUES).size(), options.get(BOUNDARIES).size()));
    }
  }

  /**
   * The schedule with Keras' defaults.
   *
   * @param boundaries the last steps of all rates but the last, increasing, at least 0 and not
   *     empty
   * @param values the rates, finite and at least 0, one more than boundaries
   * @return a schedule
   * @throws IllegalArgumentException if a value is out of its range
   */
  public static PiecewiseConstantDecay of(List<Integer> boundaries, List<Double> values) {
    return new PiecewiseConstantDecay(DECLARED.with(BOUNDARIES, boundaries).with(VALUES, values));
  }

  @Override
  public PiecewiseConstantDecay with(Options newOptions) {
    return new PiecewiseConstantDecay(newOptions);
  }

  /**
   * Where the rate changes.
   *
   * @return the last steps of all rates but the last
   */
  public List<Integer> boundaries() {
    return options.get(BOUNDARIES);
  }

  /**
   * The rates.
   *
   * @return the rates
   */
  public List<Double> values() {
    return options.get(VALUES);
  }

  @Override
  public double at(long step) {
    int k = 0;
    while (k < boundaries().size() && step > boundaries().get(k)) {
      k++;
    }
    return values().get(k);
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
