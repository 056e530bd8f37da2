package dev.rewind.saving;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named tensors in the format {@code .safetensors}, which PyTorch and others exchange weights in.
 *
 * <pre>{@code
 * Safetensors file = Safetensors.read(Path.of("gru.safetensors"));
 * DMatrixRMaj kernel = file.tensor("weight_ih_l0").matrix();
 *
 * Safetensors.of(Map.of("kernel", StoredTensor.float64(shape, values))).write(path);
 * }</pre>
 *
 * <pre>
 *   8 bytes    length n of the header, little-endian
 *   n bytes    the header, JSON: {"name": {"dtype": "F64", "shape": [9, 3], "data_offsets": [0, 216]}, …}
 *   the rest   the numbers, little-endian, tensor after tensor without gaps
 * </pre>
 *
 * <p>A file is read as if somebody meant harm: no more is kept than it really holds, and whatever
 * does not fit is an error that names the tensor. Immutable.
 *
 * <p><b>Source</b>: {@code README.md} of github.com/huggingface/safetensors, "Format"; the bound of
 * the header is that of its {@code tensor.rs}.
 */
public final class Safetensors {
  static final String METADATA = "__metadata__";
  static final String DTYPE = "dtype";
  static final String SHAPE = "shape";
  static final String OFFSETS = "data_offsets";

  private static final int ALIGNMENT = 8;

  private final Map<String, StoredTensor> tensors;
  private final Map<String, String> metadata;

  Safetensors(Map<String, StoredTensor> tensors, Map<String, String> metadata) {
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * A file to be written.
   *
   * @param tensors by their names, in the order in which they are written
   * @return the file, without metadata
   * @throws IllegalArgumentException if one is called {@code __metadata__}
   */
  public static Safetensors of(Map<String, StoredTensor> tensors) {
    if (tensors.containsKey(METADATA)) {
      throw new IllegalArgumentException(
          "Safetensors: a tensor is called " + METADATA + "; expected another name.");
    }
    return new Safetensors(tensors, Map.of());
  }

  /**
   * The same tensors with other metadata.
   *
   * @param newMetadata free texts, for example {@code {"format": "pt"}}, which some libraries ask
   *     for
   * @return a new file
   */
  public Safetensors withMetadata(Map<String, String> newMetadata) {
    return new Safetensors(tensors, newMetadata);
  }

  /**
   * Reads a file.
   *
   * @param path where it is
   * @return its content
   * @throws FileNotFoundException if there is no such file
   * @throws IOException if it can not be read
   * @throws IllegalArgumentException if it is malformed; the message begins with the file's name
   */
  public static Safetensors read(Path path) throws IOException {
    if (Files.notExists(path) || Files.isDirectory(path)) {
      throw new FileNotFoundException(
          "Safetensors: "
              + path
              + (Files.isDirectory(path) ? " is a directory" : " does not exist")
              + "; expected a .safetensors file. Check the path; the working directory is "
              + Path.of("").toAbsolutePath()
              + ".");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      return read(in, String.valueOf(path.getFileName()));
    }
  }

  /**
   * Reads a stream, such as a resource of a jar.
   *
   * @param in read to its end, closed by the caller
   * @param name what errors call it
   * @return its content
   * @throws IOException if it can not be read
   * @throws IllegalArgumentException if it is malformed; the message begins with the name
   */
  public static Safetensors read(InputStream in, String name) throws IOException {
    return new SafetensorsReader(name, in).read();
  }

  /**
   * Writes a file, over one that is there.
   *
   * @param path where it shall be
   * @throws IOException if it can not be written
   */
  public void write(Path path) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
      write(out);
    }
  }

  /**
   * Writes to a stream.
   *
   * @param out not closed
   * @throws IOException if it can not be written
   */
  public void write(OutputStream out) throws IOException {
    byte[] header = Json.compact(header()).getBytes(StandardCharsets.US_ASCII);
    int padding = Math.floorMod(-header.length, ALIGNMENT);
    long length = (long) header.length + padding;
    for (int i = 0; i < Long.BYTES; i++) {
      out.write((int) (length >> (Byte.SIZE * i)));
    }
    out.write(header);
    out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
    for (StoredTensor tensor : tensors.values()) {
      tensor.write(out);
    }
  }

  private Map<String, Object> header() {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      header.put(METADATA, metadata);
    }
    long begin = 0;
    for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
      StoredTensor tensor = entry.getValue();
      long end = begin + tensor.size();
      Map<String, Object> place = new LinkedHashMap<>();
      place.put(DTYPE, tensor.dtype().name());
      place.put(SHAPE, tensor.shape().sizes());
      place.put(OFFSETS, List.of(begin, end));
      header.put(entry.getKey(), place);
      begin = end;
    }
    return header;
  }

  /**
   * One tensor.
   *
   * @param name its name
   * @return the tensor
   * @throws IllegalArgumentException if there is none of that name
   */
  public StoredTensor tensor(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "Safetensors: there is no tensor "
              + name
              + "; expected one of "
              + String.join(", ", tensors.keySet())
              + ".");
    }
    return tensor;
  }

  /**
   * All tensors.
   *
   * @return an immutable map by name, in the order of the header
   */
  public Map<String, StoredTensor> tensors() {
    return tensors;
  }

  /**
   * The tensors of one part of a model, under the names that they have within it.
   *
   * <pre>{@code
   * file.tensors("encoder.")    // encoder.weight_ih_l0 as weight_ih_l0, and so on
   * }</pre>
   *
   * @param prefix what their names begin with
   * @return an immutable map by the rest of the name, in the order of the header
   */
  public Map<String, StoredTensor> tensors(String prefix) {
    Map<String, StoredTensor> part = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), tensor);
          }
        });
    return Collections.unmodifiableMap(part);
  }

  /**
   * Free texts about the file.
   *
   * @return an immutable map; empty if there are none
   */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** The tensors: {@code Safetensors[bias F64(9,), kernel F64(9, 3)]}. */
  @Override
  public String toString() {
    List<String> names = new ArrayList<>();
    tensors.forEach((name, tensor) -> names.add(name + " " + tensor));
    return "Safetensors" + names;
  }
}
