package dev.rewind.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.TensorShape;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredTensorTest {

  private static StoredTensor tensor(DType dtype, String hexadecimal) {
    byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hexadecimal);
    return new StoredTensor(dtype, TensorShape.of(bytes.length / dtype.bytes()), bytes);
  }

  /** Bytes as they stand in a file, the lowest first. */
  @ParameterizedTest
  @CsvSource({
    "F64, 00 00 00 00 00 00 f8 bf, -1.5",
    "F32, 00 00 c0 3f, 1.5",
    "F32, cd cc cc 3d, 0.10000000149011612",
    "F16, 00 3e 00 bc 00 00, '1.5, -1, 0'",
    "F16, 01 00 ff 03 00 04, '5.960464477539063E-8, 6.097555160522461E-5, 6.103515625E-5'",
    "F16, ff 7b ff fb, '65504, -65504'",
    "F16, 00 7c 00 fc 01 7e, 'Infinity, -Infinity, NaN'",
    "BF16, c0 3f 80 c0 49 40 80 ff, '1.5, -4, 3.140625, -Infinity'",
    "I64, fe ff ff ff ff ff ff ff, -2",
    "I64, 00 00 00 00 00 00 20 00, 9007199254740992",
    "I32, ff ff ff 7f 00 00 00 80, '2147483647, -2147483648'",
    "I16, fe ff 00 01, '-2, 256'",
    "I8, fe 7f, '-2, 127'",
    "U64, 05 00 00 00 00 00 00 00, 5",
    "U32, ff ff ff ff, 4294967295",
    "U16, fe ff, 65534",
    "U8, fe 01, '254, 1'",
    "BOOL, 01 00, '1, 0'"
  })
  void everyTypeIsReadExactly(DType dtype, String bytes, String values) {
    double[] expected =
        Arrays.stream(values.split(", ")).mapToDouble(Double::parseDouble).toArray();

    assertThat(tensor(dtype, bytes).values()).isEqualTo(expected);
    if (dtype.isWhole()) {
      assertThat(tensor(dtype, bytes).longs())
          .isEqualTo(Arrays.stream(expected).mapToLong(value -> (long) value).toArray());
    }
  }

  @Test
  void wholeNumberThatIsNoDoubleIsReadAsALong() {
    StoredTensor tensor = tensor(DType.I64, "01 00 00 00 00 00 20 00 ff ff ff ff ff ff df ff");

    assertThat(tensor.longs()).containsExactly((1L << 53) + 1, -(1L << 53) - 1);
    assertThatThrownBy(tensor::values)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "I64(2,): element 0 is 9007199254740993, beyond 2⁵³; expected a number that is a"
                + " double. Read longs().");
    assertThatThrownBy(tensor::matrix).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numberThatIsNoLongIsRefused() {
    StoredTensor tensor = tensor(DType.U64, "00 00 00 00 00 00 00 80");

    assertThatThrownBy(tensor::longs)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("U64(1,): element 0 is 9223372036854775808; expected less than 2⁶³.");
    assertThatThrownBy(tensor::values).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StoredTensor.float64(TensorShape.of(1), 1).longs())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("F64(1,): has no whole numbers; expected another type. Read values().");
  }

  @Test
  void matrixHasTheLastAxisAsItsColumns() {
    StoredTensor tensor =
        StoredTensor.float64(TensorShape.of(2, 2, 3), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

    assertThat(tensor.matrix().numRows).isEqualTo(4);
    assertThat(tensor.matrix().get(3, 1)).isEqualTo(10);
    assertThat(StoredTensor.float64(TensorShape.of(), 5).matrix().get(0, 0)).isEqualTo(5);
    assertThat(StoredTensor.float64(TensorShape.of(0, 3)).matrix().numCols).isEqualTo(3);
  }

  @Test
  void floatsAreRoundedToTheNearest() {
    assertThat(StoredTensor.float32(TensorShape.of(2), 0.1, 1e300).values())
        .containsExactly(0.1f, Double.POSITIVE_INFINITY);
  }

  @Test
  void tensorsAreEqualInTypeShapeAndBytes() {
    StoredTensor tensor = StoredTensor.float64(TensorShape.of(2), 1, 2);

    assertThat(tensor)
        .isEqualTo(StoredTensor.float64(TensorShape.of(2), 1, 2))
        .hasSameHashCodeAs(StoredTensor.float64(TensorShape.of(2), 1, 2))
        .isNotEqualTo(StoredTensor.float64(TensorShape.of(2), 1, 3))
        .isNotEqualTo(StoredTensor.float64(TensorShape.of(1, 2), 1, 2))
        .isNotEqualTo(StoredTensor.float32(TensorShape.of(2), 1, 2))
        .isNotEqualTo("F64(2,)")
        .hasToString("F64(2,)");
  }

  @Test
  void numbersMustFillTheShape() {
    assertThatThrownBy(() -> StoredTensor.float32(TensorShape.of(2, 3), 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("StoredTensor: got 2 numbers for the shape (2, 3); expected 6.");
  }
}
