package dev.rewind.layers.rnn;

import static dev.rewind.layers.rnn.PlainRecurrence.sigmoid;

import dev.rewind.layers.DropoutSource.Kind;
import dev.rewind.layers.Weight;
import java.util.List;

/**
 * The equations of {@link LSTMCell} by plain loops, tanh and sigmoid, in training with {@link
 * KnownMasks}: the reference of the tests.
 */
final class PlainLstm implements PlainRecurrence.Cell {
  private static final int GATES = 4;

  private final LSTM config;
  private final boolean training;
  private final double[][] kernel;
  private final double[][] recurrent;
  private final double[] bias;

  PlainLstm(LSTM config, boolean training, List<Weight> weights) {
    this.config = config;
    this.training = training;
    List<double[][]> values =
        weights.stream().map(w -> PlainRecurrence.rows(w.parameter().value())).toList();
    kernel = values.get(0);
    recurrent = values.get(1);
    bias = config.useBias() ? values.get(2)[0] : new double[GATES * config.units()];
  }

  @Override
  public List<double[]> step(int sample, double[] x, List<double[]> states) {
    int n = config.units();
    double[] h = new double[n];
    double[] c = new double[n];
    for (int j = 0; j < n; j++) {
      double i = sigmoid(sum(0, sample, x, states.get(0), j));
      double f = sigmoid(sum(1, sample, x, states.get(0), j));
      double candidate = Math.tanh(sum(2, sample, x, states.get(0), j));
      double o = sigmoid(sum(3, sample, x, states.get(0), j));
      c[j] = f * states.get(1)[j] + i * candidate;
      h[j] = o * Math.tanh(c[j]);
    }
    return List.of(h, c);
  }

  private double sum(int gate, int sample, double[] x, double[] hPrev, int unit) {
    int column = gate * config.units() + unit;
    int mask = config.implementation() == 1 || config.recurrentDropout() > 0 ? gate : 0;
    double[] input = x;
    double[] state = hPrev;
    if (training && config.dropout() > 0) {
      input = KnownMasks.dropped(x, Kind.INPUT, mask, sample);
    }
    if (training && config.recurrentDropout() > 0) {
      state = KnownMasks.dropped(hPrev, Kind.RECURRENT, mask, sample);
    }
    return PlainRecurrence.product(input, kernel, column)
        + PlainRecurrence.product(state, recurrent, column)
        + bias[column];
  }
}
