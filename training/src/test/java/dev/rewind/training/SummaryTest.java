package dev.rewind.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Masking;
import dev.rewind.layers.rnn.GRU;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void summaryIsKerasTable() {
    Model model =
        Sequential.of(
                DataShape.sequence(12), Masking.of(), GRU.of(64), Dense.of(9).trainable(false))
            .build(RandomSource.of(1));
    assertThat(model.summary())
        .isEqualTo(
            """
            Model: "sequential"
            ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
            ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
            ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
            │ masking (Masking)               │ (None, None, 12)       │             0 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ gru (GRU)                       │ (None, 64)             │        14,976 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ dense (Dense)                   │ (None, 9)              │           585 │
            └─────────────────────────────────┴────────────────────────┴───────────────┘
             Total params: 15,561 (121.57 KB)
             Trainable params: 14,976 (117.00 KB)
             Non-trainable params: 585 (4.57 KB)
            """);
  }

  @Test
  void longNamesWidenTheirColumn() {
    String name = "a_name_that_is_longer_than_the_column_of_keras";
    String summary =
        Sequential.of(DataShape.vectors(1), Dense.of(1).name(name))
            .build(RandomSource.of(1))
            .summary();
    assertThat(summary).contains("│ " + name + " (Dense) │");
    assertThat(summary.lines().skip(1).limit(5).map(String::length).distinct()).hasSize(1);
  }
}
