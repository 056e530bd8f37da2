package dev.rewind.autograd.ops;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import java.util.Arrays;

/**
 * Chosen rows of a table, such as the vectors of words.
 *
 * <pre>
 *   y[i] = table[ids[i]]
 *   dtable[ids[i]] += dy[i]
 * </pre>
 *
 * <p><b>Shapes</b>: {@code [m, n] → [ids.length, n]}. Two of these are equal if their row numbers
 * are.
 *
 * @param ids row numbers, each at least 0 and less than m; copied
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by value
public record GatherRows(int... ids) implements Op {
  /**
   * Copies the row numbers.
   *
   * @param ids row numbers
   */
  public GatherRows {
    ids = ids.clone();
  }

  /**
   * The row numbers.
   *
   * @return a copy
   */
  @Override
  public int[] ids() {
    return ids.clone();
  }

  @Override
  public Shape outputShape(Shape... table) {
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] < 0 || ids[i] >= table[0].rows()) {
        throw new IllegalArgumentException(
            name()
                + ": ids["
                + i
                + "] is "
                + ids[i]
                + "; expected a row of "
                + table[0]
                + ", 0 to "
                + (table[0].rows() - 1)
                + ".");
      }
    }
    return new Shape(ids.length, table[0].columns());
  }

  @Override
  public Keep keep() {
    return Keep.NOTHING;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.gatherRows(ids, forward.input(0), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    kernels.scatterAddRows(ids, backward.outputGradient(), backward.inputGradient(0));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GatherRows that && Arrays.equals(ids, that.ids);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }

  @Override
  public String toString() {
    return "GatherRows" + Arrays.toString(ids);
  }
}
