package dev.rewind.autograd;

import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import java.util.function.Consumer;
import org.ejml.data.DMatrixRMaj;

/** Ops as a user would write them: the open interface is tested by using it. */
final class TestOps {
  private TestOps() {}

  /** {@code y = Σ x}. */
  record Total() implements Op {
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
      forward.output().set(0, 0, kernels.sum(forward.input(0)));
    }

    @Override
    public void backward(Kernels kernels, Backward backward) {
      kernels.addSpread(1, backward.outputGradient(), backward.inputGradient(0));
    }
  }

  /**
   * {@code y = x}, with a word in both passes.
   *
   * @param keep what it says it keeps
   * @param onForward is called before the value is computed
   * @param onBackward is called before the gradient is computed
   */
  record Spy(Keep keep, Consumer<Op.Forward> onForward, Consumer<Op.Backward> onBackward)
      implements Op {
    static Spy backward(Keep keep, Consumer<Op.Backward> action) {
      return new Spy(keep, forward -> {}, action);
    }

    @Override
    public int arity() {
      return ANY;
    }

    @Override
    public Shape outputShape(Shape... x) {
      return x[0];
    }

    @Override
    public void forward(Kernels kernels, Forward forward) {
      onForward.accept(forward);
      forward.output().setTo(forward.input(0));
    }

    @Override
    public void backward(Kernels kernels, Backward backward) {
      onBackward.accept(backward);
      if (backward.needs(0)) {
        kernels.addScaled(1, backward.outputGradient(), backward.inputGradient(0));
      }
    }
  }

  static Variable total(Variable x) {
    return x.tape().record(new Total(), x);
  }

  static DMatrixRMaj row(double... values) {
    return new DMatrixRMaj(1, values.length, true, values);
  }
}
