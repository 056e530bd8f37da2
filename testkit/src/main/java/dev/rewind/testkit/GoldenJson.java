package dev.rewind.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules by which golden files write numbers, and JSON as plain Java values. */
final class GoldenJson {
  private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

  private GoldenJson() {}

  static boolean isNumber(JsonNode node) {
    return node.isNumber() || (node.isTextual() && NOT_FINITE.contains(node.textValue()));
  }

  /** Returns a number for which {@link #isNumber} holds. */
  static double number(JsonNode node) {
    return node.isNumber() ? node.doubleValue() : Double.parseDouble(node.textValue());
  }

  /** Returns plain values, see {@link GoldenValue#plain}. */
  static @Nullable Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      node.fieldNames().forEachRemaining(field -> map.put(field, plain(node.path(field))));
      return Collections.unmodifiableMap(map);
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>(node.size());
      for (JsonNode item : node) {
        list.add(plain(item));
      }
      return Collections.unmodifiableList(list);
    }
    if (node.isIntegralNumber()) {
      return node.canConvertToInt() ? (Object) node.intValue() : (Object) node.longValue();
    }
    if (isNumber(node)) {
      return number(node);
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNull() ? null : node.textValue();
  }

  /** Returns a tensor from an object that has its fields. */
  static Tensor tensor(GoldenValue value) {
    Optional<GoldenValue> dtype = value.find("dtype");
    Tensor.Type type = dtype.map(GoldenJson::type).orElse(Tensor.Type.FLOAT64);
    int[] shape = value.get("shape").integers();
    double[] data = value.get("data").numbers();
    try {
      return Tensor.of(type, shape, data);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(value.refusal("a tensor") + " " + e.getMessage(), e);
    }
  }

  private static Tensor.Type type(GoldenValue dtype) {
    return switch (dtype.text()) {
      case "int64" -> Tensor.Type.INT64;
      case "bool" -> Tensor.Type.BOOL;
      default -> throw new IllegalArgumentException(dtype.refusal("\"int64\" or \"bool\""));
    };
  }
}
