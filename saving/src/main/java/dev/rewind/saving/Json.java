package dev.rewind.saving;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON as Python's {@code json} writes and reads it, from and to plain values (see {@link
 * dev.rewind.core.options.Codec}): also NaN, Infinity and -Infinity, which are not in the standard.
 * A name that stands twice in one object is refused, where Python takes the last.
 */
final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build();

  /** What Jackson says of a place in a text that it does not show. */
  private static final Pattern SOURCE = Pattern.compile(" \\([^()]*\\[Source:.*");

  private final String who;
  private final JsonParser parser;

  private Json(String who, JsonParser parser) {
    this.who = who;
    this.parser = parser;
  }

  /**
   * Reads one value.
   *
   * @param who what errors call the text
   * @param text the whole text
   * @return the plain value
   * @throws IllegalArgumentException if it is not one JSON value; the message has line and column
   */
  static Object read(String who, String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return new Json(who, parser).only();
    } catch (IOException e) {
      throw new UncheckedIOException(who + ": can not be read.", e); // a text does not fail
    }
  }

  private Object only() throws IOException {
    try {
      Object value = value(parser.nextToken());
      if (parser.nextToken() != null) {
        throw refusal("there is a second value");
      }
      return value;
    } catch (JsonProcessingException e) {
      String what = SOURCE.matcher(e.getOriginalMessage()).replaceAll("");
      JsonLocation place = Optional.ofNullable(e.getLocation()).orElse(parser.currentLocation());
      throw new IllegalArgumentException(refusalText(what, place), e);
    }
  }

  private Object value(@Nullable JsonToken token) throws IOException {
    if (token == null) {
      throw refusal("the text is empty");
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> wholeNumber();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> Optional.empty();
      default -> throw refusal("unexpected " + token);
    };
  }

  private Map<String, Object> object() throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      object.put(name, value(parser.nextToken()));
    }
    return object;
  }

  private List<Object> array() throws IOException {
    List<Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser.currentToken()));
    }
    return array;
  }

  private Object wholeNumber() throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> (Object) parser.getIntValue();
      case LONG -> (Object) parser.getLongValue();
      default -> throw refusal(parser.getText() + " is a whole number of more than 64 bits");
    };
  }

  private IllegalArgumentException refusal(String what) {
    return new IllegalArgumentException(refusalText(what, parser.currentTokenLocation()));
  }

  private String refusalText(String what, JsonLocation place) {
    return "%s: is not JSON at line %d, column %d: %s."
        .formatted(who, place.getLineNr(), place.getColumnNr(), what);
  }

  /**
   * Writes a value on one line, with a space after each comma and colon, as Python does.
   *
   * @param plain a plain value
   * @return the text
   */
  static String write(Object plain) {
    return write(plain, new PythonSpaces());
  }

  /**
   * Writes a value on one line without spaces.
   *
   * @param plain a plain value
   * @return the text
   */
  static String compact(Object plain) {
    return write(plain, new MinimalPrettyPrinter());
  }

  private static String write(Object plain, PrettyPrinter printer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      generator.setPrettyPrinter(printer);
      write(plain, generator);
    } catch (IOException e) {
      throw new UncheckedIOException("json: can not be written.", e); // a text does not fail
    }
    return text.toString();
  }

  private static void write(Object plain, JsonGenerator generator) throws IOException {
    if (plain instanceof Map<?, ?> map) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        generator.writeFieldName(String.valueOf(entry.getKey()));
        write(entry.getValue(), generator);
      }
      generator.writeEndObject();
    } else if (plain instanceof List<?> list) {
      generator.writeStartArray();
      for (Object element : list) {
        write(element, generator);
      }
      generator.writeEndArray();
    } else if (plain instanceof Optional<?> optional && optional.isPresent()) {
      write(optional.get(), generator);
    } else {
      writeSimple(plain, generator);
    }
  }

  private static void writeSimple(Object plain, JsonGenerator generator) throws IOException {
    if (plain instanceof String text) {
      generator.writeString(text);
    } else if (plain instanceof Integer number) {
      generator.writeNumber(number);
    } else if (plain instanceof Long number) {
      generator.writeNumber(number);
    } else if (plain instanceof Double number) {
      generator.writeNumber(number);
    } else if (plain instanceof Boolean flag) {
      generator.writeBoolean(flag);
    } else if (plain instanceof Optional<?>) {
      generator.writeNull();
    } else {
      throw new IllegalArgumentException(
          "json: "
              + plain
              + " is of "
              + plain.getClass()
              + "; expected a plain value: a text, number, truth value, list or map, or nothing.");
    }
  }

  /** {@code {"a": 1, "b": [2, 3]}}. */
  private static final class PythonSpaces extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator generator) throws IOException {
      generator.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator generator) throws IOException {
      generator.writeRaw(", ");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator generator) throws IOException {
      generator.writeRaw(", ");
    }
  }
}
