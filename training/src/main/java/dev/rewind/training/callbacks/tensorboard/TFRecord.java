package dev.rewind.training.callbacks.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frame around each record of an event file.
 *
 * <pre>
 *   8 bytes    length n, little-endian
 *   4 bytes    masked checksum of these 8 bytes
 *   n bytes    the record
 *   4 bytes    masked checksum of the record
 * </pre>
 *
 * <p><b>Source</b>: {@code tensorflow/core/lib/io/record_writer.h} and {@code
 * tensorflow/core/lib/hash/crc32c.h} of TensorFlow.
 */
final class TFRecord {
  private static final int OVERHEAD = Long.BYTES + 2 * Integer.BYTES;
  private static final int MASK = 0xa282ead8;
  private static final int MASK_ROTATION = 15;

  private TFRecord() {}

  static byte[] framed(byte[] data) {
    ByteBuffer frame = ByteBuffer.allocate(OVERHEAD + data.length).order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(data.length);
    frame.putInt(maskedChecksum(frame.array(), Long.BYTES));
    frame.put(data);
    frame.putInt(maskedChecksum(data, data.length));
    return frame.array();
  }

  /**
   * The CRC-32C of the first bytes, masked: the checksum of data that contain their own checksum
   * would say little.
   */
  static int maskedChecksum(byte[] data, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(data, 0, length);
    return Integer.rotateRight((int) checksum.getValue(), MASK_ROTATION) + MASK;
  }
}
