package dev.rewind.layers;

import dev.rewind.core.Checks;
import dev.rewind.core.options.Codec;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.WithOptions;
import java.util.Map;
import java.util.Optional;

/**
 * The limits of the correction of a batch renormalisation.
 *
 * <pre>
 *   rmin ≤ r ≤ rmax     −dmax ≤ d ≤ dmax
 * </pre>
 *
 * @param options all options with their values
 */
public record RenormClipping(Options options) implements WithOptions<RenormClipping> {
  /** Option {@code rmax}: the largest factor, if there is a limit. */
  public static final Option<Optional<Double>> RMAX = limit("rmax");

  /** Option {@code rmin}: the smallest factor, if there is a limit. */
  public static final Option<Optional<Double>> RMIN = limit("rmin");

  /** Option {@code dmax}: the largest shift to either side, at least 0, if there is a limit. */
  public static final Option<Optional<Double>> DMAX =
      limit("dmax").in(dmax -> dmax.orElse(0.0) >= 0, "at least 0");

  private static final Options DECLARED = Options.of("RenormClipping", RMAX, RMIN, DMAX);

  /** Reads and writes the limits that there are. */
  static final Codec<RenormClipping> CODEC =
      new Codec<>() {
        @Override
        public RenormClipping read(Object plain) {
          if (!(plain instanceof Map<?, ?> limits)) {
            throw new IllegalArgumentException("a map with rmax, rmin and dmax");
          }
          RenormClipping result = of();
          for (Map.Entry<?, ?> limit : limits.entrySet()) {
            result =
                result.with(
                    result.options().read(Map.of(limit.getKey().toString(), limit.getValue())));
          }
          return result;
        }

        @Override
        public Object write(RenormClipping value) {
          return value.options().toPlain();
        }
      };

  /**
   * Checks that there is something between the limits.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else, or rmin is above rmax
   */
  public RenormClipping {
    DECLARED.requireSameDeclarations(options);
    double least = options.get(RMIN).orElse(Double.NEGATIVE_INFINITY);
    double largest = options.get(RMAX).orElse(Double.POSITIVE_INFINITY);
    Checks.require(
        least <= largest,
        DECLARED.owner(),
        "rmin " + least + " is above rmax " + largest + "; expected rmin ≤ rmax.");
  }

  private static Option<Optional<Double>> limit(String key) {
    return Option.of(key, Codecs.optional(Codecs.DOUBLE), Optional.<Double>empty())
        .writtenIfChanged();
  }

  /**
   * No limits.
   *
   * @return limits to be set
   */
  public static RenormClipping of() {
    return new RenormClipping(DECLARED);
  }

  @Override
  public RenormClipping with(Options newOptions) {
    return new RenormClipping(newOptions);
  }

  /**
   * Limits the factor from above.
   *
   * @param rmax the largest factor
   * @return a changed copy
   * @throws IllegalArgumentException if it is below rmin
   */
  public RenormClipping rmax(double rmax) {
    return with(options.with(RMAX, Optional.of(rmax)));
  }

  /**
   * The largest factor.
   *
   * @return the limit, if there is one
   */
  public Optional<Double> rmax() {
    return options.get(RMAX);
  }

  /**
   * Limits the factor from below.
   *
   * @param rmin the smallest factor
   * @return a changed copy
   * @throws IllegalArgumentException if it is above rmax
   */
  public RenormClipping rmin(double rmin) {
    return with(options.with(RMIN, Optional.of(rmin)));
  }

  /**
   * The smallest factor.
   *
   * @return the limit, if there is one
   */
  public Optional<Double> rmin() {
    return options.get(RMIN);
  }

  /**
   * Limits the shift to either side.
   *
   * @param dmax the largest shift, at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public RenormClipping dmax(double dmax) {
    return with(options.with(DMAX, Optional.of(dmax)));
  }

  /**
   * The largest shift to either side.
   *
   * @return the limit, if there is one
   */
  public Optional<Double> dmax() {
    return options.get(DMAX);
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
