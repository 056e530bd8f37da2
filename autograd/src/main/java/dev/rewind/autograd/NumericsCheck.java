package dev.rewind.autograd;

import dev.rewind.autograd.NonFiniteException.Direction;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;

/**
 * Looks at every number that comes up on a tape, and stops at the first one that is not finite. It
 * knows where in the model each op was computed, so that the backward pass can say it too.
 */
final class NumericsCheck {
  /**
   * Where it is being computed.
   *
   * @param names of all places that are open, from the outermost
   * @param rows the innermost of them that knows what rows are
   */
  private record Position(List<String> names, Place rows) {
    Position within(Place place) {
      List<String> inner = new ArrayList<>(names);
      inner.add(place.name());
      return new Position(List.copyOf(inner), place.knowsRows() ? place : rows);
    }
  }

  private final Kernels kernels;
  private final List<Position> remembered = new ArrayList<>();
  private final BitSet rowByRow = new BitSet();
  private Position position = new Position(List.of(), Place.of("tape"));

  NumericsCheck(Kernels kernels) {
    this.kernels = kernels;
  }

  /** What is computed meanwhile is at a place within the present one. */
  <T> T within(Place place, Supplier<T> part) {
    Position outer = position;
    position = outer.within(place);
    place.values().forEach(value -> rowByRow.set(value.index()));
    try {
      return part.get();
    } finally {
      position = outer;
    }
  }

  /** Looks at the value of a parameter that is put in. */
  void look(Parameter parameter) {
    find(parameter.value(), false, position)
        .ifPresent(
            bad ->
                stop(
                    bad.at("parameter", Direction.FORWARD),
                    "parameter " + parameter.name() + " is " + bad,
                    "Lower the learning rate, clip gradients, or check the weights that were"
                        + " loaded."));
  }

  /** Looks at another value that is put in. */
  void look(DMatrixRMaj value, boolean needsGradient) {
    String kind = needsGradient ? "variable" : "constant";
    find(value, false, position)
        .ifPresent(
            bad ->
                stop(
                    bad.at(kind, Direction.FORWARD),
                    kind + " " + Shape.of(value) + " is " + bad,
                    "Check the data that goes in."));
  }

  /** Looks at the result of an op; where that is remembered by the tape, so is its place. */
  void look(Op op, List<Variable> inputs, Variable output) {
    boolean ofRows = isRowByRow(op, inputs, output.shape().rows());
    rowByRow.set(output.index(), ofRows);
    find(output.value(), ofRows, position)
        .ifPresent(
            bad ->
                stop(
                    bad.at(op.name(), Direction.FORWARD),
                    op.name() + " gave " + bad + " going forward",
                    "Lower the learning rate, clip gradients, or check the data."));
    if (output.needsGradient()) {
      remembered.add(position);
    }
  }

  /**
   * Whether rows stay what they are, as far as shapes tell: the columns of a square may become its
   * rows, unless elements stay in their places.
   */
  private boolean isRowByRow(Op op, List<Variable> inputs, int rows) {
    boolean inPlace = op instanceof ElementwiseOp || op instanceof BroadcastOp;
    return inputs.stream()
        .filter(x -> rowByRow.get(x.index()) && x.shape().rows() == rows)
        .anyMatch(x -> inPlace || x.shape().columns() != rows);
  }

  /** Looks at the gradients that the op of an entry has added to. */
  void look(int number, List<TapeEntry> entries, GradientStore store, TapeParameters parameters) {
    TapeEntry entry = entries.get(number);
    Position then = remembered.get(number);
    for (int i = 0; i < entry.inputs().size(); i++) {
      Variable input = entry.inputs().get(i);
      if (input.needsGradient() && store.reached(input)) {
        String which = " by its input " + i;
        find(store.of(input), rowByRow.get(input.index()), then)
            .ifPresent(
                bad -> {
                  String op = entry.op().name();
                  String what = " (" + name(input, entries, parameters) + ") is " + bad;
                  stop(
                      bad.at(op, Direction.BACKWARD),
                      "the gradient of " + op + which + what,
                      "Keep the input away from where the derivative is not finite, clip"
                          + " gradients, or lower the learning rate.");
                });
      }
    }
  }

  /** A parameter has a name; a result is named after its op. */
  private static String name(Variable input, List<TapeEntry> entries, TapeParameters parameters) {
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

  private Optional<Bad> find(DMatrixRMaj matrix, boolean ofRows, Position at) {
    int index = kernels.firstNotFinite(matrix);
    int columns = matrix.numCols;
    return index < 0
        ? Optional.empty()
        : Optional.of(
            new Bad(
                matrix.numRows, index / columns, index % columns, matrix.get(index), ofRows, at));
  }

  private static void stop(NonFiniteException.Where where, String what, String fix) {
    String who = where.place().isEmpty() ? "debugNumerics" : String.join(", ", where.place());
    throw new NonFiniteException(who + ": " + what + "; expected finite numbers. " + fix, where);
  }

  /** The first number that is not finite, in a matrix of so many rows. */
  private record Bad(
      int rows, int row, int column, double value, boolean ofRows, Position position) {

    NonFiniteException.Where at(String op, Direction direction) {
      return new NonFiniteException.Where(
          op, position.names(), direction, row, column, value, timestep(), sample());
    }

    /** The step of the row, or else that in which it was computed. */
    private OptionalInt timestep() {
      Place place = position.rows();
      return ofRows ? place.timestep(row, rows) : place.timestep();
    }

    private OptionalInt sample() {
      return ofRows ? position.rows().sample(row, rows) : OptionalInt.empty();
    }

    @Override
    public String toString() {
      String at = value + " at [" + row + ", " + column + "]";
      return ofRows && position.rows().isSequence(rows)
          ? at + " (step " + timestep().getAsInt() + " of sample " + sample().getAsInt() + ")"
          : at;
    }
  }
}
