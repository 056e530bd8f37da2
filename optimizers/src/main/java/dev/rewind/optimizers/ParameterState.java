package dev.rewind.optimizers;

import dev.rewind.autograd.Parameter;
import dev.rewind.core.Shape;
import java.util.function.Consumer;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** One parameter with its slots, and with its gradient while a step is going on. */
final class ParameterState implements UpdateStep {
  private final Parameter parameter;
  private final SharedState shared;
  private final Slots slots;
  // Made once, so that a step allocates nothing.
  private final Consumer<DMatrixRMaj> change = this::change;
  private final double weightDecay;

  private @Nullable DMatrixRMaj own;
  private @Nullable DMatrixRMaj gradient;

  ParameterState(Parameter parameter, SharedState shared, double weightDecay) {
    this.parameter = parameter;
    this.shared = shared;
    this.slots = new Slots(shared.rule(), "slots()");
    this.weightDecay = weightDecay;
  }

  Parameter parameter() {
    return parameter;
  }

  void add(Slot slot) {
    slots.add(slot, parameter.shape());
  }

  /** Keras' path of a slot's variable. */
  String path(Slot slot) {
    return parameter.name().replace('/', '_') + "_" + slot.name();
  }

  @Override
  public DMatrixRMaj slot(Slot slot) {
    return slots.get(slot);
  }

  @Override
  public DMatrixRMaj shared(Slot slot) {
    return shared.shared(slot);
  }

  @Override
  public DMatrixRMaj scratch() {
    return shared.scratch(parameter.shape());
  }

  @Override
  public double learningRate() {
    return shared.learningRate();
  }

  @Override
  public long number() {
    return shared.number();
  }

  @Override
  public double power(double base) {
    return shared.power(base);
  }

  void give(DMatrixRMaj newGradient) {
    gradient = newGradient;
  }

  void takeBack() {
    gradient = null;
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
      Shape shape = parameter.shape();
      own = new DMatrixRMaj(shape.rows(), shape.columns());
    }
    shared.kernels().scale(factor, source, own);
    gradient = own;
  }

  /** Weight decay, and then the rule. */
  void update() {
    parameter.update(change);
  }

  private void change(DMatrixRMaj value) {
    if (weightDecay != 0) {
      shared.kernels().scale(1 - weightDecay * learningRate(), value, value);
    }
    shared.rule().update(shared.kernels(), value, gradient(), this);
  }
}
