package dev.rewind.optimizers;

import dev.rewind.autograd.Parameter;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** One parameter with its slots, and with its gradient while a step is going on. */
final class ParameterState implements UpdateStep {
  private final Parameter parameter;
  private final Map<Slot, DMatrixRMaj> slots = new HashMap<>();
  // Made once, so that a step allocates nothing.
  private final Consumer<DMatrixRMaj> change = this::change;
  private final UpdateRule rule;
  private final Kernels kernels;
  private final double weightDecay;

  private @Nullable DMatrixRMaj own;
  private @Nullable DMatrixRMaj gradient;
  private double learningRate;
  private long number;

  ParameterState(Parameter parameter, UpdateRule rule, Kernels kernels, double weightDecay) {
    this.parameter = parameter;
    this.rule = rule;
    this.kernels = kernels;
    this.weightDecay = weightDecay;
  }

  Parameter parameter() {
    return parameter;
  }

  void add(Slot slot) {
    DMatrixRMaj matrix = newMatrix();
    Arrays.fill(matrix.data, slot.initialValue());
    if (slots.put(slot, matrix) != null) {
      throw new IllegalArgumentException(
          rule + ": two slots are named " + slot.name() + "; expected different names.");
    }
  }

  /** Keras' path of a slot's variable. */
  String path(Slot slot) {
    return parameter.name().replace('/', '_') + "_" + slot.name();
  }

  @Override
  public DMatrixRMaj slot(Slot slot) {
    DMatrixRMaj matrix = slots.get(slot);
    if (matrix == null) {
      throw new IllegalArgumentException(
          rule + ": there is no slot " + slot.name() + "; expected one of slots().");
    }
    return matrix;
  }

  @Override
  public double learningRate() {
    return learningRate;
  }

  @Override
  public long number() {
    return number;
  }

  void give(@Nullable DMatrixRMaj newGradient) {
    gradient = newGradient;
  }

  boolean hasGradient() {
    return gradient != null;
  }

  /** The gradient in its present form; to be modified only after {@link #scaled}. */
  DMatrixRMaj gradient() {
    if (gradient == null) {
      throw new IllegalStateException(parameter.name() + ": has no gradient in this step.");
    }
    return gradient;
  }

  /** From now on the gradient is {@code factor · source}, in a matrix that may be modified. */
  void scaled(double factor, DMatrixRMaj source) {
    if (own == null) {
      own = newMatrix();
    }
    kernels.scale(factor, source, own);
    gradient = own;
  }

  /** Weight decay, and then the rule. */
  void update(double newLearningRate, long newNumber) {
    learningRate = newLearningRate;
    number = newNumber;
    parameter.update(change);
  }

  private void change(DMatrixRMaj value) {
    if (weightDecay != 0) {
      kernels.scale(1 - weightDecay * learningRate, value, value);
    }
    rule.update(kernels, value, gradient(), this);
  }

  private DMatrixRMaj newMatrix() {
    Shape shape = parameter.shape();
    return new DMatrixRMaj(shape.rows(), shape.columns());
  }
}
