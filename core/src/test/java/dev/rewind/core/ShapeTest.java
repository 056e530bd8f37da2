package dev.rewind.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void shapeOfMatrixHasRowsFirst() {
    assertThat(Shape.of(new DMatrixRMaj(2, 3))).isEqualTo(new Shape(2, 3));
  }

  @Test
  void sizeCountsElements() {
    assertThat(new Shape(3, 7).size()).isEqualTo(21);
    assertThat(new Shape(0, 7).size()).isZero();
    assertThat(new Shape(Integer.MAX_VALUE, 1).size()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void transposedSwapsRowsAndColumns() {
    assertThat(new Shape(2, 3).transposed()).isEqualTo(new Shape(3, 2));
  }

  @Test
  void scalarHasOneElement() {
    assertThat(Shape.SCALAR).isEqualTo(new Shape(1, 1));
  }

  @Test
  void textIsTheFormOfMessages() {
    assertThat(new Shape(32, 8)).hasToString("[32, 8]");
  }

  @Test
  void negativeSizesAreRefused() {
    assertThatThrownBy(() -> new Shape(-1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Shape: sizes must not be negative, got [-1, 3].");
    assertThatThrownBy(() -> new Shape(3, -2))
        .hasMessage("Shape: sizes must not be negative, got [3, -2].");
  }

  @Test
  void moreElementsThanAnArrayHoldsAreRefused() {
    assertThatThrownBy(() -> new Shape(65536, 32768))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Shape: [65536, 32768] has 2³¹ elements or more. Use smaller batches.");
  }
}
