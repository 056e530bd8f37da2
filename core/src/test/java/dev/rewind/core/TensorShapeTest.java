package dev.rewind.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TensorShapeTest {
  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void matrixHasTheLastAxisAsColumns() {
    assertThat(TensorShape.of(3, 4).matrix()).isEqualTo(new Shape(3, 4));
    assertThat(TensorShape.of(7).matrix()).isEqualTo(new Shape(1, 7));
    assertThat(TensorShape.of(2, 3, 4).matrix()).isEqualTo(new Shape(6, 4));
    assertThat(TensorShape.of().matrix()).isEqualTo(Shape.SCALAR);
    assertThat(Shape.of(TensorShape.of(2, 3, 4).zeros())).isEqualTo(new Shape(6, 4));
  }

  @Test
  void axesAreCountedFromBothEnds() {
    TensorShape shape = TensorShape.of(2, 3, 4);
    assertThat(shape.rank()).isEqualTo(3);
    assertThat(shape.size(0)).isEqualTo(2);
    assertThat(shape.size(-1)).isEqualTo(4);
    assertThat(shape.size(-3)).isEqualTo(2);
    assertThat(shape.index(-2)).isEqualTo(1);
    assertThat(shape.index(2)).isEqualTo(2);
    assertThat(TensorShape.of().rank()).isZero();
  }

  @Test
  void missingAxisIsRefused() {
    TensorShape shape = TensorShape.of(2, 3, 4);
    assertRefused(() -> shape.size(3), "TensorShape: (2, 3, 4) has no axis 3; it has 3 axes.");
    assertRefused(() -> shape.index(-4), "TensorShape: (2, 3, 4) has no axis -4; it has 3 axes.");
    assertRefused(() -> TensorShape.of().size(0), "TensorShape: () has no axis 0; it has 0 axes.");
  }

  @Test
  void elementsAreTheProductOfTheSizes() {
    assertThat(TensorShape.of(2, 3, 4).elements()).isEqualTo(24);
    assertThat(TensorShape.of(2, 0, 4).elements()).isZero();
    assertThat(TensorShape.of().elements()).isEqualTo(1);
  }

  @Test
  void sizesAreCopiedAndComparedByValue() {
    List<Integer> sizes = new ArrayList<>(List.of(2, 3));
    TensorShape shape = new TensorShape(sizes);
    sizes.set(0, 9);
    assertThat(shape).isEqualTo(TensorShape.of(2, 3)).isNotEqualTo(TensorShape.of(3, 2));
  }

  @Test
  void textIsPythons() {
    assertThat(TensorShape.of(2, 3)).hasToString("(2, 3)");
    assertThat(TensorShape.of(7)).hasToString("(7,)");
    assertThat(TensorShape.of()).hasToString("()");
  }

  @Test
  void impossibleSizesAreRefused() {
    assertRefused(
        () -> TensorShape.of(2, -3), "TensorShape: sizes must not be negative, got [2, -3].");
    assertRefused(
        () -> TensorShape.of(65536, 32768),
        "TensorShape: [65536, 32768] has 2³¹ elements or more.");
  }
}
