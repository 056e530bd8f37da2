package dev.rewind.training.metrics;

import dev.rewind.autograd.Tape;
import dev.rewind.core.Shape;
import dev.rewind.training.losses.SampleWeights;
import dev.rewind.training.losses.SparseCategoricalCrossentropy;
import org.ejml.data.DMatrixRMaj;

/** The perplexity of the batches so far. */
record PerplexityState(Perplexity metric, SparseCategoricalCrossentropy loss, Totals totals)
    implements TotalsState {
  private static final int CROSSENTROPIES = 0;
  private static final int SAMPLES = 1;

  static PerplexityState of(Perplexity metric) {
    SparseCategoricalCrossentropy loss =
        SparseCategoricalCrossentropy.of().name(metric.name()).fromLogits(metric.fromLogits());
    return new PerplexityState(
        metric,
        metric.maskTokenId().map(loss::ignoreClass).orElse(loss),
        Totals.of(metric.name(), 2, 1));
  }

  @Override
  public void add(DMatrixRMaj targets, DMatrixRMaj predictions, SampleWeights weights) {
    loss.checkTargets(targets, Shape.of(predictions));
    SampleWeights all = loss.mask(targets).map(weights::where).orElse(weights);
    double sum = 0;
    double count = 0;
    try (Tape tape = Tape.create()) {
      DMatrixRMaj values = loss.values(targets, tape.constant(predictions)).value();
      for (int row = 0; row < values.numRows; row++) {
        sum += all.weight(row) * values.get(row, 0);
        count += all.weight(row);
      }
    }
    if (count != 0) {
      totals.add(0, CROSSENTROPIES, weights.batch() * (sum / count));
      totals.add(0, SAMPLES, weights.batch());
    }
  }

  @Override
  public double[] results() {
    double samples = totals.get(0, SAMPLES);
    return new double[] {
      samples == 0 ? 0 : StrictMath.exp(totals.get(0, CROSSENTROPIES) / samples)
    };
  }
}
