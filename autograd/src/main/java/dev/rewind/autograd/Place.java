package dev.rewind.autograd;

import dev.rewind.core.Checks;
import java.util.List;
import java.util.OptionalInt;

/**
 * Where in a model something is computed, and what the rows there are: with it {@link
 * Tape#debugNumerics} says in which layer a number came up, and of which step of which sample it
 * is.
 *
 * <pre>{@code
 * tape.within(Place.ofSequences("dense", batch, List.of(x)), () -> matmul(x, kernel));
 * // dense: matmul gave Infinity at [5, 0] (step 2 of sample 1) going forward; …
 * }</pre>
 *
 * <p>A step is said only of what is computed from the values of the place, row by row as far as
 * shapes tell. Of anything else, such as the gradient of a kernel that happens to have as many
 * rows, none is said, and none where the rows may have been the columns of a square.
 */
public final class Place {
  private final String name;
  private final OptionalInt timestep;
  private final int samples;
  private final List<Variable> values;

  private Place(String name, OptionalInt timestep, int samples, List<Variable> values) {
    this.name = name;
    this.timestep = timestep;
    this.samples = samples;
    this.values = List.copyOf(values);
  }

  /**
   * A place whose rows are as in the place around it, such as a gate.
   *
   * @param name a name for messages, such as {@code "gate z"}
   * @return a place
   */
  public static Place of(String name) {
    return new Place(name, OptionalInt.empty(), 0, List.of());
  }

  /**
   * A place that works on whole sequences, such as a layer or a loss.
   *
   * @param name a name for messages, such as {@code "dense"}
   * @param samples how many sequences there are, positive
   * @param values what goes in, {@code [timesteps·samples, any]}, time-major: row {@code t·samples
   *     + b} is step t of sample b. Others may be among them, such as one row for each sample.
   * @return a place
   * @throws IllegalArgumentException if samples is not positive
   */
  public static Place ofSequences(String name, int samples, List<Variable> values) {
    Checks.positive("Place", "samples", samples);
    return new Place(name, OptionalInt.empty(), samples, values);
  }

  /**
   * One time step of all samples, called {@code step 5}.
   *
   * @param timestep which step, from 0
   * @param samples how many samples there are, positive
   * @param values what goes in, {@code [samples, any]}: the input of the step, the states
   * @return a place
   * @throws IllegalArgumentException if samples is not positive
   */
  public static Place step(int timestep, int samples, List<Variable> values) {
    Checks.positive("Place", "samples", samples);
    return new Place("step " + timestep, OptionalInt.of(timestep), samples, values);
  }

  String name() {
    return name;
  }

  /** The step that this place is, if it is one. */
  OptionalInt timestep() {
    return timestep;
  }

  /** Whether this place says what its rows are; otherwise the one around it does. */
  boolean knowsRows() {
    return samples > 0;
  }

  List<Variable> values() {
    return values;
  }

  /** Whether a matrix of so many rows, computed from the values, has one for each step. */
  boolean isSequence(int rows) {
    return timestep.isEmpty() && knowsRows() && rows > samples && rows % samples == 0;
  }

  /** The step of a row of a matrix that was computed from the values. */
  OptionalInt timestep(int row, int rows) {
    return isSequence(rows) ? OptionalInt.of(row / samples) : timestep;
  }

  /** The sample of a row of a matrix that was computed from the values. */
  OptionalInt sample(int row, int rows) {
    boolean isStep = timestep.isPresent() && rows == samples;
    return isStep || isSequence(rows) ? OptionalInt.of(row % samples) : OptionalInt.empty();
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
