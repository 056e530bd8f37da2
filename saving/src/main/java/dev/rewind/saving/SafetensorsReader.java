package dev.rewind.saving;

import dev.rewind.core.TensorShape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads one {@link Safetensors} file from front to back. What the header promises is checked first;
 * memory is then taken only as bytes really arrive.
 */
final class SafetensorsReader {
  /** As the reference implementation has it; a header of a hundred thousand tensors has 10 MB. */
  private static final int LONGEST_HEADER = 100_000_000;

  private final String name;
  private final InputStream in;

  SafetensorsReader(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  /** Where the header says that a tensor lies. */
  private record Place(String tensor, DType dtype, TensorShape shape, long begin, long end) {}

  Safetensors read() throws IOException {
    Map<String, Object> header = map(Json.read(name + ": the header", header()), "the header");
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Place> places = new ArrayList<>();
    header.forEach(
        (key, value) -> {
          if (key.equals(Safetensors.METADATA)) {
            metadata.putAll(metadata(value));
          } else {
            places.add(place(key, value));
          }
        });
    requireNoGaps(places);
    return new Safetensors(data(places), metadata);
  }

  private String header() throws IOException {
    byte[] length = in.readNBytes(Long.BYTES);
    require(
        length.length == Long.BYTES,
        "has " + length.length + " bytes; expected 8 for the length of the header");
    long size = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
    require(
        0 <= size && size <= LONGEST_HEADER,
        "the header is said to have "
            + Long.toUnsignedString(size)
            + " bytes; expected at most "
            + LONGEST_HEADER
            + ", if this is a safetensors file");
    byte[] header = in.readNBytes((int) size);
    require(
        header.length == size,
        "ends after " + header.length + " bytes of the header; expected " + size);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(name + ": the header is not UTF-8.", e);
    }
  }

  private Map<String, String> metadata(Object plain) {
    Map<String, String> metadata = new LinkedHashMap<>();
    map(plain, Safetensors.METADATA)
        .forEach(
            (key, value) -> {
              require(
                  value instanceof String,
                  Safetensors.METADATA + " has " + key + " = " + value + "; expected a text");
              metadata.put(key, (String) value);
            });
    return metadata;
  }

  private Place place(String tensor, Object plain) {
    Map<String, Object> entry = map(plain, tensor);
    DType dtype = dtype(tensor, field(tensor, entry, Safetensors.DTYPE));
    List<Long> sizes = numbers(tensor, entry, Safetensors.SHAPE);
    List<Long> offsets = numbers(tensor, entry, Safetensors.OFFSETS);
    require(
        offsets.size() == 2 && offsets.get(0) <= offsets.get(1),
        tensor + ": data_offsets are " + offsets + "; expected [begin, end]");
    long length = offsets.get(1) - offsets.get(0);
    long expected = bytes(tensor, dtype, sizes);
    require(
        length == expected,
        "%s: data_offsets %s hold %d bytes; expected %d for the shape %s of %s"
            .formatted(tensor, offsets, length, expected, sizes, dtype));
    List<Integer> shape = sizes.stream().map(Math::toIntExact).toList();
    return new Place(tensor, dtype, new TensorShape(shape), offsets.get(0), offsets.get(1));
  }

  /** The bytes of a tensor, every size of which is below 2³¹ then. */
  private long bytes(String tensor, DType dtype, List<Long> sizes) {
    long bytes = dtype.bytes();
    for (long size : sizes) {
      bytes = size <= Integer.MAX_VALUE ? bytes * size : Long.MAX_VALUE;
      require(
          bytes <= Integer.MAX_VALUE,
          tensor + ": shape " + sizes + " of " + dtype + " has 2³¹ bytes or more");
    }
    return bytes;
  }

  private DType dtype(String tensor, Object plain) {
    return Arrays.stream(DType.values())
        .filter(dtype -> dtype.name().equals(plain))
        .findFirst()
        .orElseThrow(
            () ->
                refusal(
                    tensor
                        + ": dtype is "
                        + plain
                        + "; expected one of "
                        + Arrays.toString(DType.values())));
  }

  private List<Long> numbers(String tensor, Map<String, Object> entry, String field) {
    Object plain = field(tensor, entry, field);
    List<Long> numbers = new ArrayList<>();
    if (plain instanceof List<?> list) {
      for (Object element : list) {
        if (element instanceof Integer number) {
          numbers.add((long) number);
        } else if (element instanceof Long number) {
          numbers.add(number);
        }
      }
    }
    require(
        plain instanceof List<?> list
            && numbers.size() == list.size()
            && numbers.stream().allMatch(number -> number >= 0),
        tensor + ": " + field + " is " + plain + "; expected a list of whole numbers from 0");
    return numbers;
  }

  private Object field(String tensor, Map<String, Object> entry, String field) {
    Object plain = entry.get(field);
    if (plain == null) {
      throw refusal(tensor + ": " + field + " is missing");
    }
    return plain;
  }

  private void requireNoGaps(List<Place> places) {
    List<Place> inOrder = inOrder(places);
    long begin = 0;
    for (Place place : inOrder) {
      require(
          place.begin() == begin,
          "%s: data begin at %d; expected %d, where the data before it end"
              .formatted(place.tensor(), place.begin(), begin));
      begin = place.end();
    }
  }

  private static List<Place> inOrder(List<Place> places) {
    return places.stream()
        .sorted(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end))
        .toList();
  }

  private Map<String, StoredTensor> data(List<Place> places) throws IOException {
    Map<Place, byte[]> data = new HashMap<>();
    long end = 0;
    for (Place place : inOrder(places)) {
      int length = Math.toIntExact(place.end() - place.begin());
      byte[] bytes = in.readNBytes(length);
      require(
          bytes.length == length,
          "%s: the file ends after %d bytes of its data; expected %d"
              .formatted(place.tensor(), bytes.length, length));
      data.put(place, bytes);
      end = place.end();
    }
    require(in.read() < 0, "the file goes on after " + end + " bytes of data; expected its end");
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Place place : places) {
      tensors.put(
          place.tensor(),
          new StoredTensor(place.dtype(), place.shape(), Objects.requireNonNull(data.get(place))));
    }
    return tensors;
  }

  private Map<String, Object> map(Object plain, String what) {
    if (!(plain instanceof Map<?, ?> found)) {
      throw refusal(what + " is " + plain + "; expected an object");
    }
    Map<String, Object> map = new LinkedHashMap<>();
    found.forEach((key, value) -> map.put(String.valueOf(key), value));
    return map;
  }

  private void require(boolean condition, String what) {
    if (!condition) {
      throw refusal(what);
    }
  }

  private IllegalArgumentException refusal(String what) {
    return new IllegalArgumentException(name + ": " + what + ".");
  }
}
