package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DataShapeTest {
  private static final DataShape VECTORS = DataShape.vectors(12);
  private static final DataShape ANY_LENGTH = DataShape.sequence(12);
  private static final DataShape LENGTH_5 = DataShape.sequence(5, 12);

  @Test
  void shapeIsPrintedAsByKeras() {
    assertThat(VECTORS).hasToString("(None, 12)");
    assertThat(ANY_LENGTH).hasToString("(None, None, 12)");
    assertThat(LENGTH_5).hasToString("(None, 5, 12)");
  }

  @Test
  void partsAreThoseThatWereGiven() {
    assertThat(VECTORS.hasTime()).isFalse();
    assertThat(ANY_LENGTH.hasTime()).isTrue();
    assertThat(VECTORS.timesteps()).isEmpty();
    assertThat(ANY_LENGTH.timesteps()).isEmpty();
    assertThat(LENGTH_5.timesteps()).hasValue(5);
    assertThat(LENGTH_5.features()).isEqualTo(12);
  }

  @Test
  void otherFeaturesKeepTheTimeAxis() {
    assertThat(VECTORS.withFeatures(3)).isEqualTo(DataShape.vectors(3));
    assertThat(ANY_LENGTH.withFeatures(3)).isEqualTo(DataShape.sequence(3));
    assertThat(LENGTH_5.withFeatures(3)).isEqualTo(DataShape.sequence(5, 3));
  }

  @Test
  void onlyTheSameShapesAreEqual() {
    List<DataShape> different =
        List.of(
            VECTORS, ANY_LENGTH, LENGTH_5, DataShape.sequence(6, 12), DataShape.sequence(5, 13));
    for (DataShape one : different) {
      assertThat(different.stream().filter(one::equals)).containsExactly(one);
    }
    assertThat(DataShape.sequence(5, 12)).isEqualTo(LENGTH_5).hasSameHashCodeAs(LENGTH_5);
    assertThat((Object) VECTORS).isNotEqualTo("(None, 12)");
  }

  @Test
  void unknownLengthAcceptsEveryLength() {
    assertThat(ANY_LENGTH.accepts(LENGTH_5)).isTrue();
    assertThat(ANY_LENGTH.accepts(ANY_LENGTH)).isTrue();
    assertThat(LENGTH_5.accepts(LENGTH_5)).isTrue();
    assertThat(VECTORS.accepts(VECTORS)).isTrue();
  }

  @Test
  void whatDiffersIsNotAccepted() {
    assertThat(LENGTH_5.accepts(ANY_LENGTH)).isFalse();
    assertThat(LENGTH_5.accepts(DataShape.sequence(6, 12))).isFalse();
    assertThat(ANY_LENGTH.accepts(DataShape.sequence(5, 13))).isFalse();
    assertThat(ANY_LENGTH.accepts(VECTORS)).isFalse();
    assertThat(VECTORS.accepts(ANY_LENGTH)).isFalse();
  }

  @Test
  void sizesBelowOneAreRefused() {
    assertThatThrownBy(() -> DataShape.vectors(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("DataShape: features must be positive, got 0.");
    assertThatThrownBy(() -> DataShape.sequence(-2))
        .hasMessage("DataShape: features must be positive, got -2.");
    assertThatThrownBy(() -> DataShape.sequence(0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("DataShape: timesteps must be positive, got 0.");
    assertThatThrownBy(() -> LENGTH_5.withFeatures(0))
        .hasMessage("DataShape: features must be positive, got 0.");
  }
}
