package dev.rewind.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
  private static final String TEXT =
      """
      {"a": 1, "b": [2.0, -3000000000, 1.0E-5, NaN, -Infinity, []], "c": {}, "d": null, \
      "e": true, "f": "caf\\u00E9 \\" \\n"}""";

  private static Map<String, Object> value() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("a", 1);
    value.put(
        "b", List.of(2.0, -3_000_000_000L, 1e-5, Double.NaN, Double.NEGATIVE_INFINITY, List.of()));
    value.put("c", Map.of());
    value.put("d", Optional.empty());
    value.put("e", true);
    value.put("f", "café \" \n");
    return value;
  }

  @Test
  void valuesAreWrittenAsPythonDoes() {
    assertThat(Json.write(value())).isEqualTo(TEXT);
    assertThat(Json.write(Optional.of(3))).isEqualTo("3");
    assertThat(Json.compact(Map.of("a", List.of(1, 2)))).isEqualTo("{\"a\":[1,2]}");
  }

  @Test
  void valuesAreReadWithTheirTypes() {
    assertThat(Json.read("text", TEXT)).isEqualTo(value());
    assertThat(Json.read("text", "[Infinity, 1e400]"))
        .isEqualTo(List.of(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
  }

  @Test
  void textThatIsNotJsonIsRefusedWithItsPlace() {
    refused(
        "{\"a\": 1,\n \"b\" 2}",
        "is not JSON at line 2, column 6: Unexpected character ('2' (code 50)): was expecting a"
            + " colon to separate field name and value.");
    refused("", "is not JSON at line 1, column 0: the text is empty.");
    refused(
        "[1, 2",
        "is not JSON at line 1, column 6: Unexpected end-of-input: expected close marker for Array.");
    refused("[1, 2] 3", "is not JSON at line 1, column 8: there is a second value.");
    refused("{\"a\": 1, \"a\": 2}", "is not JSON at line 1, column 13: Duplicate field 'a'.");
    refused(
        "[12345678901234567890]",
        "is not JSON at line 1, column 2: 12345678901234567890 is a whole number of more than 64"
            + " bits.");
    refused(
        "[truth]",
        "is not JSON at line 1, column 2: Unrecognized token 'truth': was expecting"
            + " (JSON String, Number (or 'NaN'/'+INF'/'-INF'), Array, Object or token 'null', 'true' or"
            + " 'false').");
  }

  /** So that a hostile text can not fill the stack. */
  @Test
  void textThatIsTooDeepIsRefused() {
    assertThatThrownBy(() -> Json.read("text", "[".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("text: is not JSON at line 1, column ")
        .hasMessageContaining("nesting depth");
  }

  @Test
  void whatIsNotPlainIsNotWritten() {
    assertThatThrownBy(() -> Json.write(List.of(1f)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "json: 1.0 is of class java.lang.Float; expected a plain value: a text, number, truth"
                + " value, list or map, or nothing.");
  }

  private static void refused(String text, String what) {
    assertThatThrownBy(() -> Json.read("text", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("text: " + what);
  }
}
