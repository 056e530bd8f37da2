package dev.rewind.core.kernels;

/**
 * The gates of an LSTM, forward and backward, for some rows of a sequence. What the products with
 * kernels have to do with them says {@code dev.rewind.layers.rnn.fused.LSTMSequence}.
 *
 * <pre>
 *   i = σ(ai + si),  f = σ(af + sf),  g = k(ag + sg),  o = σ(ao + so)
 *   c = f ⊙ cPrev + i ⊙ g
 *   h = o ⊙ k(c)
 * </pre>
 */
public interface LSTMKernels {

  /**
   * A step: all gates and the new states.
   *
   * @param m what is read and written
   * @param rows which rows
   */
  default void lstmForward(LSTMRows m, RowSet rows) {
    int units = m.units();
    double[] a = m.a().matrix().data;
    double[] gates = m.gates().matrix().data;
    double[] kc = m.kc().matrix().data;
    double[] s = m.s().matrix().data;
    double[] bias = m.bias().data;
    double[] h = m.after().matrix().data;
    double[] cPrev = m.cBefore().matrix().data;
    double[] c = m.cAfter().matrix().data;
    for (int k = 0; k < rows.count(); k++) {
      int za = rows.start(m.a(), k);
      int zg = rows.start(m.gates(), k);
      int zs = rows.start(m.s(), k);
      int in = rows.start(m.kc(), k);
      int next = rows.start(m.after(), k);
      int cOld = rows.start(m.cBefore(), k);
      int cNew = rows.start(m.cAfter(), k);
      for (int j = 0; j < 4 * units; j++) {
        a[za + j] += s[zs + j] + bias[j];
        boolean candidate = j / units == 2;
        gates[zg + j] = (candidate ? m.activation() : m.gate()).value(a[za + j]);
      }
      for (int j = 0; j < units; j++) {
        int i = zg + j;
        int f = i + units;
        int g = f + units;
        int o = g + units;
        c[cNew + j] = gates[f] * cPrev[cOld + j] + gates[i] * gates[g];
        kc[in + j] = m.activation().value(c[cNew + j]);
        h[next + j] = gates[o] * kc[in + j];
      }
    }
  }

  /**
   * The gradients of a step.
   *
   * @param m what forward has written
   * @param d gradients; dcPrev is overwritten
   * @param rows which rows
   */
  default void lstmBackward(LSTMRows m, LSTMRows.Gradients d, RowSet rows) {
    int units = m.units();
    ElementFunction gate = m.gate();
    ElementFunction activation = m.activation();
    double[] a = m.a().matrix().data;
    double[] gates = m.gates().matrix().data;
    double[] kc = m.kc().matrix().data;
    double[] cPrev = m.cBefore().matrix().data;
    double[] c = m.cAfter().matrix().data;
    double[] dh = d.dh().matrix().data;
    double[] dc = d.dc().matrix().data;
    double[] dcPrev = d.dcPrev().matrix().data;
    double[] da = d.da().matrix().data;
    for (int k = 0; k < rows.count(); k++) {
      int cOld = rows.start(m.cBefore(), k);
      int cNew = rows.start(m.cAfter(), k);
      int in = rows.start(m.kc(), k);
      int fromH = rows.start(d.dh(), k);
      int fromC = rows.start(d.dc(), k);
      int toC = rows.start(d.dcPrev(), k);
      for (int j = 0; j < units; j++) {
        int i = rows.start(m.gates(), k) + j;
        int f = i + units;
        int g = f + units;
        int o = g + units;
        int ai = rows.start(m.a(), k) + j;
        int di = rows.start(d.da(), k) + j;
        double carry =
            dc[fromC + j]
                + dh[fromH + j] * gates[o] * activation.derivative(c[cNew + j], kc[in + j]);
        da[di] = carry * gates[g] * gate.derivative(a[ai], gates[i]);
        da[di + units] = carry * cPrev[cOld + j] * gate.derivative(a[ai + units], gates[f]);
        da[di + 2 * units] = carry * gates[i] * activation.derivative(a[ai + 2 * units], gates[g]);
        da[di + 3 * units] =
            dh[fromH + j] * kc[in + j] * gate.derivative(a[ai + 3 * units], gates[o]);
        dcPrev[toC + j] = carry * gates[f];
      }
    }
  }
}
