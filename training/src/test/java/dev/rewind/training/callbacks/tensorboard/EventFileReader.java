package dev.rewind.training.callbacks.tensorboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/** Reads an event file, and wants each checksum and each length to be right. */
public final class EventFileReader {
  private EventFileReader() {}

  /** What a record says; texts are empty and there are no values where the record has none. */
  public record Event(
      double wallTime, long step, String version, String tag, String plugin, List<Double> values) {}

  public static List<Event> read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      int length = Math.toIntExact(checked(bytes, Long.BYTES).getLong());
      events.add(event(checked(bytes, length)));
    }
    return events;
  }

  /** The next bytes, which their masked checksum follows. */
  private static ByteBuffer checked(ByteBuffer bytes, int length) {
    byte[] data = new byte[length];
    bytes.get(data);
    CRC32C crc = new CRC32C();
    crc.update(data);
    int unmasked = Integer.rotateLeft(bytes.getInt() - 0xa282ead8, 15);
    if (unmasked != (int) crc.getValue()) {
      throw new IllegalStateException("wrong checksum before byte " + bytes.position());
    }
    return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Event event(ByteBuffer record) {
    Map<Integer, ByteBuffer> event = fields(record);
    Map<Integer, ByteBuffer> value = part(part(event, 5), 1);
    return new Event(
        event.get(1).getDouble(),
        event.containsKey(2) ? event.get(2).getLong() : 0,
        text(event, 3),
        text(value, 1),
        text(part(part(value, 9), 1), 1),
        tensor(part(value, 8)));
  }

  private static List<Double> tensor(Map<Integer, ByteBuffer> tensor) {
    List<Double> values = new ArrayList<>();
    if (tensor.containsKey(5)) {
      values.add((double) tensor.get(5).getFloat());
    }
    while (tensor.containsKey(4) && tensor.get(4).hasRemaining()) {
      values.add(tensor.get(4).getDouble());
    }
    return values;
  }

  private static Map<Integer, ByteBuffer> part(Map<Integer, ByteBuffer> message, int field) {
    return message.containsKey(field) ? fields(message.get(field)) : Map.of();
  }

  private static String text(Map<Integer, ByteBuffer> message, int field) {
    return message.containsKey(field)
        ? StandardCharsets.UTF_8.decode(message.get(field)).toString()
        : "";
  }

  /** The last field of each number; whole numbers as 8 bytes. */
  private static Map<Integer, ByteBuffer> fields(ByteBuffer message) {
    Map<Integer, ByteBuffer> fields = new LinkedHashMap<>();
    while (message.hasRemaining()) {
      long tag = varint(message);
      ByteBuffer content =
          switch ((int) (tag & 7)) {
            case 0 -> ByteBuffer.allocate(Long.BYTES).putLong(0, varint(message));
            case 1 -> next(message, Long.BYTES);
            case 2 -> next(message, Math.toIntExact(varint(message)));
            default -> throw new IllegalStateException("no such type of field: " + (tag & 7));
          };
      fields.put((int) (tag >> 3), content);
    }
    return fields;
  }

  private static ByteBuffer next(ByteBuffer message, int length) {
    ByteBuffer next = message.slice(message.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    message.position(message.position() + length);
    return next;
  }

  private static long varint(ByteBuffer message) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = message.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
