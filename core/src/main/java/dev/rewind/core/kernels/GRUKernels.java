package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/**
 * The gates of a GRU, forward and backward, for some rows of a sequence. What the products with
 * kernels have to do with them says {@code dev.rewind.layers.rnn.fused.GRUSequence}.
 *
 * <pre>
 *   z  = σ(az + sz)
 *   r  = σ(ar + sr)
 *   hh = f(ah + i)                with i = r ⊙ sh (reset after), or i = (r ⊙ hPrev)·Uh (before)
 *   h  = z ⊙ hPrev + (1 − z) ⊙ hh
 * </pre>
 */
public interface GRUKernels {

  /**
   * Brings a bias into the form that the steps read, see {@link GRURows#bias}: where the reset gate
   * acts after the product {@code [bz + cz | br + cr | bh | ch]}, else b as it is.
   *
   * @param bias {@code [2, 3·units]}, b and c, if the reset gate acts after the product, else
   *     {@code [1, 3·units]}
   * @param row one row of four or three gates. Overwritten.
   */
  static void fillBias(DMatrixRMaj bias, DMatrixRMaj row) {
    int all = bias.numCols;
    int candidate = all / 3 * 2;
    System.arraycopy(bias.data, 0, row.data, 0, all);
    if (bias.numRows == 2) {
      for (int j = 0; j < candidate; j++) {
        row.data[j] += bias.data[all + j];
      }
      System.arraycopy(bias.data, all + candidate, row.data, all, all - candidate);
    }
  }

  /**
   * Adds to the gradient of a bias what the steps made of it.
   *
   * @param da one row, the sum of the gradients of the arguments: {@code [dah | daz | dar | dah ⊙
   *     r]} where the reset gate acts after the product, else {@code [daz | dar | dah]}
   * @param dBias of the shape of the bias. Added to.
   */
  static void addBiasGradient(DMatrixRMaj da, DMatrixRMaj dBias) {
    int all = dBias.numCols;
    int units = all / 3;
    boolean resetAfter = dBias.numRows == 2;
    int first = resetAfter ? units : 0;
    for (int j = 0; j < all; j++) {
      dBias.data[j] += da.data[(first + j) % all];
      if (resetAfter) {
        dBias.data[all + j] += da.data[units + j];
      }
    }
  }

  /**
   * A step whose reset gate acts after the product: all gates and the new state.
   *
   * @param m what is read and written; s has z, r and the candidate
   * @param rows which rows
   */
  default void gruForward(GRURows m, RowSet rows) {
    int units = m.units();
    double[] a = m.a().matrix().data;
    double[] gates = m.gates().matrix().data;
    double[] inner = m.inner().matrix().data;
    double[] s = m.s().matrix().data;
    double[] bias = m.bias().data;
    double[] hPrev = m.before().matrix().data;
    double[] h = m.after().matrix().data;
    for (int k = 0; k < rows.count(); k++) {
      int za = rows.start(m.a(), k);
      int zg = rows.start(m.gates(), k);
      int zs = rows.start(m.s(), k);
      int in = rows.start(m.inner(), k);
      int prev = rows.start(m.before(), k);
      int next = rows.start(m.after(), k);
      for (int z = 0; z < units; z++) {
        int r = units + z;
        int c = units + r;
        a[za + z] += s[zs + z] + bias[z];
        a[za + r] += s[zs + r] + bias[r];
        inner[in + z] = s[zs + c] + bias[units + c];
        double update = m.gate().value(a[za + z]);
        double reset = m.gate().value(a[za + r]);
        a[za + c] += bias[c] + reset * inner[in + z];
        double candidate = m.candidate().value(a[za + c]);
        gates[zg + z] = update;
        gates[zg + r] = reset;
        gates[zg + c] = candidate;
        h[next + z] = candidate + update * (hPrev[prev + z] - candidate);
      }
    }
  }

  /**
   * The gradients of such a step. The columns of da are {@code [dah | daz | dar | dah ⊙ r]}, so
   * that those of the input's product stand side by side, and those of the state's too.
   *
   * @param m what forward has written
   * @param g gradients; dhPrev is overwritten by {@code dh ⊙ z}
   * @param rows which rows
   */
  default void gruBackward(GRURows m, GRURows.Gradients g, RowSet rows) {
    int units = m.units();
    double[] a = m.a().matrix().data;
    double[] gates = m.gates().matrix().data;
    double[] inner = m.inner().matrix().data;
    double[] hPrev = m.before().matrix().data;
    double[] dh = g.dh().matrix().data;
    double[] dhPrev = g.dhPrev().matrix().data;
    double[] da = g.da().matrix().data;
    for (int k = 0; k < rows.count(); k++) {
      int za = rows.start(m.a(), k);
      int zg = rows.start(m.gates(), k);
      int in = rows.start(m.inner(), k);
      int prev = rows.start(m.before(), k);
      int from = rows.start(g.dh(), k);
      int to = rows.start(g.dhPrev(), k);
      int d = rows.start(g.da(), k);
      for (int z = 0; z < units; z++) {
        int r = units + z;
        int c = units + r;
        double update = gates[zg + z];
        double reset = gates[zg + r];
        double candidate = gates[zg + c];
        double dah = dh[from + z] * (1 - update) * m.candidate().derivative(a[za + c], candidate);
        double daz = dh[from + z] * (hPrev[prev + z] - candidate);
        da[d + z] = dah;
        da[d + r] = daz * m.gate().derivative(a[za + z], update);
        da[d + c] = dah * inner[in + z] * m.gate().derivative(a[za + r], reset);
        da[d + c + units] = dah * reset;
        dhPrev[to + z] = dh[from + z] * update;
      }
    }
  }

