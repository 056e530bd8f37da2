package dev.rewind.core;

import org.ejml.data.DMatrixRMaj;

/**
 * A seeded, splittable stream of random numbers whose state can be saved and restored.
 *
 * <p>Randomness is always an argument in this project; there is no global seed. Two sources with
 * the same state give the same numbers on every machine. {@link #split()} gives an independent
 * stream, so that the weights of one layer do not change when another layer draws more numbers.
 *
 * <pre>
 *   state ← state + gamma
 *   number = mix64(state)
 * </pre>
 *
 * <p><b>Source</b>: SplitMix64, Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014, figures 15 to 17 (mixers as in {@code java.util.SplittableRandom},
 * whose state cannot be saved, hence this class). Normal numbers: polar method, Marsaglia and Bray
 * 1964.
 *
 * <p>Not thread-safe: give each thread its own split.
 */
public final class RandomSource {
  private static final String WHO = "RandomSource";
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1.0p-53;

  /**
   * All that determines the numbers to come.
   *
   * @param value the counter
   * @param gamma its odd increment
   */
  public record State(long value, long gamma) {
    /**
     * Checks the increment.
     *
     * @param value the counter
     * @param gamma its increment
     * @throws IllegalArgumentException if gamma is even
     */
    public State {
      Checks.require((gamma & 1) == 1, WHO, "gamma must be odd, got " + gamma + ".");
    }
  }

  private long value;
  private long gamma;

  private RandomSource(long value, long gamma) {
    this.value = value;
    this.gamma = gamma;
  }

  /**
   * A source that starts from a seed.
   *
   * @param seed any number; equal seeds give equal streams
   * @return a new source
   */
  public static RandomSource of(long seed) {
    return new RandomSource(seed, GOLDEN_GAMMA);
  }

  /**
   * A source that goes on where another one stood.
   *
   * @param state what {@link #state()} returned
   * @return a new source
   */
  public static RandomSource of(State state) {
    return new RandomSource(state.value(), state.gamma());
  }

  /**
   * The present state, to be saved.
   *
   * @return an immutable snapshot; {@link #of(State)} and {@link #restore} continue from it
   */
  public State state() {
    return new State(value, gamma);
  }

  /**
   * Puts a state back: this source goes on where the one stood whose state it was. For a stream
   * that others hold already, such as that of a layer; else see {@link #of(State)}.
   *
   * @param state what {@link #state()} returned, of this source or of another
   */
  public void restore(State state) {
    value = state.value();
    gamma = state.gamma();
  }

  /**
   * A new source whose numbers are independent of this one's. Advances this source by two numbers.
   *
   * @return a new source
   */
  public RandomSource split() {
    long start = nextLong();
    return new RandomSource(start, mixGamma(next()));
  }

  /**
   * Uniform 64 bits.
   *
   * @return any long
   */
  public long nextLong() {
    return mix64(next());
  }

  /**
   * A uniform number.
   *
   * @return a number in [0, 1), a multiple of 2⁻⁵³
   */
  public double nextDouble() {
    return (nextLong() >>> 11) * UNIT;
  }

  /**
   * A uniform whole number.
   *
   * @param bound upper limit, positive
   * @return a number in [0, bound)
   * @throws IllegalArgumentException if the bound is not positive
   */
  public int nextInt(int bound) {
    Checks.positive(WHO, "bound", bound);
    long limit = (1L << 31) / bound * bound;
    long bits = nextLong() >>> 33;
    while (bits >= limit) {
      bits = nextLong() >>> 33;
    }
    return (int) (bits % bound);
  }

  /**
   * A standard normal number.
   *
   * @return a number with mean 0 and variance 1
   */
  public double nextGaussian() {
    double u;
    double s;
    do {
      u = 2 * nextDouble() - 1;
      double v = 2 * nextDouble() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s == 0);
    return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
  }

  /**
   * A random order.
   *
   * @param size number of elements, at least 0
   * @return the numbers 0 to size − 1, each order equally likely (Fisher and Yates)
   * @throws IllegalArgumentException if the size is negative
   */
  public int[] permutation(int size) {
    Checks.require(size >= 0, WHO, "size must be at least 0, got " + size + ".");
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /**
   * Fills a matrix with uniform numbers.
   *
   * @param low lower limit, included
   * @param high upper limit, excluded unless it equals the lower one
   * @param matrix Modified.
   * @return the matrix
   * @throws IllegalArgumentException if low is not at most high, or their distance is not finite
   */
  public DMatrixRMaj fillUniform(double low, double high, DMatrixRMaj matrix) {
    double width = high - low;
    Checks.require(
        width >= 0 && width < Double.POSITIVE_INFINITY,
        WHO,
        "low is " + low + " and high is " + high + "; expected low ≤ high, finitely far apart.");
    double largest = Math.max(low, Math.nextDown(high));
    for (int i = 0; i < matrix.getNumElements(); i++) {
      // The sum may round up to high.
      matrix.set(i, Math.min(low + width * nextDouble(), largest));
    }
    return matrix;
  }

  /**
   * Fills a matrix with normal numbers.
   *
   * @param mean the mean
   * @param deviation the standard deviation
   * @param matrix Modified.
   * @return the matrix
   */
  public DMatrixRMaj fillGaussian(double mean, double deviation, DMatrixRMaj matrix) {
    for (int i = 0; i < matrix.getNumElements(); i++) {
      matrix.set(i, mean + deviation * nextGaussian());
    }
    return matrix;
  }

  private long next() {
    value += gamma;
    return value;
  }

  private static long mix64(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }

  private static long mixGamma(long z) {
    long a = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
    long b = (a ^ (a >>> 33)) * 0xc4ceb9fe1a85ec53L;
    long odd = (b ^ (b >>> 33)) | 1L;
    return Long.bitCount(odd ^ (odd >>> 1)) < 24 ? odd ^ 0xaaaaaaaaaaaaaaaaL : odd;
  }
}
