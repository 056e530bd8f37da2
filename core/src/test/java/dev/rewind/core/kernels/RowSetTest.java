package dev.rewind.core.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class RowSetTest {
  private static final int BATCH = 3;

  /** Row and column of an element are seen in its index, since there are ten columns. */
  private static TimeRows rows(int first, int perStep, int period) {
    return new TimeRows(new DMatrixRMaj(12, 10), first, perStep, period);
  }

  private static List<Integer> starts(RowSet set, TimeRows rows) {
    List<Integer> starts = new ArrayList<>();
    for (int k = 0; k < set.count(); k++) {
      starts.add(set.start(rows, k));
    }
    int[] all = new int[set.count()];
    set.starts(rows, 7, 0, set.count(), all);
    for (int k = 0; k < all.length; k++) {
      assertThat(all[k]).isEqualTo(starts.get(k) + 7);
    }
    return starts;
  }

  @Test
  void stepHasAllSamplesOfOneStep() {
    RowSet set = new RowSet(2).step(3);
    assertThat(starts(set, rows(1, BATCH, 0))).containsExactly(100, 110);
  }

  @Test
  void stepsComeOneAfterTheOtherInEitherDirection() {
    RowSet set = new RowSet(2);
    assertThat(starts(set.steps(1, 2, 1), rows(0, BATCH, 0))).containsExactly(30, 40, 60, 70);
    assertThat(starts(set.steps(2, 2, -1), rows(0, BATCH, 0))).containsExactly(60, 70, 30, 40);
    assertThat(starts(set.steps(0, 2, 1), rows(9, -BATCH, 0))).containsExactly(90, 100, 60, 70);
  }

  @Test
  void samplesMayBeginAnywhere() {
    RowSet set = new RowSet(1, 2);
    assertThat(starts(set.steps(1, 2, 1), rows(0, BATCH, 0))).containsExactly(40, 50, 70, 80);
    TimeRows valid = new TimeRows(new DMatrixRMaj(new double[] {1, 1, 0}), 0, 0, 0);
    assertThat(starts(set.valid(1, 2, 1, valid), rows(0, BATCH, 0))).containsExactly(40, 70);
    assertThat(starts(set.masked(1, valid), rows(0, BATCH, 0))).containsExactly(50);
  }

  @Test
  void periodIsAPowerOfTwo() {
    for (int bad : new int[] {-1, 3, 6}) {
      assertThatThrownBy(() -> rows(0, 1, bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("TimeRows: period must be a power of two or 0, got " + bad + ".");
    }
  }

  @Test
  void ringUsesItsRowsAgain() {
    RowSet set = new RowSet(2);
    assertThat(starts(set.steps(3, 2, 1), rows(0, 2, 4))).containsExactly(60, 70, 0, 10);
    assertThat(starts(set.step(5), rows(0, 2, 4))).containsExactly(20, 30);
  }

  @Test
  void masksChooseSamples() {
    DMatrixRMaj mask = new DMatrixRMaj(new double[][] {{1}, {0}, {0}, {1}, {1}, {1}});
    TimeRows valid = new TimeRows(mask, 0, 2);
    RowSet set = new RowSet(2);
    assertThat(starts(set.valid(0, 3, 1, valid), rows(0, 2, 0))).containsExactly(0, 30, 40, 50);
    assertThat(starts(set.valid(2, 3, -1, valid), rows(0, 2, 0))).containsExactly(40, 50, 30, 0);
    assertThat(starts(set.masked(1, valid), rows(0, 2, 0))).containsExactly(20);
    assertThat(set.masked(2, valid).count()).isZero();
    assertThat(starts(set.step(1), rows(0, 2, 0))).containsExactly(20, 30);
  }

  /** As the way back of a masked sequence does at each step. */
  @Test
  void moveFromAllSamplesToSomeAllocatesNothing() {
    TimeRows valid = new TimeRows(new DMatrixRMaj(64, 1), 0, 64);
    RowSet set = new RowSet(64).valid(0, 1, 1, valid);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < 1000; i++) {
      set.step(0).valid(0, 1, 1, valid);
    }
    assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(64 * 1000);
  }

  @Test
  void nextIsOneStepLater() {
    assertThat(rows(1, BATCH, 0).next().start(0, 0)).isEqualTo(rows(1, BATCH, 0).start(1, 0));
  }
}
