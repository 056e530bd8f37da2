package dev.rewind.layers.rnn;

import dev.rewind.layers.DropoutSource.Kind;
import dev.rewind.layers.Weight;
import java.util.List;

/**
 * The equation of {@link SimpleRNNCell} by plain loops, tanh, in training with {@link KnownMasks}:
 * the reference of the tests.
 */
final class PlainSimpleRnn implements PlainRecurrence.Cell {
  private final SimpleRNN config;
  private final boolean training;
  private final double[][] kernel;
  private final double[][] recurrent;
  private final double[] bias;

  PlainSimpleRnn(SimpleRNN config, boolean training, List<Weight> weights) {
    this.config = config;
    this.training = training;
    List<double[][]> values =
        weights.stream().map(w -> PlainRecurrence.rows(w.parameter().value())).toList();
    kernel = values.get(0);
    recurrent = values.get(1);
    bias = config.useBias() ? values.get(2)[0] : new double[config.units()];
  }

  @Override
  public List<double[]> step(int sample, double[] x, List<double[]> states) {
    double[] input = dropped(Kind.INPUT, config.dropout(), sample, x);
    double[] state = dropped(Kind.RECURRENT, config.recurrentDropout(), sample, states.get(0));
    double[] h = new double[config.units()];
    for (int j = 0; j < h.length; j++) {
      h[j] =
          Math.tanh(
              PlainRecurrence.product(input, kernel, j)
                  + bias[j]
                  + PlainRecurrence.product(state, recurrent, j));
    }
    return List.of(h);
  }

  private double[] dropped(Kind kind, double rate, int sample, double[] values) {
    return training && rate > 0 ? KnownMasks.dropped(values, kind, 0, sample) : values;
  }
}