  /**
   * A step whose reset gate acts before the product, up to that product: z, r and {@code r ⊙
   * hPrev}.
   *
   * @param m what is read and written; s has z and r
   * @param rows which rows
   */
  default void gruResetForward(GRURows m, RowSet rows) {
    int units = m.units();
    double[] a = m.a().matrix().data;
    double[] gates = m.gates().matrix().data;
    double[] inner = m.inner().matrix().data;
    double[] s = m.s().matrix().data;
    double[] bias = m.bias().data;
    double[] hPrev = m.before().matrix().data;
    for (int k = 0; k < rows.count(); k++) {
      int za = rows.start(m.a(), k);
      int zg = rows.start(m.gates(), k);
      int zs = rows.start(m.s(), k);
      int in = rows.start(m.inner(), k);
      int prev = rows.start(m.before(), k);
      for (int z = 0; z < units; z++) {
        int r = units + z;
        a[za + z] += s[zs + z] + bias[z];
        a[za + r] += s[zs + r] + bias[r];
        gates[zg + z] = m.gate().value(a[za + z]);
        gates[zg + r] = m.gate().value(a[za + r]);
        inner[in + z] = gates[zg + r] * hPrev[prev + z];
      }
    }
  }

  /**
   * The rest of such a step: the candidate and the new state.
   *
   * @param m what is read and written; s has the candidate in its third part
   * @param rows which rows
   */
  default void gruCandidateForward(GRURows m, RowSet rows) {
    int units = m.units();
    double[] a = m.a().matrix().data;
    double[] gates = m.gates().matrix().data;
    double[] s = m.s().matrix().data;
    double[] bias = m.bias().data;
    double[] hPrev = m.before().matrix().data;
    double[] h = m.after().matrix().data;
    for (int k = 0; k < rows.count(); k++) {
      int za = rows.start(m.a(), k);
      int zg = rows.start(m.gates(), k);
      int zs = rows.start(m.s(), k);
      int prev = rows.start(m.before(), k);
      int next = rows.start(m.after(), k);
      for (int z = 0; z < units; z++) {
        int c = 2 * units + z;
        a[za + c] += s[zs + c] + bias[c];
        double candidate = m.candidate().value(a[za + c]);
        gates[zg + c] = candidate;
        h[next + z] = candidate + gates[zg + z] * (hPrev[prev + z] - candidate);
      }
    }
  }

  /**
   * The gradients of such a step, back to the product with {@code r ⊙ hPrev}. The columns of da are
   * {@code [daz | dar | dah]}; dar is written later.
   *
   * @param m what forward has written
   * @param g gradients; dhPrev is overwritten by {@code dh ⊙ z}
   * @param rows which rows
   */
  default void gruCandidateBackward(GRURows m, GRURows.Gradients g, RowSet rows) {
    int units = m.units();
    double[] a = m.a().matrix().data;
    double[] gates = m.gates().matrix().data;
    double[] hPrev = m.before().matrix().data;
    double[] dh = g.dh().matrix().data;
    double[] dhPrev = g.dhPrev().matrix().data;
    double[] da = g.da().matrix().data;
    for (int k = 0; k < rows.count(); k++) {
      int za = rows.start(m.a(), k);
      int zg = rows.start(m.gates(), k);
      int prev = rows.start(m.before(), k);
      int from = rows.start(g.dh(), k);
      int to = rows.start(g.dhPrev(), k);
      int d = rows.start(g.da(), k);
      for (int z = 0; z < units; z++) {
        int c = 2 * units + z;
        double update = gates[zg + z];
        double candidate = gates[zg + c];
        double daz = dh[from + z] * (hPrev[prev + z] - candidate);
        da[d + z] = daz * m.gate().derivative(a[za + z], update);
        da[d + c] = dh[from + z] * (1 - update) * m.candidate().derivative(a[za + c], candidate);
        dhPrev[to + z] = dh[from + z] * update;
      }
    }
  }

  /**
   * The rest of the gradients of such a step: of r, and of hPrev through {@code r ⊙ hPrev}.
   *
   * @param m what forward has written
   * @param g gradients; dhPrev is added to
   * @param rows which rows
   */
  default void gruResetBackward(GRURows m, GRURows.Gradients g, RowSet rows) {
    int units = m.units();
    double[] a = m.a().matrix().data;
    double[] gates = m.gates().matrix().data;
    double[] hPrev = m.before().matrix().data;
    double[] dInner = g.dInner().matrix().data;
    double[] dhPrev = g.dhPrev().matrix().data;
    double[] da = g.da().matrix().data;
    for (int k = 0; k < rows.count(); k++) {
      int za = rows.start(m.a(), k);
      int zg = rows.start(m.gates(), k);
      int prev = rows.start(m.before(), k);
      int from = rows.start(g.dInner(), k);
      int to = rows.start(g.dhPrev(), k);
      int d = rows.start(g.da(), k);
      for (int z = 0; z < units; z++) {
        int r = units + z;
        double dReset = dInner[from + z] * hPrev[prev + z];
        da[d + r] = dReset * m.gate().derivative(a[za + r], gates[zg + r]);
        dhPrev[to + z] += dInner[from + z] * gates[zg + r];
      }
    }
  }
}
