package dev.rewind.saving;

import dev.rewind.core.Checks;
import dev.rewind.core.TensorShape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * A tensor as a file holds it: type, shape, and the bytes of its numbers, row by row. Immutable.
 *
 * <pre>{@code
 * StoredTensor bias = StoredTensor.float32(TensorShape.of(3), 0.5, -1, 2);
 * bias.values();    // {0.5, -1, 2}
 * bias.matrix();    // [1, 3]
 * }</pre>
 *
 * <p>Every number of every type is a double, but for whole numbers beyond 2⁵³: {@link #values} and
 * {@link #matrix} refuse those, {@link #longs} gives them.
 */
public final class StoredTensor {
  private static final long LARGEST_EXACT = 1L << 53;

  private final DType dtype;
  private final TensorShape shape;
  private final byte[] bytes;

  /** A tensor of bytes that nobody else has. */
  StoredTensor(DType dtype, TensorShape shape, byte[] bytes) {
    this.dtype = dtype;
    this.shape = shape;
    this.bytes = bytes;
  }

  /**
   * A tensor of doubles.
   *
   * @param shape its shape
   * @param values as many numbers as the shape has elements, row by row; copied
   * @return the tensor
   * @throws IllegalArgumentException if there are more or fewer numbers, or 2²⁸ and more
   */
  public static StoredTensor float64(TensorShape shape, double... values) {
    byte[] bytes = newBytes(DType.F64, shape, values);
    ByteBuffer buffer = littleEndian(bytes);
    for (double value : values) {
      buffer.putDouble(value);
    }
    return new StoredTensor(DType.F64, shape, bytes);
  }

  /**
   * A tensor of floats, which take half the room.
   *
   * @param shape its shape
   * @param values as many numbers as the shape has elements, row by row; each is rounded to the
   *     nearest float
   * @return the tensor
   * @throws IllegalArgumentException if there are more or fewer numbers, or 2²⁹ and more
   */
  public static StoredTensor float32(TensorShape shape, double... values) {
    byte[] bytes = newBytes(DType.F32, shape, values);
    ByteBuffer buffer = littleEndian(bytes);
    for (double value : values) {
      buffer.putFloat((float) value);
    }
    return new StoredTensor(DType.F32, shape, bytes);
  }

  private static byte[] newBytes(DType dtype, TensorShape shape, double[] values) {
    Checks.require(
        values.length == shape.elements(),
        "StoredTensor",
        "got "
            + values.length
            + " numbers for the shape "
            + shape
            + "; expected "
            + shape.elements()
            + ".");
    long size = (long) dtype.bytes() * values.length;
    Checks.require(
        size <= Integer.MAX_VALUE,
        "StoredTensor",
        shape + " of " + dtype + " has 2³¹ bytes or more.");
    return new byte[(int) size];
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The type of the numbers.
   *
   * @return how they are stored
   */
  public DType dtype() {
    return dtype;
  }

  /**
   * The shape.
   *
   * @return the size of each axis
   */
  public TensorShape shape() {
    return shape;
  }

  /**
   * The numbers.
   *
   * @return a new array, row by row; truth values are 0 and 1
   * @throws IllegalArgumentException if one is whole and beyond ±2⁵³, where not every number is a
   *     double
   */
  public double[] values() {
    double[] values = new double[shape.elements()];
    ByteBuffer buffer = littleEndian(bytes);
    for (int i = 0; i < values.length; i++) {
      values[i] = dtype.isWhole() ? exact(buffer, i) : dtype.real(buffer, i);
    }
    return values;
  }

  private double exact(ByteBuffer buffer, int index) {
    long value = whole(buffer, index);
    Checks.require(
        -LARGEST_EXACT <= value && value <= LARGEST_EXACT,
        toString(),
        "element "
            + index
            + " is "
            + value
            + ", beyond 2⁵³; expected a number that is a double."
            + " Read longs().");
    return value;
  }

  /**
   * The numbers of a type that {@linkplain DType#isWhole is whole}.
   *
   * @return a new array, row by row; truth values are 0 and 1
   * @throws IllegalArgumentException if the type is not whole, or a number is 2⁶³ or more
   */
  public long[] longs() {
    Checks.require(
        dtype.isWhole(), toString(), "has no whole numbers; expected another type. Read values().");
    long[] values = new long[shape.elements()];
    ByteBuffer buffer = littleEndian(bytes);
    for (int i = 0; i < values.length; i++) {
      values[i] = whole(buffer, i);
    }
    return values;
  }

  private long whole(ByteBuffer buffer, int index) {
    long value = dtype.whole(buffer, index);
    Checks.require(
        value >= 0 || dtype != DType.U64,
        toString(),
        "element " + index + " is " + Long.toUnsignedString(value) + "; expected less than 2⁶³.");
    return value;
  }

  /**
   * The numbers as a matrix.
   *
   * @return a new matrix of the shape {@link TensorShape#matrix()}: the last axis is its columns
   * @throws IllegalArgumentException as {@link #values} does
   */
  public DMatrixRMaj matrix() {
    return DMatrixRMaj.wrap(shape.matrix().rows(), shape.matrix().columns(), values());
  }

  int size() {
    return bytes.length;
  }

  void write(OutputStream out) throws IOException {
    out.write(bytes);
  }

  /** Equal types, shapes and bytes. */
  @Override
  public boolean equals(Object other) {
    return other instanceof StoredTensor that
        && dtype == that.dtype
        && shape.equals(that.shape)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * dtype.hashCode() + shape.hashCode()) + Arrays.hashCode(bytes);
  }

  /** Type and shape: {@code F64(9, 3)}. */
  @Override
  public String toString() {
    return dtype.name() + shape;
  }
}
