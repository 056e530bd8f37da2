package dev.rewind.training.callbacks.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A protobuf message that is being written, field by field in the order of their numbers.
 *
 * <p><b>Source</b>: "Encoding", protobuf.dev/programming-guides/encoding.
 */
final class Message {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int TYPE_BITS = 3;
  private static final int VARINT_BITS = 7;
  private static final int VARINT_MORE = 1 << VARINT_BITS;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A whole number; 0 is the default and left out. */
  Message number(int field, long value) {
    if (value != 0) {
      tag(field, VARINT);
      varint(value);
    }
    return this;
  }

  Message real(int field, double value) {
    tag(field, FIXED64);
    bytes.writeBytes(doubles(value));
    return this;
  }

  Message text(int field, String value) {
    return data(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Message message(int field, Message value) {
    return data(field, value.toBytes());
  }

  Message data(int field, byte[] value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** Numbers as they stand in memory: of 4 bytes each, little-endian. */
  static byte[] floats(float... values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }

  /** Numbers as they stand in memory: of 8 bytes each, little-endian. */
  static byte[] doubles(double... values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asDoubleBuffer().put(values);
    return buffer.array();
  }

  private void tag(int field, int type) {
    varint((long) field << TYPE_BITS | type);
  }

  /** Seven bits per byte, the lowest first; the eighth says that more follow. */
  private void varint(long value) {
    long rest = value;
    while (rest >>> VARINT_BITS != 0) {
      bytes.write((int) (rest & (VARINT_MORE - 1)) | VARINT_MORE);
      rest >>>= VARINT_BITS;
    }
    bytes.write((int) rest);
  }
}
