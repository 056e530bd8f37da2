package dev.rewind.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cases that are known to fail because something is not built yet.
 *
 * @param suite the suite
 * @param field the field that decides, as a path such as {@code args.use_ema}, or {@code group}, or
 *     empty for the whole suite
 * @param value the value of that field, as {@link GoldenValue#plain} gives it, or empty if any
 *     value that asks for something will do: not null, false, 0, or an empty text, list or object
 * @param why what is not built yet
 */
record PendingRule(String suite, String field, Optional<Object> value, String why) {

  boolean covers(GoldenCase golden) {
    if (!golden.suite().equals(suite)) {
      return false;
    }
    if (field.isEmpty()) {
      return true;
    }
    if (field.equals("group")) {
      return value.equals(Optional.of(golden.group()));
    }
    Optional<Object> found = valueOf(golden);
    return value.isPresent() ? found.equals(value) : found.filter(PendingRule::asks).isPresent();
  }

  private Optional<Object> valueOf(GoldenCase golden) {
    Optional<GoldenValue> found = Optional.of(golden.value());
    for (String step : field.split("\\.", -1)) {
      found = found.filter(GoldenValue::isObject).flatMap(parent -> parent.find(step));
    }
    return found.flatMap(leaf -> Optional.ofNullable(leaf.plain()));
  }

  private static boolean asks(Object value) {
    return !value.equals(false)
        && !(value instanceof Number number && number.doubleValue() == 0)
        && !(value instanceof String text && text.isEmpty())
        && !(value instanceof List<?> list && list.isEmpty())
        && !(value instanceof Map<?, ?> map && map.isEmpty());
  }

  /** {@return rule and reason, {@code optimizers where optimizer is Nadam (not built yet)}} */
  @Override
  public String toString() {
    String condition =
        field.isEmpty()
            ? ""
            : " where " + field + " is " + value.map(Object::toString).orElse("given");
    return suite + condition + " (" + why + ")";
  }
}
