package dev.rewind.saving;

import java.nio.ByteBuffer;

/** The types of numbers in a {@link Safetensors} file. All are stored little-endian. */
public enum DType {
  /** Floating point of 64 bits: double. */
  F64(8, false),
  /** Floating point of 32 bits: float. */
  F32(4, false),
  /** Floating point of 16 bits: IEEE half precision. */
  F16(2, false),
  /** Floating point of 16 bits: the upper half of a float. */
  BF16(2, false),
  /** Whole numbers of 64 bits. */
  I64(8, true),
  /** Whole numbers of 32 bits. */
  I32(4, true),
  /** Whole numbers of 16 bits. */
  I16(2, true),
  /** Whole numbers of 8 bits. */
  I8(1, true),
  /** Whole numbers of 64 bits without a sign. */
  U64(8, true),
  /** Whole numbers of 32 bits without a sign. */
  U32(4, true),
  /** Whole numbers of 16 bits without a sign. */
  U16(2, true),
  /** Whole numbers of 8 bits without a sign. */
  U8(1, true),
  /** Truth values: a byte each, 0 or 1. */
  BOOL(1, true);

  private static final int HALF_SIGN = 0x8000;
  private static final int HALF_FRACTION_BITS = 10;
  private static final int HALF_FRACTION = (1 << HALF_FRACTION_BITS) - 1;
  private static final int HALF_LARGEST_EXPONENT = 0x1f;
  private static final int HALF_BIAS = 15;

  private final int bytes;
  private final boolean whole;

  DType(int bytes, boolean whole) {
    this.bytes = bytes;
    this.whole = whole;
  }

  /**
   * The size of a number.
   *
   * @return 1, 2, 4 or 8
   */
  public int bytes() {
    return bytes;
  }

  /**
   * Whether the numbers are whole; truth values are.
   *
   * @return false for floating point
   */
  public boolean isWhole() {
    return whole;
  }

  /** Reads a number of a type that is not whole. */
  double real(ByteBuffer buffer, int index) {
    int at = index * bytes;
    return switch (this) {
      case F64 -> buffer.getDouble(at);
      case F32 -> buffer.getFloat(at);
      case F16 -> half(buffer.getShort(at));
      case BF16 -> Float.intBitsToFloat(buffer.getShort(at) << Short.SIZE);
      default -> throw new IllegalStateException(this + ": is whole.");
    };
  }

  /** Reads a number of a whole type; one of U64 from 2⁶³ on comes out negative. */
  long whole(ByteBuffer buffer, int index) {
    int at = index * bytes;
    return switch (this) {
      case I64, U64 -> buffer.getLong(at);
      case I32 -> buffer.getInt(at);
      case U32 -> Integer.toUnsignedLong(buffer.getInt(at));
      case I16 -> buffer.getShort(at);
      case U16 -> Short.toUnsignedLong(buffer.getShort(at));
      case I8 -> buffer.get(at);
      case U8, BOOL -> Byte.toUnsignedLong(buffer.get(at));
      default -> throw new IllegalStateException(this + ": is not whole.");
    };
  }

  /** Half precision: a sign, 5 bits of exponent, 10 bits of fraction; every one is a double. */
  private static double half(short bits) {
    int exponent = bits >> HALF_FRACTION_BITS & HALF_LARGEST_EXPONENT;
    int fraction = bits & HALF_FRACTION;
    double magnitude;
    if (exponent == HALF_LARGEST_EXPONENT) {
      magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((double) fraction, 1 - HALF_BIAS - HALF_FRACTION_BITS);
    } else {
      magnitude =
          Math.scalb(
              (double) (fraction | HALF_FRACTION + 1), exponent - HALF_BIAS - HALF_FRACTION_BITS);
    }
    return (bits & HALF_SIGN) == 0 ? magnitude : -magnitude;
  }
}
