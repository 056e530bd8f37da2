package dev.rewind.training.checkpoint;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;

/**
 * What something remembers, as named matrices and texts. Immutable: matrices are copied when they
 * come in and when they go out. Names with slashes make parts, as folders do.
 *
 * <pre>{@code
 * Snapshot before = model.save();
 * DMatrixRMaj kernel = before.matrix("weights/gru/kernel");
 * model.restore(before);
 * }</pre>
 */
public final class Snapshot {
  private static final String WHO = "Snapshot";
  private static final Snapshot EMPTY = new Builder().build();

  private final Map<String, DMatrixRMaj> matrices;
  private final Map<String, String> texts;

  private Snapshot(Map<String, DMatrixRMaj> matrices, Map<String, String> texts) {
    this.matrices = Collections.unmodifiableMap(matrices);
    this.texts = Collections.unmodifiableMap(texts);
  }

  /**
   * Nothing.
   *
   * @return a snapshot without names
   */
  public static Snapshot empty() {
    return EMPTY;
  }

  /**
   * All names, those of the matrices before those of the texts.
   *
   * @return an immutable set in the order in which they were put in
   */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(matrices.keySet());
    names.addAll(texts.keySet());
    return Collections.unmodifiableSet(names);
  }

  /**
   * The names of the matrices.
   *
   * @return an immutable set in the order in which they were put in
   */
  public Set<String> matrixNames() {
    return matrices.keySet();
  }

  /**
   * The names of the texts.
   *
   * @return an immutable set in the order in which they were put in
   */
  public Set<String> textNames() {
    return texts.keySet();
  }

  /**
   * Whether something has that name, or stands in the part of that name.
   *
   * @param name for example {@code "optimizer"} or {@code "weights/gru/kernel"}
   * @return true if it is there
   */
  public boolean has(String name) {
    return matrices.containsKey(name)
        || texts.containsKey(name)
        || names().stream().anyMatch(other -> other.startsWith(name + "/"));
  }

  /**
   * A matrix.
   *
   * @param name its name
   * @return a copy
   * @throws IllegalArgumentException if there is none of that name
   */
  public DMatrixRMaj matrix(String name) {
    return require("matrix", matrices, name).copy();
  }

  /**
   * Numbers.
   *
   * @param name their name
   * @return a copy of the elements of the matrix of that name
   * @throws IllegalArgumentException if there is none of that name
   */
  public double[] numbers(String name) {
    return matrix(name).data;
  }

  /**
   * A text.
   *
   * @param name its name
   * @return the text
   * @throws IllegalArgumentException if there is none of that name
   */
  public String text(String name) {
    return require("text", texts, name);
  }

  /**
   * A whole number.
   *
   * @param name its name
   * @return the number that the text of that name is
   * @throws IllegalArgumentException if there is none of that name, or it is not a whole number
   */
  public long number(String name) {
    return parsed(name, "a whole number", text(name));
  }

  /**
   * Where a random source stood.
   *
   * @param name its name
   * @return its state
   * @throws IllegalArgumentException if there is none of that name, or it is something else
   */
  public RandomSource.State random(String name) {
    String expected = "a random state: two whole numbers, of which the second is odd";
    String[] parts = text(name).split(" ", -1);
    Checks.require(parts.length == 2, WHO, unexpected(name, expected));
    long value = parsed(name, expected, parts[0]);
    long gamma = parsed(name, expected, parts[1]);
    Checks.require(gamma % 2 != 0, WHO, unexpected(name, expected));
    return new RandomSource.State(value, gamma);
  }

  private long parsed(String name, String expected, String number) {
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException problem) {
      throw new IllegalArgumentException(WHO + ": " + unexpected(name, expected), problem);
    }
  }

  private String unexpected(String name, String expected) {
    return name + " is \"" + text(name) + "\"; expected " + expected + ".";
  }

  /**
   * A part, as a snapshot of its own.
   *
   * @param name the name of the part, for example {@code "optimizer"}
   * @return what stands in it, its name left out of the names; empty if there is no such part
   */
  public Snapshot part(String name) {
    Builder part = new Builder();
    String prefix = name + "/";
    matrices.forEach(
        (key, matrix) -> {
          if (key.startsWith(prefix)) {
            part.put(key.substring(prefix.length()), matrix);
          }
        });
    texts.forEach(
        (key, text) -> {
          if (key.startsWith(prefix)) {
            part.put(key.substring(prefix.length()), text);
          }
        });
    return part.build();
  }

  private static <T> T require(String kind, Map<String, T> all, String name) {
    T value = all.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          WHO + ": there is no " + kind + " " + name + "; expected one of " + all.keySet() + ".");
    }
    return value;
  }

  /** Equal names, texts, shapes and numbers, bit by bit. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Snapshot that
        && texts.equals(that.texts)
        && matrices.keySet().equals(that.matrices.keySet())
        && matrices.keySet().stream().allMatch(name -> sameBits(matrix(name), that.matrix(name)));
  }

  private static boolean sameBits(DMatrixRMaj a, DMatrixRMaj b) {
    return Shape.of(a).equals(Shape.of(b)) && Arrays.equals(bits(a), bits(b));
  }

  /** Unlike the elements themselves, these tell one NaN from another. */
  private static long[] bits(DMatrixRMaj matrix) {
    return Arrays.stream(matrix.data).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  @Override
  public int hashCode() {
    int hash = texts.hashCode();
    for (Map.Entry<String, DMatrixRMaj> entry : matrices.entrySet()) {
      hash += entry.getKey().hashCode() ^ Arrays.hashCode(entry.getValue().data);
    }
    return hash;
  }

  /** How much it holds. */
  @Override
  public String toString() {
    return WHO + "[" + matrices.size() + " matrices, " + texts.size() + " texts]";
  }

  /** Gathers what a snapshot is made of. */
  public static final class Builder {
    private final Map<String, DMatrixRMaj> matrices = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();

    /**
     * Puts in a matrix.
     *
     * @param name its name, new
     * @param matrix copied
     * @return this builder
     * @throws IllegalArgumentException if the name is empty or taken
     */
    public Builder put(String name, DMatrixRMaj matrix) {
      requireNew(name);
      matrices.put(name, matrix.copy());
      return this;
    }

    /**
     * Puts in numbers.
     *
     * @param name their name, new
     * @param numbers copied
     * @return this builder
     * @throws IllegalArgumentException if the name is empty or taken
     */
    public Builder put(String name, double... numbers) {
      return put(name, DMatrixRMaj.wrap(1, numbers.length, numbers));
    }

    /**
     * Puts in a text.
     *
     * @param name its name, new
     * @param text any text
     * @return this builder
     * @throws IllegalArgumentException if the name is empty or taken
     */
    public Builder put(String name, String text) {
      requireNew(name);
      texts.put(name, text);
      return this;
    }

    /**
     * Puts in a whole number.
     *
     * @param name its name, new
     * @param number any number
     * @return this builder
     * @throws IllegalArgumentException if the name is empty or taken
     */
    public Builder put(String name, long number) {
      return put(name, Long.toString(number));
    }

    /**
     * Puts in where a random source stands.
     *
     * @param name its name, new
     * @param state what {@link RandomSource#state} returned
     * @return this builder
     * @throws IllegalArgumentException if the name is empty or taken
     */
    public Builder put(String name, RandomSource.State state) {
      return put(name, state.value() + " " + state.gamma());
    }

    /**
     * Puts in a part.
     *
     * @param name the name of the part
     * @param part what stands in it
     * @return this builder
     * @throws IllegalArgumentException if a name is taken
     */
    public Builder put(String name, Snapshot part) {
      part.matrices.forEach((key, matrix) -> put(name + "/" + key, matrix));
      part.texts.forEach((key, text) -> put(name + "/" + key, text));
      return this;
    }

    /**
     * Puts in all of another snapshot, under the same names.
     *
     * @param other what is put in
     * @return this builder
     * @throws IllegalArgumentException if a name is taken
     */
    public Builder putAll(Snapshot other) {
      other.matrices.forEach(this::put);
      other.texts.forEach(this::put);
      return this;
    }

    /**
     * Makes the snapshot.
     *
     * @return what was put in
     */
    public Snapshot build() {
      return new Snapshot(new LinkedHashMap<>(matrices), new LinkedHashMap<>(texts));
    }

    private void requireNew(String name) {
      Checks.require(
          !name.isEmpty() && !matrices.containsKey(name) && !texts.containsKey(name),
          WHO,
          "the name \"" + name + "\" is empty or taken. Give each value a name of its own.");
    }
  }
}
