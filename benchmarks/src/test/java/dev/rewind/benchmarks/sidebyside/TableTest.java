package dev.rewind.benchmarks.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void hasALineForEachSizeAndAColumnForEachContender() {
    String table =
        Table.of(List.of(Comparisons.small(), Comparisons.large()), List.of("Rewind", "Other"));

    assertThat(table)
        .isEqualTo(
            """
            size               Rewind             Other
            1x50x8x16        3.000 ms  9.000 ms   3.00×
            64x50x256x512  125.000 ms                 -""");
  }

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    String table = Table.align(List.of(List.of("a", "b"), List.of("long", "wide"), List.of("c")));

    assertThat(table)
        .isEqualTo(
            """
            a        b
            long  wide
            c""");
  }
}
