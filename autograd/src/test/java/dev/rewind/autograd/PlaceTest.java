package dev.rewind.autograd;

import static dev.rewind.autograd.TestOps.total;
import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.exp;
import static dev.rewind.autograd.ops.Ops.matmul;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.scale;
import static dev.rewind.autograd.ops.Ops.sliceColumns;
import static dev.rewind.autograd.ops.Ops.sqrt;
import static dev.rewind.autograd.ops.Ops.square;
import static dev.rewind.autograd.ops.Ops.transpose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rewind.autograd.NonFiniteException.Direction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Of which step and sample a number that is not finite is. */
class PlaceTest {
  private static final int BATCH = 2;
  private static final int STEPS = 3;
  private static final int ROWS = STEPS * BATCH;
  private static final double LARGE = 1e200;

  /** Step 2 of sample 1. */
  private static final int ROW = 5;

  /** Ones, but for one element. */
  private static DMatrixRMaj ones(int rows, int columns, int row, int column, double value) {
    DMatrixRMaj x = new DMatrixRMaj(rows, columns);
    x.fill(1);
    x.set(row, column, value);
    return x;
  }

  private static NonFiniteException stopped(
      DMatrixRMaj values, Function<Variable, Place> place, Function<Variable, Variable> part) {
    try (Tape tape = Tape.create().debugNumerics()) {
      Variable x = tape.variable(values);
      return catchThrowableOfType(
          NonFiniteException.class,
          () -> tape.gradients(total(tape.within(place.apply(x), () -> part.apply(x)))));
    }
  }

  private static Place dense(Variable x) {
    return Place.ofSequences("dense", BATCH, List.of(x));
  }

  @Test
  void rowOfASequenceIsAStepOfASample() {
    Parameter kernel = new Parameter("dense/kernel", ones(2, 4, 1, 3, LARGE));
    NonFiniteException stop =
        stopped(
            ones(ROWS, 2, ROW, 1, LARGE),
            PlaceTest::dense,
            x -> matmul(x, x.tape().parameter(kernel)));
    assertThat(stop)
        .hasMessageStartingWith(
            "dense: matmul gave Infinity at [5, 3] (step 2 of sample 1) going forward; expected");
    assertThat(stop.place()).containsExactly("dense");
    assertThat(stop.timestep()).hasValue(2);
    assertThat(stop.sample()).hasValue(1);
  }

  @Test
  void rowOfTheGradientOfASequenceIsOneToo() {
    NonFiniteException stop =
        stopped(ones(ROWS, 2, ROW, 1, 0), PlaceTest::dense, x -> sqrt(square(x)));
    assertThat(stop)
        .hasMessageStartingWith(
            "dense: the gradient of sqrt by its input 0 (output of square) is Infinity at [5, 1]"
                + " (step 2 of sample 1); expected");
    assertThat(stop.direction()).isEqualTo(Direction.BACKWARD);
    assertThat(stop.timestep()).hasValue(2);
    assertThat(stop.sample()).hasValue(1);
  }

  @Test
  void placeWithinHasTheRowsOfTheOneAround() {
    NonFiniteException stop =
        stopped(
            ones(ROWS, 2, ROW, 1, 1000),
            PlaceTest::dense,
            x -> x.tape().within("activation", () -> exp(x)));
    assertThat(stop.place()).containsExactly("dense", "activation");
    assertThat(stop.timestep()).hasValue(2);
  }

  /** The kernel has as many rows as the sequence. */
  @Test
  void rowOfAWeightIsNoStep() {
    Parameter kernel = new Parameter("dense/kernel", ones(ROWS, 2, ROW, 1, LARGE));
    NonFiniteException forward =
        stopped(
            ones(ROWS, ROWS + 1, 0, 0, 1),
            PlaceTest::dense,
            x -> square(x.tape().parameter(kernel)));
    assertThat(forward)
        .hasMessageStartingWith("dense: square gave Infinity at [5, 1] going forward; ");
    assertThat(forward.timestep()).isEmpty();
    assertThat(forward.sample()).isEmpty();
    Parameter wide = new Parameter("dense/kernel", new DMatrixRMaj(ROWS, 2));
    NonFiniteException backward =
        stopped(
            ones(4 * BATCH, ROWS, 1, 1, LARGE),
            PlaceTest::dense,
            x -> scale(matmul(x, sliceColumns(x.tape().parameter(wide), 0, 1)), LARGE));
    assertThat(backward)
        .hasMessageContaining("by its input 1 (output of sliceColumns) is Infinity at [1, 0]; ");
    assertThat(backward.timestep()).isEmpty();
  }

