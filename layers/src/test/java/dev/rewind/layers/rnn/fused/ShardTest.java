package dev.rewind.layers.rnn.fused;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 1_000_000})
  void eachSampleIsInOneShard(long weights) {
    for (int batch = 1; batch <= 300; batch++) {
      int next = 0;
      for (Shard shard : Shard.of(batch, weights)) {
        assertThat(shard.first()).isEqualTo(next);
        assertThat(shard.samples()).isPositive();
        next += shard.samples();
      }
      assertThat(next).isEqualTo(batch);
    }
  }

  /** Small batches whole, then two for two threads, then more, and not too many. */
  @ParameterizedTest
  @CsvSource({"1,1,1", "15,1,1", "16,1,2", "47,1,2", "48,1,3", "500,1,8", "64,1000000,2"})
  void batchAndWeightsSayHowManyThereAre(int batch, long weights, int count) {
    List<Shard> shards = Shard.of(batch, weights);
    assertThat(shards).hasSize(count);
    int least = shards.stream().mapToInt(Shard::samples).min().orElseThrow();
    int most = shards.stream().mapToInt(Shard::samples).max().orElseThrow();
    assertThat(most - least).isLessThanOrEqualTo(1);
  }
}
