package dev.rewind.training.losses;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;

/**
 * The one place where the losses of rows are weighed, masked and reduced.
 *
 * <p>Keras rescales the weights of rows that are not masked by total/valid and then divides by the
 * total; here the sum is divided by valid at once, which is the same.
 *
 * <p><b>Source</b>: {@code reduce_weighted_values} and {@code apply_mask} in {@code
 * keras/src/losses/loss.py}, Keras 3.15.1.
 */
final class WeightedReduction {
  private WeightedReduction() {}

  /** From {@code [rows, 1]} to {@code [1, 1]}, or to {@code [rows, 1]} with no reduction. */
  static Variable reduce(Variable values, SampleWeights weights, Reduction reduction) {
    return reduce(values, weights, reduction, divisor(weights, reduction));
  }

  /**
   * The part of a batch that these rows are: their weighted sum over the divisor of the whole
   * batch. The parts of a batch add up to what the batch gives.
   */
  static Variable reduce(
      Variable values, SampleWeights weights, Reduction reduction, double divisor) {
    Tape tape = values.tape();
    if (weights.isUniform() && reduction != Reduction.NONE) {
      return tape.record(new ScaledSum(inverse(divisor)), values);
    }
    Variable w = tape.constant(weights.rows(), 1, weights::copyTo);
    return reduction == Reduction.NONE
        ? Ops.mul(values, w)
        : tape.record(new WeightedSum(inverse(divisor)), values, w);
  }

  /** What a weighted sum is divided by. For means, that of a batch is the sum of its parts'. */
  static double divisor(SampleWeights weights, Reduction reduction) {
    return switch (reduction) {
      case NONE, SUM -> 1;
      case SUM_OVER_BATCH_SIZE, MEAN -> weights.valid();
      case MEAN_WITH_SAMPLE_WEIGHT -> weights.sum();
    };
  }

  private static double inverse(double divisor) {
    return divisor == 0 ? 0 : 1 / divisor;
  }

  /**
   * Sum, scaled: where each row counts 1.
   *
   * <pre>
   *   y  = factor · Σ v
   *   dv = factor · dy
   * </pre>
   *
   * @param factor any number
   */
  record ScaledSum(double factor) implements Op {
    @Override
    public Shape outputShape(Shape... x) {
      return Shape.SCALAR;
    }

    @Override
    public Keep keep() {
      return Keep.NOTHING;
    }

    @Override
    public void forward(Kernels kernels, Forward forward) {
      forward.output().set(0, 0, factor * kernels.sum(forward.input(0)));
    }

    @Override
    public void backward(Kernels kernels, Backward backward) {
      kernels.addSpread(factor, backward.outputGradient(), backward.inputGradient(0));
    }
  }

  /**
   * Sum of products, scaled.
   *
   * <pre>
   *   y  = factor · Σ v ⊙ w
   *   dv = factor · dy · w
   *   dw = factor · dy · v
   * </pre>
   *
   * @param factor any number
   */
  record WeightedSum(double factor) implements Op {
    @Override
    public int arity() {
      return 2;
    }

    @Override
    public Shape outputShape(Shape... x) {
      Checks.sameShape(name(), x[1], new Shape(x[0].rows(), 1));
      return Shape.SCALAR;
    }

    @Override
    public Keep keep() {
      return Keep.INPUTS;
    }

    @Override
    public void forward(Kernels kernels, Forward forward) {
      var y = forward.output();
      kernels.multiplyTransA(forward.input(0), forward.input(1), y);
      kernels.map(sum -> factor * sum, y, y);
    }

    @Override
    public void backward(Kernels kernels, Backward backward) {
      double dy = factor * backward.outputGradient().get(0, 0);
      if (backward.needs(0)) {
        kernels.addScaled(dy, backward.input(1), backward.inputGradient(0));
      }
      if (backward.needs(1)) {
        kernels.addScaled(dy, backward.input(0), backward.inputGradient(1));
      }
    }
  }
}
