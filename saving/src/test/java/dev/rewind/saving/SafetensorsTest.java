package dev.rewind.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.TensorShape;
import dev.rewind.testkit.GoldenFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  @TempDir Path directory;

  private static Map<String, StoredTensor> tensors() {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put("gru.kernel", StoredTensor.float64(TensorShape.of(2, 3), 1, 2, 3, 4, 5, 6.5));
    tensors.put("gru.bias", StoredTensor.float32(TensorShape.of(3), 0.5, -1, 2));
    tensors.put("empty", StoredTensor.float64(TensorShape.of(0, 3)));
    tensors.put("number", StoredTensor.float64(TensorShape.of(), 7));
    return tensors;
  }

  @Test
  void fileReadsBackAsItWasWritten() throws IOException {
    Path path = directory.resolve("file.safetensors");
    Safetensors file =
        Safetensors.of(tensors()).withMetadata(Map.of("format", "pt", "note", "café"));

    file.write(path);

    Safetensors read = Safetensors.read(path);
    assertThat(read.tensors()).isEqualTo(tensors());
    assertThat(read.tensors().keySet()).containsExactlyElementsOf(tensors().keySet());
    assertThat(read.metadata()).isEqualTo(Map.of("format", "pt", "note", "café"));
    assertThat(read.tensor("gru.kernel").matrix().get(1, 2)).isEqualTo(6.5);
    assertThat(read)
        .hasToString(
            "Safetensors[gru.kernel F64(2, 3), gru.bias F32(3,), empty F64(0, 3), number F64()]");
  }

  @Test
  void partOfAModelHasItsOwnNames() {
    Safetensors file = Safetensors.of(tensors());

    assertThat(file.tensors("gru."))
        .containsExactly(
            Map.entry("kernel", file.tensor("gru.kernel")),
            Map.entry("bias", file.tensor("gru.bias")));
    assertThat(file.tensors("lstm.")).isEmpty();
  }

  /** The file of torch.nn.GRU's state_dict among the golden files, of PyTorch 2.13.0. */
  @Test
  void fileOfPyTorchIsWrittenByteByByte() throws IOException {
    byte[] original = GoldenFiles.packed().file("torch_gru", "files/layers1_f64.safetensors");
    Safetensors read = Safetensors.read(new ByteArrayInputStream(original), "layers1");
    ByteArrayOutputStream written = new ByteArrayOutputStream();

    read.write(written);

    assertThat(read.metadata()).isEqualTo(Map.of("format", "pt"));
    assertThat(written.toByteArray()).isEqualTo(original);
  }

  @Test
  void unknownNameIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Safetensors.of(tensors()).tensor("kernel"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Safetensors: there is no tensor kernel; expected one of gru.kernel, gru.bias, empty,"
                + " number.");
    assertThatThrownBy(
            () -> Safetensors.of(Map.of("__metadata__", StoredTensor.float64(TensorShape.of(), 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Safetensors: a tensor is called __metadata__; expected another name.");
  }

  @Test
  void fileThatIsNotThereIsNamed() {
    Path absent = directory.resolve("absent");
    String rest =
        "; expected a .safetensors file. Check the path; the working directory is "
            + Path.of("").toAbsolutePath()
            + ".";
    assertThatThrownBy(() -> Safetensors.read(absent))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("Safetensors: " + absent + " does not exist" + rest);
    assertThatThrownBy(() -> Safetensors.read(directory))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("Safetensors: " + directory + " is a directory" + rest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1]                                          | the header is [1]; expected an object
          {"a": 3}                                     | a is 3; expected an object
          {"a": {"shape": [], "data_offsets": [0, 8]}} | a: dtype is missing
          {"a": {"dtype": "F8", "shape": [1], "data_offsets": [0, 8]}} | a: dtype is F8; expected one of [F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL]
          {"a": {"dtype": "F64", "data_offsets": [0, 8]}} | a: shape is missing
          {"a": {"dtype": "F64", "shape": [-1], "data_offsets": [0, 8]}} | a: shape is [-1]; expected a list of whole numbers from 0
          {"a": {"dtype": "F64", "shape": [1.0], "data_offsets": [0, 8]}} | a: shape is [1.0]; expected a list of whole numbers from 0
          {"a": {"dtype": "F64", "shape": 1, "data_offsets": [0, 8]}} | a: shape is 1; expected a list of whole numbers from 0
          {"a": {"dtype": "F64", "shape": [1], "data_offsets": [0]}} | a: data_offsets are [0]; expected [begin, end]
          {"a": {"dtype": "F64", "shape": [1], "data_offsets": [8, 0]}} | a: data_offsets are [8, 0]; expected [begin, end]
          {"a": {"dtype": "F64", "shape": [2], "data_offsets": [0, 8]}} | a: data_offsets [0, 8] hold 8 bytes; expected 16 for the shape [2] of F64
          {"a": {"dtype": "U8", "shape": [3000000000], "data_offsets": [0, 3000000000]}} | a: shape [3000000000] of U8 has 2³¹ bytes or more
          {"a": {"dtype": "U8", "shape": [2000000000, 2000000000, 2000000000, 2000000000], "data_offsets": [0, 0]}} | a: shape [2000000000, 2000000000, 2000000000, 2000000000] of U8 has 2³¹ bytes or more
          {"a": {"dtype": "F64", "shape": [1], "data_offsets": [8, 16]}} | a: data begin at 8; expected 0, where the data before it end
          {"a": {"dtype": "F64", "shape": [1], "data_offsets": [0, 8]}, "b": {"dtype": "F64", "shape": [1], "data_offsets": [4, 12]}} | b: data begin at 4; expected 8, where the data before it end
          {"a": {"dtype": "F64", "shape": [1], "data_offsets": [0, 8]}, "b": {"dtype": "F64", "shape": [1], "data_offsets": [0, 8]}} | b: data begin at 0; expected 8, where the data before it end
          {"a": {"dtype": "F64", "shape": [3], "data_offsets": [0, 24]}} | a: the file ends after 16 bytes of its data; expected 24
          {"a": {"dtype": "U8", "shape": [2000000000], "data_offsets": [0, 2000000000]}} | a: the file ends after 16 bytes of its data; expected 2000000000
          {"a": {"dtype": "F64", "shape": [1], "data_offsets": [0, 8]}} | the file goes on after 8 bytes of data; expected its end
          {"__metadata__": {"format": 1}}              | __metadata__ has format = 1; expected a text
          {"__metadata__": 1}                          | __metadata__ is 1; expected an object
          """)
  void malformedFileIsRefused(String header, String what) {
    refused(file(header.getBytes(StandardCharsets.UTF_8), 16), what + ".");
  }

  @Test
  void malformedHeaderIsRefused() {
    refused(new byte[3], "has 3 bytes; expected 8 for the length of the header.");
    refused(
        length(1L << 40),
        "the header is said to have 1099511627776 bytes; expected at most 100000000, if this is a"
            + " safetensors file.");
    refused(
        length(-1),
        "the header is said to have 18446744073709551615 bytes; expected at most 100000000, if"
            + " this is a safetensors file.");
    refused(length(99_999_999), "ends after 0 bytes of the header; expected 99999999.");
    refused(file(new byte[] {'{', (byte) 0xff, '}'}, 0), "the header is not UTF-8.");
    String twice = "{\"a\": {}, \"a\": {}}";
    refused(
        file(twice.getBytes(StandardCharsets.UTF_8), 0),
        "the header: is not JSON at line 1, column 14: Duplicate field 'a'.");
  }

  private static byte[] length(long length) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
  }

  private static byte[] file(byte[] header, int data) {
    byte[] file = new byte[Long.BYTES + header.length + data];
    System.arraycopy(length(header.length), 0, file, 0, Long.BYTES);
    System.arraycopy(header, 0, file, Long.BYTES, header.length);
    return file;
  }

  private static void refused(byte[] file, String what) {
    assertThatThrownBy(() -> Safetensors.read(new ByteArrayInputStream(file), "bad"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bad: " + what);
  }

  @Test
  void nameOfAFileBeginsItsErrors() throws IOException {
    Path path = Files.write(directory.resolve("short.safetensors"), new byte[2]);

    assertThatThrownBy(() -> Safetensors.read(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("short.safetensors: has 2 bytes");
  }
}
