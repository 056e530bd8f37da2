package dev.rewind.autograd;

import dev.rewind.autograd.NonFiniteException.Direction;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;

/**
 * Looks at every number that comes up on a tape, and stops at the first one that is not finite. It
 * knows where in the model each op was computed, so that the backward pass can say it too.
 */
final class NumericsCheck {
  private final Kernels kernels;
  private final List<List<String>> places = new ArrayList<>();
  private List<String> place = List.of();

  NumericsCheck(Kernels kernels) {
    this.kernels = kernels;
  }

  /** What is computed meanwhile is at a place within the present one. */
  <T> T within(String name, Supplier<T> part) {
    List<String> outer = place;
    List<String> inner = new ArrayList<>(outer);
    inner.add(name);
    place = List.copyOf(inner);
    try {
      return part.get();
    } finally {
      place = outer;
    }
  }

  /** The op just computed is remembered by the tape; so is its place. */
  void remember() {
    places.add(place);
  }

  /** Looks at the value of a parameter that is put in. */
  void look(Parameter parameter) {
    find(parameter.value())
        .ifPresent(
            bad ->
                stop(
                    bad.at("parameter", place, Direction.FORWARD),
                    "parameter " + parameter.name() + " is " + bad,
                    "Lower the learning rate, clip gradients, or check the weights that were"
                        + " loaded."));
  }

  /** Looks at another value that is put in. */
  void look(DMatrixRMaj value, boolean needsGradient) {
    String kind = needsGradient ? "variable" : "constant";
    find(value)
        .ifPresent(
            bad ->
                stop(
                    bad.at(kind, place, Direction.FORWARD),
                    kind + " " + Shape.of(value) + " is " + bad,
                    "Check the data that goes in."));
  }

  /** Looks at the result of an op. */
  void look(Op op, DMatrixRMaj output) {
    find(output)
        .ifPresent(
            bad ->
                stop(
                    bad.at(op.name(), place, Direction.FORWARD),
                    op.name() + " gave " + bad + " going forward",
                    "Lower the learning rate, clip gradients, or check the data."));
  }

  /** Looks at the gradients that the op of an entry has added to. */
  void look(int number, List<Tape.Entry> entries, GradientStore store, TapeParameters parameters) {
    Tape.Entry entry = entries.get(number);
    for (int i = 0; i < entry.inputs().size(); i++) {
      Variable input = entry.inputs().get(i);
      if (input.needsGradient() && store.reached(input)) {
        String which = " by its input " + i;
        find(store.of(input))
            .ifPresent(
                bad -> {
                  String op = entry.op().name();
                  String what = " (" + name(input, entries, parameters) + ") is " + bad;
                  stop(
                      bad.at(op, places.get(number), Direction.BACKWARD),
                      "the gradient of " + op + which + what,
                      "Keep the input away from where the derivative is not finite, clip"
                          + " gradients, or lower the learning rate.");
                });
      }
    }
  }

  /** A parameter has a name; a result is named after its op. */
  private static String name(Variable input, List<Tape.Entry> entries, TapeParameters parameters) {
    return Optional.ofNullable(parameters.byVariable().get(input))
        .map(Parameter::name)
        .or(
            () ->
                entries.stream()
                    .filter(entry -> entry.output() == input)
                    .map(entry -> "output of " + entry.op().name())
                    .findFirst())
        .orElse(input.toString());
  }

  private Optional<Bad> find(DMatrixRMaj matrix) {
    int index = kernels.firstNotFinite(matrix);
    int columns = matrix.numCols;
    return index < 0
        ? Optional.empty()
        : Optional.of(new Bad(index / columns, index % columns, matrix.get(index)));
  }

  private static void stop(NonFiniteException.Where where, String what, String fix) {
    String who = where.place().isEmpty() ? "debugNumerics" : String.join(", ", where.place());
    throw new NonFiniteException(who + ": " + what + "; expected finite numbers. " + fix, where);
  }

  /** The first number that is not finite. */
  private record Bad(int row, int column, double value) {
    NonFiniteException.Where at(String op, List<String> place, Direction direction) {
      return new NonFiniteException.Where(op, place, direction, row, column, value);
    }

    @Override
    public String toString() {
      return value + " at [" + row + ", " + column + "]";
    }
  }
}
