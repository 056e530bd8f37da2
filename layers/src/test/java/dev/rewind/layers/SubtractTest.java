package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubtractTest implements MergeContract<Subtract> {

  @Override
  public Subtract plain() {
    return Subtract.of();
  }

  @Override
  public double expected(
      double a, double b, boolean real, boolean otherReal, boolean bothHaveMasks) {
    return a - b;
  }

  @Test
  void otherNumbersThanTwoAreRefused() {
    for (int number : new int[] {1, 3}) {
      List<DataShape> inputs = Collections.nCopies(number, DataShape.vectors(3));
      assertThatThrownBy(() -> plain().outputShapes(inputs))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Subtract: got " + number + " inputs; expected 2.");
    }
    assertThatThrownBy(() -> plain().outputShape(DataShape.vectors(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Subtract: got 1 inputs; expected 2.");
  }
}
