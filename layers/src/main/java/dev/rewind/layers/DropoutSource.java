package dev.rewind.layers;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Where dropout masks come from: drawn at random, or recorded ones, so that dropout can be tested
 * to the digit.
 *
 * <p>A mask holds 0 with probability {@code rate}, else {@code 1/(1 − rate)} (inverted scaling),
 * and multiplies what it is for. The noise of {@link GaussianNoise} comes from here too.
 */
@FunctionalInterface
public interface DropoutSource {

  /** What a mask multiplies. */
  enum Kind {
    /** The inputs of a layer or cell. */
    INPUT,
    /** The previous state of a recurrent cell. */
    RECURRENT
  }

  /**
   * Gives one mask.
   *
   * @param request what it is for
   * @return a matrix of the requested shape
   */
  DMatrixRMaj mask(Request request);

  /**
   * Gives noise.
   *
   * @param request what it is for
   * @return a matrix of the requested shape
   * @throws IllegalStateException if this source has masks only
   */
  default DMatrixRMaj noise(Noise request) {
    throw new IllegalStateException(
        request.owner() + ": asked for noise, but this source gives masks only. Implement noise.");
  }

  /**
   * What noise is for.
   *
   * @param owner name of the layer
   * @param shape its shape
   * @param deviation its standard deviation, at least 0; the mean is 0
   * @param stream what to draw from, of a layer that has a seed of its own; else nothing
   */
  record Noise(String owner, Shape shape, double deviation, Optional<RandomSource> stream) {
    /**
     * Checks the deviation.
     *
     * @param owner name of the layer
     * @param shape its shape
     * @param deviation its standard deviation
     * @param stream what to draw from, of a layer that has a seed of its own
     * @throws IllegalArgumentException if the deviation is negative, infinite or NaN
     */
    public Noise {
      Checks.notNegative(owner, "deviation", deviation);
    }
  }

  /**
   * What a mask is for.
   *
   * @param owner name of the layer or cell
   * @param kind what it multiplies
   * @param gate number of the gate, from 0, when each gate has a mask of its own; else 0
   * @param shape its shape
   * @param rate the fraction that is dropped, in [0, 1)
   * @param stream what to draw from, of a layer that has a seed of its own; else nothing
   */
  record Request(
      String owner, Kind kind, int gate, Shape shape, double rate, Optional<RandomSource> stream) {
    /**
     * Checks the rate.
     *
     * @param owner name of the layer or cell
     * @param kind what it multiplies
     * @param gate number of the gate
     * @param shape its shape
     * @param rate the fraction that is dropped
     * @param stream what to draw from, of a layer that has a seed of its own
     * @throws IllegalArgumentException if it lies outside [0, 1)
     */
    public Request {
      Checks.fraction(owner, "rate", rate);
    }

    /**
     * A request of a layer without a seed of its own.
     *
     * @param owner name of the layer or cell
     * @param kind what it multiplies
     * @param gate number of the gate
     * @param shape its shape
     * @param rate the fraction that is dropped
     */
    public Request(String owner, Kind kind, int gate, Shape shape, double rate) {
      this(owner, kind, gate, shape, rate, Optional.empty());
    }
  }

  /**
   * Masks and noise drawn anew at each request.
   *
   * @param random what they are drawn from, unless a request has a stream of its own; advanced by
   *     each request
   * @return the source
   */
  static DropoutSource random(RandomSource random) {
    return new RandomDropout(random);
  }

  /**
   * No masks at all, for calls that are not training.
   *
   * @return a source that refuses every request
   */
  static DropoutSource none() {
    return request -> {
      throw new IllegalStateException(
          request.owner() + ": asked for a dropout mask outside of training.");
    };
  }
}
