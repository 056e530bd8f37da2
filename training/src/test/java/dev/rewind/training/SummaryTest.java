package dev.rewind.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Masking;
import dev.rewind.layers.rnn.GRU;
import java.util.List;
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

  @Test
  void chainOfTensorsHasItsInputInTheTable() {
    Input history = Input.of(DataShape.sequence(8)).name("history");
    Tensor y = history.apply(GRU.of(32).returnSequences(true)).apply(Dense.of(3));
    assertThat(Functional.of(history, y).build(RandomSource.of(1)).summary())
        .startsWith(
            """
            Model: "functional"
            ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
            ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
            ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
            │ history (InputLayer)            │ (None, None, 8)        │             0 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ gru (GRU)                       │ (None, None, 32)       │         4,032 │
            """);
  }

  /** The table of Keras 3.15.1. */
  @Test
  void graphSaysWhatIsConnectedToWhat() {
    Input source = Input.of(DataShape.sequence(5)).name("source");
    Input target = Input.of(DataShape.sequence(5)).name("target");
    SharedLayer twice = SharedLayer.of(Dense.of(4).name("twice"));
    Tensor said = target.apply(twice);
    Tensor state = source.apply(twice).applyAll(GRU.of(16).returnState(true)).get(1);
    Tensor decoded = said.apply(GRU.of(16).returnSequences(true), state);
    Model model =
        Functional.of(List.of(source, target), List.of(decoded)).build(RandomSource.of(1));
    assertThat(model.summary())
        .startsWith(
            """
            Model: "functional"
            ┏━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┓
            ┃ Layer (type)        ┃ Output Shape      ┃    Param # ┃ Connected to      ┃
            ┡━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━┩
            │ target (InputLayer) │ (None, None, 5)   │          0 │ -                 │
            ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
            │ source (InputLayer) │ (None, None, 5)   │          0 │ -                 │
            ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
            │ twice (Dense)       │ (None, None, 4)   │         24 │ target[0][0],     │
            │                     │                   │            │ source[0][0]      │
            ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
            │ gru (GRU)           │ [(None, 16),      │      1,056 │ twice[1][0]       │
            │                     │ (None, 16)]       │            │                   │
            ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
            │ gru_1 (GRU)         │ (None, None, 16)  │      1,056 │ twice[0][0],      │
            │                     │                   │            │ gru[0][1]         │
            └─────────────────────┴───────────────────┴────────────┴───────────────────┘
            """)
        .contains(" Total params: 2,136 (");
  }

  @Test
  void useOfALayerIsCountedThoughItsInputsAreTheSame() {
    Input input = Input.of(DataShape.vectors(2)).name("in");
    SharedLayer dense = SharedLayer.of(Dense.of(2));
    Tensor first = input.apply(dense).apply(Dense.of(1));
    Tensor second = input.apply(dense).apply(Dense.of(1));
    String summary =
        Functional.of(List.of(input), List.of(first, second)).build(RandomSource.of(1)).summary();
    assertThat(summary)
        .contains("│ in[0][0],         │\n", "│ dense[0][0]       │\n", "│ dense[1][0]       │\n");
  }
}
