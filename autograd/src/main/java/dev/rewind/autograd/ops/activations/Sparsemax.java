package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;

/**
 * Keras' sparsemax of each row: small elements become exactly 0.
 *
 * <pre>{@code
 * y  = max(x − τ, 0)
 * dx = dy where y > 0, else 0;  minus ∂τ/∂x · Σ dy over the elements with y > 0
 * τ  = (S₁ + … + Sₖ − 1) / k,  Sᵣ the sum of the r largest elements z₁ ≥ z₂ ≥ … of the row
 * k  = the number of r with r · zᵣ > Sᵣ − 1
 * ∂τ/∂zᵣ = (k − r + 1) / k for r ≤ k, else 0
 * }</pre>
 *
 * <p><b>Not the paper's.</b> Martins and Astudillo 2016 have {@code τ = (Sₖ − 1) / k}, by which
 * each row sums to 1. Keras (3.15.1, {@code ops.sparsemax}) adds up all the Sᵣ instead; the two
 * agree only where k is 1. What is computed here is Keras', so that its models give the same
 * results.
 */
public record Sparsemax() implements Op {
  @Override
  public Shape outputShape(Shape... x) {
    return x[0];
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS_AND_OUTPUT;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.sparsemaxRows(forward.input(0), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    kernels.addSparsemaxRowsDerivative(
        backward.input(0), backward.output(), backward.outputGradient(), backward.inputGradient(0));
  }
}
