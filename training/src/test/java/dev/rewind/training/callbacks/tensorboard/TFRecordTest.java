package dev.rewind.training.callbacks.tensorboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class TFRecordTest {
  private static final byte[] DIGITS = "123456789".getBytes(UTF_8);

  /** The check value of CRC-32C in the catalogue of CRCs, and RFC 3720, B.4. */
  @Test
  void checksumIsThatOfCastagnoli() {
    assertThat(checksum(DIGITS)).isEqualTo(0xe3069283);
    assertThat(checksum(new byte[32])).isEqualTo(0x8a9136aa);
  }

  /** The masked values are those of {@code masked_crc32c} of TensorBoard 2.21.0. */
  @Test
  void checksumIsMaskedAsInTensorFlow() {
    assertThat(TFRecord.maskedChecksum(DIGITS, DIGITS.length)).isEqualTo(0xc78ab0e5);
    assertThat(TFRecord.maskedChecksum(new byte[40], 32)).isEqualTo(0x0fd7fffa);
  }

  @Test
  void recordStandsBetweenItsLengthAndItsChecksum() {
    byte[] framed = TFRecord.framed("123456789123456789123456".getBytes(UTF_8));
    HexFormat hex = HexFormat.of();
    assertThat(hex.formatHex(framed, 0, 12)).isEqualTo("1800000000000000" + "a37f4b22");
    assertThat(new String(framed, 12, 24, UTF_8)).isEqualTo("123456789123456789123456");
    assertThat(framed).hasSize(12 + 24 + 4);
  }

  private static int checksum(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    return (int) crc.getValue();
  }
}
