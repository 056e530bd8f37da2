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
  void lastAxisBecomesColumnsAndAllOthersRows() {
    assertThat(TensorShape.of(3, 4).matrix()).isEqualTo(new Shape(3, 4));
    assertThat(TensorShape.of(7).matrix()).isEqualTo(new Shape(1, 7));
    assertThat(TensorShape.of(2, 3, 4).matrix()).isEqualTo(new Shape(6, 4));
    assertThat(TensorShape.of().matrix()).isEqualTo(Shape.SCALAR);
  }

  @Test
  void rankTellsAVectorFromARow() {
    assertThat(TensorShape.of(7)).isNotEqualTo(TensorShape.of(1, 7));
    assertThat(TensorShape.of(7).rank()).isEqualTo(1);
    assertThat(TensorShape.of().rank()).isZero();
  }

  @Test
  void negativeAxesCountFromTheEnd() {
    TensorShape shape = TensorShape.of(2, 3, 4);
    assertThat(shape.size(-1)).isEqualTo(4);
    assertThat(shape.size(-3)).isEqualTo(2);
    assertThat(shape.index(-1)).isEqualTo(2);
    assertThat(shape.index(1)).isEqualTo(1);
  }

  @Test
  void elementsAreTheProductOfTheSizes() {
    assertThat(TensorShape.of(2, 3, 4).elements()).isEqualTo(24);
    assertThat(TensorShape.of(2, 0).elements()).isZero();
    assertThat(TensorShape.of().elements()).isEqualTo(1);
  }

  @Test
  void zerosHaveTheShapeOfTheMatrix() {
    assertThat(Shape.of(TensorShape.of(2, 3, 4).zeros())).isEqualTo(new Shape(6, 4));
  }

  @Test
  void textIsThatOfPython() {
    assertThat(TensorShape.of(3, 4)).hasToString("(3, 4)");
    assertThat(TensorShape.of(7)).hasToString("(7,)");
    assertThat(TensorShape.of()).hasToString("()");
  }

  @Test
  void sizesAreCopied() {
    List<Integer> sizes = new ArrayList<>(List.of(1, 2));
    TensorShape shape = new TensorShape(sizes);
    sizes.set(0, 9);
    assertThat(shape).isEqualTo(TensorShape.of(1, 2));
  }

  @Test
  void badSizesAndAxesAreRefused() {
    assertRefused(
        () -> TensorShape.of(3, -1), "TensorShape: sizes must not be negative, got [3, -1].");
    assertRefused(
        () -> TensorShape.of(1 << 16, 1 << 15),
        "TensorShape: [65536, 32768] has 2³¹ elements or more.");
    assertRefused(
        () -> TensorShape.of(3, 4).size(2), "TensorShape: (3, 4) has no axis 2; its rank is 2.");
    assertRefused(
        () -> TensorShape.of(7).index(-2), "TensorShape: (7,) has no axis -2; its rank is 1.");
  }
}
