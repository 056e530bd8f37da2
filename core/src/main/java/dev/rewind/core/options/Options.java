package dev.rewind.core.options;

import dev.rewind.core.Checks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Values for a list of declared options. Immutable: {@link #with} returns a changed copy.
 *
 * <pre>{@code
 * static final Option<Double> RATE = Option.of("rate", Codecs.DOUBLE, 0.0).in(r -> r >= 0 && r < 1, "in [0, 1)");
 * Options options = Options.of("Dropout", List.of(RATE)).with(RATE, 0.2);
 * options.get(RATE);    // 0.2
 * options.toPlain();    // {rate=0.2}
 * }</pre>
 */
public final class Options {
  private final String owner;
  private final List<Option<?>> declared;
  private final Map<Option<?>, Object> ownDefaults;
  private final Set<Option<?>> quiet;
  private final Map<Option<?>, Object> values;

  private Options(
      String owner,
      List<Option<?>> declared,
      Map<Option<?>, Object> ownDefaults,
      Set<Option<?>> quiet,
      Map<Option<?>, Object> values) {
    this.owner = owner;
    this.declared = declared;
    this.ownDefaults = ownDefaults;
    this.quiet = quiet;
    this.values = values;
  }

  /**
   * All options at their defaults.
   *
   * @param owner whose options these are, for messages, for example {@code "GRU"}
   * @param declared the declarations, in the order in which they are written
   * @return options in which the required ones still have no value
   */
  public static Options of(String owner, List<Option<?>> declared) {
    return new Options(owner, List.copyOf(declared), Map.of(), Set.of(), Map.of());
  }

  /**
   * All options at their defaults.
   *
   * @param owner whose options these are, for messages, for example {@code "GRU"}
   * @param declared the declarations, in the order in which they are written
   * @return options in which the required ones still have no value
   */
  public static Options of(String owner, Option<?>... declared) {
    return of(owner, List.of(declared));
  }

  /**
   * These options and some more.
   *
   * @param more further declarations, written after these
   * @return options with the same values, the further ones at their defaults
   */
  public Options and(List<Option<?>> more) {
    List<Option<?>> all = new ArrayList<>(declared);
    all.addAll(more);
    return new Options(owner, List.copyOf(all), ownDefaults, quiet, values);
  }

  /**
   * These options with the owner's own default for one that several owners share, such as the name.
   *
   * @param option which option, required or not
   * @param value what it is for this owner when nothing is said
   * @param <T> the type of the value
   * @return options with the same values, in which this one has the default
   * @throws IllegalArgumentException if the value is outside the option's range, or the option is
   *     not one of these
   */
  public <T> Options withDefault(Option<T> option, T value) {
    requireDeclared(option);
    return new Options(
        owner, declared, plus(ownDefaults, option, checked(option, value)), quiet, values);
  }

  /**
   * These options, some of which the owner writes only when they differ from their default, as
   * Keras does where a key was added to a class that others share.
   *
   * @param options which ones
   * @return options with the same values
   * @throws IllegalArgumentException if one is not one of these
   */
  public Options quiet(Option<?>... options) {
    Set<Option<?>> more = new HashSet<>(quiet);
    for (Option<?> option : options) {
      requireDeclared(option);
      more.add(option);
    }
    return new Options(owner, declared, ownDefaults, Set.copyOf(more), values);
  }

  /**
   * Requires options of the same owner with the same declarations, as the constructor of a
   * described thing does with those that it is handed.
   *
   * @param other options from elsewhere
   * @return the other options
   * @throws IllegalArgumentException if they were made for something else
   */
  public Options requireSameDeclarations(Options other) {
    if (!hasSameDeclarations(other)) {
      throw new IllegalArgumentException(
          owner + ": got the options of " + other.owner + "; expected options of " + owner + ".");
    }
    return other;
  }

  private boolean hasSameDeclarations(Options other) {
    return owner.equals(other.owner)
        && declared.equals(other.declared)
        && ownDefaults.equals(other.ownDefaults)
        && quiet.equals(other.quiet);
  }

  /**
   * Whose options these are.
   *
   * @return the name given at creation
   */
  public String owner() {
    return owner;
  }

  /**
   * Which options these are.
   *
   * @return the declarations, in the order in which they are written
   */
  public List<Option<?>> declared() {
    return declared;
  }

  /**
   * A copy with one value changed.
   *
   * @param option which option
   * @param value its new value
   * @param <T> the type of the value
   * @return a changed copy
   * @throws IllegalArgumentException if the value is outside the option's range, or the option is
   *     not one of these
   */
  public <T> Options with(Option<T> option, T value) {
    return put(option, checked(option, value));
  }

  private <T> T checked(Option<T> option, T value) {
    return option.checked(owner, Objects.requireNonNull(value, option.name()));
  }

  /**
   * The value of an option.
   *
   * @param option which option
   * @param <T> the type of the value
   * @return the value that was set, else the default
   * @throws IllegalArgumentException if the option is not one of these
   * @throws IllegalStateException if a required option was never set
   */
  public <T> T get(Option<T> option) {
    requireDeclared(option);
    Optional<T> value = value(option);
    if (value.isEmpty()) {
      throw new IllegalStateException(owner + ": " + option.name() + " was not given.");
    }
    return value.get();
  }

  /**
   * Whether nothing was said.
   *
   * @return true if every option has its default
   */
  public boolean hasOnlyDefaults() {
    return declared.stream().allMatch(this::isDefault);
  }

  /**
   * The same options as if nothing had been said yet.
   *
   * @return options of the same declarations, in which the required ones have no value
   */
  public Options unset() {
    return new Options(owner, declared, ownDefaults, quiet, Map.of());
  }

  private boolean isDefault(Option<?> option) {
    return value(option).equals(defaultValue(option));
  }

  /**
   * Whether these options include one.
   *
   * @param option any option
   * @return true if it is declared here
   */
  public boolean has(Option<?> option) {
    return declared.contains(option);
  }

  /**
   * The same values for those options that another owner declares too.
   *
   * @param target options of another owner, for example of a layer's cell
   * @return the target with every value that both declare taken from here
   */
  public Options copyTo(Options target) {
    Options result = target;
    for (Option<?> option : declared) {
      Object value = values.get(option);
      if (value != null && target.has(option)) {
        result = result.put(option, value);
      }
    }
    return result;
  }

  /**
   * All values in plain form, in the order of declaration: Keras' {@code get_config}.
   *
   * @return a new map from Keras key to plain value (see {@link Codec})
   */
  public Map<String, Object> toPlain() {
    Map<String, Object> plain = new LinkedHashMap<>();
    declared.forEach(option -> write(option, plain));
    return plain;
  }

  /**
   * Reads values in plain form: Keras' {@code from_config}.
   *
   * @param plain from Keras key to plain value (see {@link Codec}); keys may be missing
   * @return these options with the values changed that the map names
   * @throws IllegalArgumentException for an unknown key, a value of the wrong kind or out of range,
   *     or if an option that must be given has no value then
   */
  public Options read(Map<String, ?> plain) {
    return read(plain, this);
  }

  /**
   * Reads values in plain form as if nothing had been said yet. Of the present values only the
   * types count: a user's own, such as a regularizer that no registry has, is read where it stands
   * now.
   *
   * @param plain from Keras key to plain value (see {@link Codec}); keys that are missing stand for
   *     the defaults
   * @return options of the same declarations
   * @throws IllegalArgumentException as {@link #read}
   */
  public Options readAnew(Map<String, ?> plain) {
    return read(plain, unset());
  }

  private Options read(Map<String, ?> plain, Options start) {
    Options result = start;
    for (Map.Entry<String, ?> entry : plain.entrySet()) {
      Option<?> option =
          declared.stream()
              .filter(o -> o.key().equals(entry.getKey()))
              .findFirst()
              .orElseThrow(() -> unknown(entry.getKey()));
      result = result.put(option, read(option, entry.getValue()));
    }
    result.requireComplete();
    return result;
  }

  private <T> T read(Option<T> option, Object plain) {
    return option.read(owner, plain, value(option));
  }

  private void requireComplete() {
    for (Option<?> option : declared) {
      Checks.require(
          value(option).isPresent(), owner, option.key() + " is missing; it has no default.");
    }
  }

  private IllegalArgumentException unknown(String key) {
    return new IllegalArgumentException(
        owner
            + ": unknown option "
            + key
            + "; known are "
            + declared.stream().map(Option::key).collect(Collectors.joining(", "))
            + ".");
  }

  private Options put(Option<?> option, Object value) {
    requireDeclared(option);
    return new Options(owner, declared, ownDefaults, quiet, plus(values, option, value));
  }

  private static Map<Option<?>, Object> plus(
      Map<Option<?>, Object> values, Option<?> option, Object value) {
    Map<Option<?>, Object> changed = new LinkedHashMap<>(values);
    changed.put(option, value);
    return Map.copyOf(changed);
  }

  private void requireDeclared(Option<?> option) {
    if (!has(option)) {
      throw unknown(option.key());
    }
  }

  private <T> void write(Option<T> option, Map<String, Object> plain) {
    T value = get(option);
    boolean always = option.isWrittenAlways() && !quiet.contains(option);
    if (always || !isDefault(option)) {
      plain.put(option.key(), option.write(value));
    }
  }

  @SuppressWarnings("unchecked") // put in by with() or read() under the same option
  private <T> Optional<T> value(Option<T> option) {
    T value = (T) values.get(option);
    return value != null ? Optional.of(value) : defaultValue(option);
  }

  @SuppressWarnings("unchecked") // put in by withDefault() under the same option
  private <T> Optional<T> defaultValue(Option<T> option) {
    T value = (T) ownDefaults.get(option);
    return value != null ? Optional.of(value) : option.defaultValue();
  }

  /** Equal owners, declarations and values; a default that was set equals one that was not. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Options that
        && hasSameDeclarations(that)
        && declared.stream().allMatch(option -> value(option).equals(that.value(option)));
  }

  @Override
  public int hashCode() {
    return Objects.hash(owner, declared.stream().map(this::value).toList());
  }

  /**
   * The owner and every value that differs from its default, as a Keras call: {@code
   * GRU(units=64)}.
   */
  @Override
  public String toString() {
    return declared.stream()
        .filter(option -> !isDefault(option))
        .map(option -> option.key() + "=" + Option.text(Objects.requireNonNull(values.get(option))))
        .collect(Collectors.joining(", ", owner + "(", ")"));
  }
}
