package dev.rewind.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {

  private static Snapshot of(String text) {
    return new Snapshot.Builder().put("fit/here", text).build();
  }

  @Test
  void numbersAndRandomStatesComeBack() {
    RandomSource.State state = RandomSource.of(3).state();
    Snapshot snapshot =
        new Snapshot.Builder().put("least", Long.MIN_VALUE).put("random", state).build();
    assertThat(snapshot.number("least")).isEqualTo(Long.MIN_VALUE);
    assertThat(snapshot.random("random")).isEqualTo(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "three", "3.0", "9223372036854775808", "3 5"})
  void textThatIsNoWholeNumberIsRefusedWithItsName(String text) {
    assertThatThrownBy(() -> of(text).number("fit/here"))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("Snapshot: fit/here is \"" + text + "\"; expected a whole number.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "three 5", "3 five", "3 5 7", "3  5", "3 4", "3 -4"})
  void textThatIsNoRandomStateIsRefusedWithItsName(String text) {
    assertThatThrownBy(() -> of(text).random("fit/here"))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Snapshot: fit/here is \""
                + text
                + "\"; expected a random state: two whole numbers, of which the second is odd.");
  }
}
