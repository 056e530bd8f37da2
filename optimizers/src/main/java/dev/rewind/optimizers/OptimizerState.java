package dev.rewind.optimizers;

import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * All that an optimizer remembers, as a value: what {@link Optimizer#state} reads and {@link
 * Optimizer#restore} puts back. Together with the parameters it is enough to go on with the same
 * bits.
 *
 * @param className the Keras class name of the optimizer
 * @param accumulationSteps how many gradients make an update: {@code gradientAccumulationSteps}, 1
 *     without it
 * @param iteration how many times the optimizer was applied: Keras' variable {@code iteration}
 * @param learningRate the fixed rate: Keras' variable {@code learning_rate}, which does not exist
 *     when the rate follows a schedule
 * @param slots the other variables, in Keras' order
 */
public record OptimizerState(
    String className,
    int accumulationSteps,
    long iteration,
    Optional<Double> learningRate,
    List<SlotValue> slots) {
  private static final String WHO = "OptimizerState";

  /**
   * Keeps a copy of the list.
   *
   * @param className the Keras class name of the optimizer
   * @param accumulationSteps how many gradients make an update, at least 1
   * @param iteration how many times the optimizer was applied, at least 0
   * @param learningRate the fixed rate, if it is one
   * @param slots the other variables
   * @throws IllegalArgumentException if the accumulation steps are not positive, or the iteration
   *     is negative
   */
  public OptimizerState {
    Checks.positive(WHO, "accumulationSteps", accumulationSteps);
    Checks.require(iteration >= 0, WHO, "iteration must be at least 0, got " + iteration + ".");
    slots = List.copyOf(slots);
  }

  /**
   * What is kept in one slot, of one parameter or of all.
   *
   * @param path the parameter's name with underscores for slashes, and the slot's name: {@code
   *     "gru_kernel_momentum"}; only the slot's name if all parameters share it
   * @param value the matrix; not to be modified
   */
  public record SlotValue(String path, DMatrixRMaj value) {

    /** Equal paths, shapes and numbers, bit by bit. */
    @Override
    public boolean equals(Object other) {
      return other instanceof SlotValue that
          && path.equals(that.path)
          && Shape.of(value).equals(Shape.of(that.value))
          && Arrays.equals(numbers(), that.numbers());
    }

    @Override
    public int hashCode() {
      return Objects.hash(path, Arrays.hashCode(numbers()));
    }

    /** Path and shape. */
    @Override
    public String toString() {
      return path + Shape.of(value);
    }

    SlotValue copy() {
      return new SlotValue(path, value.copy());
    }

    private double[] numbers() {
      return Arrays.copyOf(value.data, value.getNumElements());
    }
  }
}
