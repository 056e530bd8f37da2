package dev.rewind.layers.check;

import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.LayerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the description owes. */
final class DescriptionClauses {
  static final List<Clause> ALL =
      List.of(
          Clause.of("configuration", DescriptionClauses::isReadBack),
          Clause.of("plain form", DescriptionClauses::namesTheClass));

  private DescriptionClauses() {}

  private static void isReadBack(Subject subject) {
    for (LayerConfig variant : variants(subject.config())) {
      Map<String, Object> written = variant.getConfig();
      written.forEach(DescriptionClauses::requirePlain);
      LayerConfig read = subject.reader().fromConfig(written);
      if (!read.equals(variant)) {
        lostOption(variant.options(), read.options());
        throw new Breach("read back as " + read + "; expected " + variant + ".");
      }
    }
  }

  /** The description, with each flag turned over, and with a name. */
  private static List<LayerConfig> variants(LayerConfig config) {
    List<LayerConfig> variants = new ArrayList<>(List.of(config));
    Options options = config.options();
    for (Option<?> option : options.declared()) {
      flipped(options, option)
          .flatMap(changed -> changed(config, changed))
          .ifPresent(variants::add);
    }
    return variants;
  }

  @SuppressWarnings("unchecked") // an option whose value is a Boolean is one of Booleans
  private static Optional<Options> flipped(Options options, Option<?> option) {
    if (option.equals(LayerOptions.NAME)) {
      return Optional.of(options.with(LayerOptions.NAME, Optional.of("other")));
    }
    return options.get(option) instanceof Boolean flag
        ? Optional.of(options.with((Option<Boolean>) option, !flag))
        : Optional.empty();
  }

  private static Optional<LayerConfig> changed(LayerConfig config, Options options) {
    try {
      return Optional.of(config.with(options));
    } catch (IllegalArgumentException refused) { // options that exclude each other
      return Optional.empty();
    }
  }

  private static void lostOption(Options expected, Options actual) {
    for (Option<?> option : expected.declared()) {
      Object before = expected.get(option);
      Object after = actual.has(option) ? actual.get(option) : "not declared";
      Breach.unless(
          Objects.equals(before, after),
          "option "
              + option.key()
              + " is "
              + after
              + " after reading back; expected "
              + before
              + ".");
    }
  }

  private static void requirePlain(String key, Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((inner, v) -> requirePlain(key + "." + inner, v));
    } else if (value instanceof List<?> list) {
      list.forEach(v -> requirePlain(key + "[]", v));
    } else {
      Breach.unless(
          value instanceof Boolean
              || value instanceof Number
              || value instanceof String
              || value.equals(Optional.empty()),
          key
              + " is written as "
              + value.getClass().getSimpleName()
              + " "
              + value
              + "; expected a plain value.");
    }
  }

  private static void namesTheClass(Subject subject) {
    LayerConfig config = subject.config();
    Map<String, Object> plain = config.toPlain();
    requireEntry(plain, "class_name", config.className());
    requireEntry(plain, "config", config.getConfig());
  }

  private static void requireEntry(Map<String, Object> plain, String key, Object expected) {
    Breach.unless(
        expected.equals(plain.get(key)),
        key + " is " + plain.get(key) + "; expected " + expected + ".");
  }
}
