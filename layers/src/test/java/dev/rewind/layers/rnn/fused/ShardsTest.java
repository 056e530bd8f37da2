package dev.rewind.layers.rnn.fused;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardsTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 1_000_000})
  void eachSampleIsInOneShard(long weights) {
    for (int batch = 1; batch <= 300; batch++) {
      Shards shards = Shards.of(batch, weights);
      int next = 0;
      for (int i = 0; i < shards.count(); i++) {
        assertThat(shards.first(i)).isEqualTo(next);
        assertThat(shards.samples(i)).isPositive();
        next += shards.samples(i);
      }
      assertThat(next).isEqualTo(batch);
    }
  }

  /** Small batches whole, then two for two threads, then more, and not too many. */
  @ParameterizedTest
  @CsvSource({"1,1,1", "15,1,1", "16,1,2", "47,1,2", "48,1,3", "500,1,8", "64,1000000,2"})
  void batchAndWeightsSayHowManyThereAre(int batch, long weights, int count) {
    Shards shards = Shards.of(batch, weights);
    assertThat(shards.count()).isEqualTo(count);
    int least = IntStream.range(0, count).map(shards::samples).min().orElseThrow();
    int most = IntStream.range(0, count).map(shards::samples).max().orElseThrow();
    assertThat(most - least).isLessThanOrEqualTo(1);
    assertThat(shards.most()).isEqualTo(most);
  }
}
