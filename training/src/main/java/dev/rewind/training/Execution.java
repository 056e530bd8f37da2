package dev.rewind.training;

import dev.rewind.autograd.Tape;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.MatrixPool;
import dev.rewind.core.kernels.Workers;
import dev.rewind.optimizers.Optimizer;
import dev.rewind.optimizers.OptimizerState;

/**
 * What a network computes with: kernels and their threads, the pool of its matrices, and what its
 * user wants to be looked at or spared.
 */
final class Execution {
  private final Workers workers = Workers.standard();
  private final Kernels kernels = Kernels.preferred().with(workers);
  private final MatrixPool pool = new MatrixPool();
  private boolean debugsNumerics;
  private boolean rematerialises;

  Workers workers() {
    return workers;
  }

  Kernels kernels() {
    return kernels;
  }

  /** How many matrices calls have needed that were not there yet. */
  long matricesMade() {
    return pool.made();
  }

  void debugNumerics(boolean debug) {
    debugsNumerics = debug;
  }

  void rematerialise(boolean rematerialise) {
    rematerialises = rematerialise;
  }

  boolean rematerialises() {
    return rematerialises;
  }

  Tape newTape() {
    Tape tape = Tape.of(kernels, pool);
    return debugsNumerics ? tape.debugNumerics() : tape;
  }

  /** Looks at what an update made, if numbers are looked at. */
  void requireFiniteUpdate(Optimizer optimizer) {
    if (!debugsNumerics) {
      return;
    }
    try (Tape tape = newTape()) {
      tape.within(
          "update by " + optimizer.config().className(),
          () -> {
            optimizer.parameters().forEach(tape::constant);
            for (OptimizerState.SlotValue slot : optimizer.state().slots()) {
              tape.within(slot.path(), () -> tape.constant(slot.value()));
            }
            return optimizer;
          });
    }
  }
}
