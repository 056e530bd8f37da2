package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import org.ejml.data.DMatrixRMaj;

/**
 * The negative log-probability of labels given logits, over all paths that mean them.
 *
 * <p>With l' the labels with blanks before, between and behind them, S places, and y = softmax(x):
 *
 * <pre>
 *   α_1(s) = y_1[l'_s] for the first two places, 0 for others
 *   α_t(s) = (α_t−1(s) + α_t−1(s−1) [+ α_t−1(s−2)]) · y_t[l'_s]
 *   ρ_T(s) = 1 for the last two places, 0 for others
 *   ρ_t(s) = β_t+1(s) + β_t+1(s+1) [+ β_t+1(s+2)]          β_t(s) = ρ_t(s) · y_t[l'_s]
 *   p      = α_T(S) + α_T(S−1)
 *   v      = −log p
 *   dx_t   = dv · (y_t − Σ_s α_t(s) · ρ_t(s) / p at l'_s)
 * </pre>
 *
 * <p>The terms in brackets count where a path may pass the blank between two different labels. All
 * is kept as logarithms, which neither underflow nor need to be rescaled however long the sequence.
 *
 * <p><b>Shapes</b>: predictions {@code [timesteps·batch, k]} with labels {@code [batch, l]} give
 * {@code [batch, 1]}; labels are constants.
 *
 * @param steps which steps take part; the others are as if they were not there
 */
record ForwardBackward(SampleWeights steps) implements Op {
  private static final double NEVER = Double.NEGATIVE_INFINITY;
  private static final int ALPHA = 0;
  private static final int LOG_SUMS = 1;

  @Override
  public int arity() {
    return 2;
  }

  @Override
  public Shape outputShape(Shape... x) {
    return new Shape(x[1].rows(), 1);
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    DMatrixRMaj x = forward.input(0);
    DMatrixRMaj labels = forward.input(1);
    DMatrixRMaj alpha = forward.save(ALPHA, new Shape(x.numRows, 2 * labels.numCols + 1));
    DMatrixRMaj logSums = forward.save(LOG_SUMS, new Shape(x.numRows, 1));
    for (int sample = 0; sample < labels.numRows; sample++) {
      int last = -1;
      for (int row = sample; row < x.numRows; row += labels.numRows) {
        if (steps.isValid(row)) {
          logSums.set(row, 0, logSumOfExp(x, row));
          step(x, labels, sample, logSums, alpha, last, row);
          last = row;
        }
      }
      double value = last < 0 ? 0 : -logProbability(alpha, last, places(labels, sample));
      forward.output().set(sample, 0, value);
    }
  }

  /** Computes a row of α from that of the step before, or the first if that is -1. */
  private static void step(
      DMatrixRMaj x,
      DMatrixRMaj labels,
      int sample,
      DMatrixRMaj logSums,
      DMatrixRMaj alpha,
      int before,
      int row) {
    int places = places(labels, sample);
    for (int s = 0; s < places; s++) {
      double reached = s < 2 ? 0 : NEVER;
      if (before >= 0) {
        double same = alpha.unsafe_get(before, s);
        double next = s > 0 ? alpha.unsafe_get(before, s - 1) : NEVER;
        boolean past = CtcLabels.mayBeReachedPastABlank(labels, sample, s);
        reached = logAdd(logAdd(same, next), past ? alpha.unsafe_get(before, s - 2) : NEVER);
      }
      int label = CtcLabels.withBlanks(labels, sample, s);
      alpha.unsafe_set(row, s, reached + x.get(row, label) - logSums.get(row, 0));
    }
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    DMatrixRMaj labels = backward.input(1);
    DMatrixRMaj beta = backward.scratch(new Shape(1, 2 * labels.numCols + 1));
    for (int sample = 0; sample < labels.numRows; sample++) {
      boolean last = true;
      int firstBehind = backward.input(0).numRows;
      for (int row = firstBehind - labels.numRows + sample; row >= 0; row -= labels.numRows) {
        if (steps.isValid(row)) {
          stepBack(backward, sample, row, last, beta);
          last = false;
        }
      }
    }
  }

  /** Makes β of a step out of that of the step behind it, in place, and adds to the gradient. */
  private static void stepBack(
      Backward backward, int sample, int row, boolean last, DMatrixRMaj beta) {
    DMatrixRMaj x = backward.input(0);
    DMatrixRMaj labels = backward.input(1);
    DMatrixRMaj alpha = backward.saved(ALPHA);
    DMatrixRMaj dx = backward.inputGradient(0);
    double dv = backward.outputGradient().get(sample, 0);
    double logSum = backward.saved(LOG_SUMS).get(row, 0);
    double value = backward.output().get(sample, 0);
    int places = places(labels, sample);
    for (int s = 0; s < places; s++) {
      double rest = s >= places - 2 ? 0 : NEVER;
      if (!last) {
        double same = beta.unsafe_get(0, s);
        double next = s + 1 < places ? beta.unsafe_get(0, s + 1) : NEVER;
        boolean past = s + 2 < places && CtcLabels.mayBeReachedPastABlank(labels, sample, s + 2);
        rest = logAdd(logAdd(same, next), past ? beta.unsafe_get(0, s + 2) : NEVER);
      }
      int label = CtcLabels.withBlanks(labels, sample, s);
      beta.unsafe_set(0, s, rest + x.get(row, label) - logSum);
      dx.add(row, label, -dv * StrictMath.exp(alpha.unsafe_get(row, s) + rest + value));
    }
    for (int j = 0; j < x.numCols; j++) {
      dx.add(row, j, dv * StrictMath.exp(x.unsafe_get(row, j) - logSum));
    }
  }

  private static int places(DMatrixRMaj labels, int sample) {
    return 2 * CtcLabels.length(labels, sample) + 1;
  }

  private static double logProbability(DMatrixRMaj alpha, int last, int places) {
    double onBlank = alpha.unsafe_get(last, places - 1);
    return places > 1 ? logAdd(onBlank, alpha.unsafe_get(last, places - 2)) : onBlank;
  }

  private static double logSumOfExp(DMatrixRMaj x, int row) {
    double largest = NEVER;
    for (int j = 0; j < x.numCols; j++) {
      largest = Math.max(largest, x.unsafe_get(row, j));
    }
    double sum = 0;
    for (int j = 0; j < x.numCols; j++) {
      sum += StrictMath.exp(x.unsafe_get(row, j) - largest);
    }
    return largest + StrictMath.log(sum);
  }

  /** {@code log(eᵃ + eᵇ)}; a NaN stays one. */
  private static double logAdd(double a, double b) {
    double larger = Math.max(a, b);
    return larger == NEVER ? NEVER : larger + StrictMath.log1p(StrictMath.exp(-Math.abs(a - b)));
  }
}
