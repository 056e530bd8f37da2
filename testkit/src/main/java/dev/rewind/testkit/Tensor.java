package dev.rewind.testkit;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * An array of any rank as a golden file holds it, with the ways into Rewind's storage.
 *
 * <p>Elements are in row-major order: the last index runs fastest. Rewind stores a sequence {@code
 * [batch, timesteps, features]} as one matrix {@code [timesteps·batch, features]}, time-major: row
 * {@code t·batch + b} holds step {@code t} of sample {@code b}. {@link #matrix} does that; the
 * other forms are built from {@link #swapBatchAndTime}, {@link #rows} and {@link #column}:
 *
 * <pre>
 * (batch, time, features)   matrix()                        [time·batch, features]
 * (time, batch, features)   rows()                          [time·batch, features]
 * (batch, time)             swapBatchAndTime().column()     [time·batch, 1]
 * </pre>
 *
 * <p>A tensor never changes; arrays and matrices that it returns belong to the caller.
 */
public final class Tensor {

  /** What the elements are; all kinds are held as {@code double}. */
  public enum Type {
    /** Real numbers. */
    FLOAT64,
    /** Whole numbers. */
    INT64,
    /** Truth values, 0 or 1. */
    BOOL
  }

  private final int[] shape;
  private final double[] values;
  private final Type type;

  private Tensor(int[] shape, double[] values, Type type) {
    this.shape = shape;
    this.values = values;
    this.type = type;
  }

  /**
   * Makes a tensor.
   *
   * @param type what the elements are
   * @param shape the sizes, none for a scalar; copied
   * @param values the elements in row-major order; copied
   * @return the tensor
   * @throws IllegalArgumentException if the number of elements is not the product of the sizes, or
   *     an element is not of the type
   */
  public static Tensor of(Type type, int[] shape, double... values) {
    long size = 1;
    for (int length : shape) {
      size *= length;
    }
    if (size != values.length || Arrays.stream(shape).anyMatch(length -> length < 0)) {
      throw new IllegalArgumentException(
          "Tensor: shape %s does not fit %d values; expected %d."
              .formatted(Arrays.toString(shape), values.length, size));
    }
    for (double value : values) {
      requireType(type, value);
    }
    return new Tensor(shape.clone(), values.clone(), type);
  }

  private static void requireType(Type type, double value) {
    boolean fits =
        switch (type) {
          case FLOAT64 -> true;
          case INT64 -> value == Math.rint(value) && Math.abs(value) <= 1L << 53;
          case BOOL -> value == 0 || value == 1;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "Tensor: " + value + " is not a value of type " + type + ".");
    }
  }

  /** {@return the sizes of the axes, empty for a scalar} */
  public int[] shape() {
    return shape.clone();
  }

  /** {@return what the elements are} */
  public Type type() {
    return type;
  }

  /** {@return the elements in row-major order} */
  public double[] values() {
    return values.clone();
  }

  /**
   * {@return the only element}
   *
   * @throws IllegalArgumentException if there are more or none
   */
  public double number() {
    require(values.length == 1, "number()", "exactly one element");
    return values[0];
  }

  /**
   * {@return the elements of a tensor of whole numbers, in row-major order}
   *
   * @throws IllegalArgumentException if the type is not {@link Type#INT64}
   * @throws ArithmeticException if an element does not fit into an {@code int}
   */
  public int[] integers() {
    require(type == Type.INT64, "integers()", "type INT64");
    return Arrays.stream(values).mapToInt(value -> Math.toIntExact((long) value)).toArray();
  }

  /**
   * {@return the matrix that Rewind stores for this tensor}
   *
   * <p><b>Shapes.</b> A scalar gives {@code [1, 1]}, {@code (n)} gives the row {@code [1, n]},
   * {@code (rows, columns)} stays as it is, and {@code (batch, time, features)} gives {@code
   * [time·batch, features]}, time-major.
   *
   * @throws IllegalArgumentException if the rank is above 3
   */
  public DMatrixRMaj matrix() {
    require(shape.length <= 3, "matrix()", "rank 0 to 3");
    return shape.length < 3 ? rows() : swapBatchAndTime().rows();
  }

  /**
   * {@return the elements in their order as a matrix whose rows are the last axis: {@code (…, k)}
   * gives {@code [product of …, k]}, and a scalar {@code [1, 1]}}
   */
  public DMatrixRMaj rows() {
    int columns = shape.length == 0 ? 1 : shape[shape.length - 1];
    int rows = Arrays.stream(shape).limit(Math.max(0, shape.length - 1)).reduce(1, (a, b) -> a * b);
    return DMatrixRMaj.wrap(rows, columns, values.clone());
  }

  /** {@return the elements in their order as one column, {@code [size, 1]}} */
  public DMatrixRMaj column() {
    return DMatrixRMaj.wrap(values.length, 1, values.clone());
  }

  /**
   * {@return the tensor with its first two axes exchanged: {@code (batch, time, …)} becomes {@code
   * (time, batch, …)}, and the other way round}
   *
   * @throws IllegalArgumentException if the rank is below 2
   */
  public Tensor swapBatchAndTime() {
    require(shape.length >= 2, "swapBatchAndTime()", "rank 2 or more");
    int first = shape[0];
    int second = shape[1];
    int block = values.length == 0 ? 0 : values.length / (first * second);
    double[] swapped = new double[values.length];
    for (int i = 0; i < first; i++) {
      for (int j = 0; j < second; j++) {
        System.arraycopy(values, (i * second + j) * block, swapped, (j * first + i) * block, block);
      }
    }
    int[] newShape = shape.clone();
    newShape[0] = second;
    newShape[1] = first;
    return new Tensor(newShape, swapped, type);
  }

  /**
   * {@return a tensor of truth values and rank 2 as {@code [batch][time]}, in its own order}
   *
   * @throws IllegalArgumentException if the rank is not 2 or the type is not {@link Type#BOOL}
   */
  public boolean[][] mask() {
    require(shape.length == 2 && type == Type.BOOL, "mask()", "rank 2 and type BOOL");
    boolean[][] mask = new boolean[shape[0]][shape[1]];
    for (int i = 0; i < values.length; i++) {
      mask[i / shape[1]][i % shape[1]] = values[i] != 0;
    }
    return mask;
  }

  /** {@return shape and type} */
  @Override
  public String toString() {
    return "Tensor" + Arrays.toString(shape) + " " + type;
  }

  private void require(boolean met, String method, String expected) {
    if (!met) {
      throw new IllegalArgumentException(this + ": " + method + " needs " + expected + ".");
    }
  }
}