  /** Of one sample with as many features as steps, the rows may have become features. */
  @Test
  void rowOfAnExchangedSquareIsNoStep() {
    DMatrixRMaj square = ones(3, 3, 0, 2, 1000);
    Function<Variable, Place> one = x -> Place.ofSequences("dense", 1, List.of(x));
    NonFiniteException exchanged = stopped(square, one, x -> exp(transpose(x)));
    assertThat(exchanged).hasMessageContaining("exp gave Infinity at [2, 0] going forward; ");
    assertThat(exchanged.timestep()).isEmpty();
    assertThat(stopped(square, one, x -> exp(add(x, x))).timestep()).hasValue(0);
  }

  @Test
  void rowOfVectorsIsNoStep() {
    NonFiniteException stop = stopped(ones(BATCH, 3, 1, 2, 1000), PlaceTest::dense, x -> exp(x));
    assertThat(stop).hasMessageStartingWith("dense: exp gave Infinity at [1, 2] going forward; ");
    assertThat(stop.timestep()).isEmpty();
    assertThat(stop.sample()).isEmpty();
  }

  @Test
  void rowWithinAStepIsASample() {
    Function<Variable, Place> step = x -> Place.step(7, 4, List.of(x));
    NonFiniteException stop = stopped(ones(4, 3, 1, 2, 1000), step, x -> exp(x));
    assertThat(stop).hasMessageStartingWith("step 7: exp gave Infinity at [1, 2] going forward; ");
    assertThat(stop.timestep()).hasValue(7);
    assertThat(stop.sample()).hasValue(1);
    Parameter kernel = new Parameter("kernel", ones(4, 2, 3, 1, LARGE));
    NonFiniteException ofWeight =
        stopped(ones(4, 3, 0, 0, 1), step, x -> square(x.tape().parameter(kernel)));
    assertThat(ofWeight.timestep()).hasValue(7);
    assertThat(ofWeight.sample()).isEmpty();
  }

  @Test
  void outsideOfPlacesThatKnowTheirRowsNothingIsKnown() {
    NonFiniteException stop =
        stopped(ones(ROWS, 2, ROW, 1, LARGE), x -> Place.of("dense"), x -> mul(x, x));
    assertThat(stop).hasMessageStartingWith("dense: mul gave Infinity at [5, 1] going forward; ");
    assertThat(stop.timestep()).isEmpty();
  }

  @Test
  void thereIsAtLeastOneSample() {
    assertThatThrownBy(() -> Place.ofSequences("dense", 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Place: samples must be positive, got 0");
    assertThatThrownBy(() -> Place.step(1, -1, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Place: samples must be positive, got -1");
    assertThat(Place.step(1, 2, List.of())).hasToString("step 1");
  }

  @Test
  void exceptionThatWasSerialisedKnowsAllThatItKnew() throws IOException, ClassNotFoundException {
    NonFiniteException stop = stopped(ones(ROWS, 2, ROW, 1, 1000), PlaceTest::dense, x -> exp(x));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(stop);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      NonFiniteException read = (NonFiniteException) in.readObject();
      assertThat(read).hasMessage(stop.getMessage());
      assertThat(read.op()).isEqualTo("exp");
      assertThat(read.place()).containsExactly("dense");
      assertThat(read.direction()).isEqualTo(Direction.FORWARD);
      assertThat(read.row()).isEqualTo(ROW);
      assertThat(read.column()).isEqualTo(1);
      assertThat(read.value()).isInfinite();
      assertThat(read.timestep()).hasValue(2);
      assertThat(read.sample()).hasValue(1);
    }
  }
}
