package dev.rewind.autograd.ops;

/**
 * Several matrices one below the other.
 *
 * <pre>
 *   y = [x₀; x₁; …]
 *   dxᵢ = the rows of dy that came from xᵢ
 * </pre>
 *
 * <p><b>Shapes</b>: {@code [m₀, n], [m₁, n], … → [m₀ + m₁ + …, n]}.
 */
public record ConcatRows() implements ConcatOp {
  @Override
  public boolean down() {
    return true;
  }
}
