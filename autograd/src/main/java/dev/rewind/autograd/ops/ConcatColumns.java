package dev.rewind.autograd.ops;

/**
 * Several matrices side by side.
 *
 * <pre>
 *   y = [x₀ | x₁ | …]
 *   dxᵢ = the columns of dy that came from xᵢ
 * </pre>
 *
 * <p><b>Shapes</b>: {@code [m, n₀], [m, n₁], … → [m, n₀ + n₁ + …]}.
 */
public record ConcatColumns() implements ConcatOp {
  @Override
  public boolean down() {
    return false;
  }
}
