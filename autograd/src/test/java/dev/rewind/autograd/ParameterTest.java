package dev.rewind.autograd;

import static dev.rewind.autograd.TestOps.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import org.junit.jupiter.api.Test;

/** A parameter keeps its shape. */
class ParameterTest {
  private final Parameter kernel = new Parameter("kernel", row(1, 2, 3, 4));

  @Test
  void updateThatChangesTheShapeIsRefusedAndTheShapeRestored() {
    ShapeMismatchException e =
        assertThrows(
            ShapeMismatchException.class, () -> kernel.update(value -> value.reshape(2, 2)));
    assertEquals(
        "kernel: update changed the shape [1, 4] to [2, 2]; expected the same shape."
            + " Change the elements only.",
        e.getMessage());
    assertEquals(new Shape(2, 2), e.actual());
    assertEquals(new Shape(1, 4), e.expected());
    assertKept();
  }

  @Test
  void updateThatGrowsTheMatrixIsRefusedAndTheElementsKept() {
    assertThrows(ShapeMismatchException.class, () -> kernel.update(value -> value.reshape(5, 5)));
    assertKept();
  }

  @Test
  void shapeIsRestoredWhenTheUpdateThrows() {
    assertThrows(
        ArithmeticException.class,
        () ->
            kernel.update(
                value -> {
                  value.reshape(4, 1);
                  throw new ArithmeticException("update fails");
                }));
    assertKept();
  }

  private void assertKept() {
    assertEquals(new Shape(1, 4), kernel.shape());
    assertArrayEquals(new double[] {1, 2, 3, 4}, kernel.value().data);
  }
}
