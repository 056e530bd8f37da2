package dev.rewind.optimizers;

import dev.rewind.core.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an optimizer keeps from step to step, read as a state and put back from one.
 *
 * @param owner the class name of the optimizer
 * @param accumulationSteps how many gradients make an update
 * @param slots everything kept, in the order of Keras' list of variables; no copies
 */
record OptimizerMemory(String owner, int accumulationSteps, List<OptimizerState.SlotValue> slots) {
  private static final String ADVICE =
      " Restore it into an optimizer of the same class, options and parameters.";

  static OptimizerMemory of(
      String owner,
      int accumulationSteps,
      List<List<Slot>> groups,
      List<ParameterState> states,
      SharedState shared) {
    List<OptimizerState.SlotValue> slots = new ArrayList<>();
    for (List<Slot> group : groups) {
      for (ParameterState state : states) {
        for (Slot slot : group) {
          slots.add(new OptimizerState.SlotValue(state.path(slot), state.slot(slot)));
        }
      }
    }
    for (Slot slot : shared.rule().shared()) {
      slots.add(new OptimizerState.SlotValue(slot.name(), shared.shared(slot)));
    }
    return new OptimizerMemory(owner, accumulationSteps, slots);
  }

  OptimizerState save(long iteration, Optional<Double> learningRate) {
    return new OptimizerState(
        owner,
        accumulationSteps,
        iteration,
        learningRate,
        slots.stream().map(OptimizerState.SlotValue::copy).toList());
  }

  /** Puts back what was kept; it must fit. */
  void restore(OptimizerState saved) {
    for (int i = 0; i < slots.size(); i++) {
      slots.get(i).value().setTo(saved.slots().get(i).value());
    }
  }

  void requireFitting(OptimizerState saved, Optional<Double> learningRate) {
    require(
        saved.className().equals(owner),
        "the saved state is of " + saved.className() + "; expected one of " + owner + ".");
    require(
        saved.accumulationSteps() == accumulationSteps,
        "the saved gradientAccumulationSteps are %d; expected %d."
            .formatted(saved.accumulationSteps(), accumulationSteps));
    require(
        saved.learningRate().isPresent() == learningRate.isPresent(),
        "the saved learning rate is "
            + saved.learningRate().map(String::valueOf).orElse("a schedule's")
            + "; expected "
            + (learningRate.isPresent() ? "a number." : "a schedule's."));
    require(
        saved.slots().size() == slots.size(),
        "the saved state has %d slots; expected %d.".formatted(saved.slots().size(), slots.size()));
    for (int i = 0; i < slots.size(); i++) {
      String found = saved.slots().get(i).toString();
      String expected = slots.get(i).toString();
      require(
          found.equals(expected),
          "slot %d of the saved state is %s; expected %s.".formatted(i, found, expected));
    }
  }

  private void require(boolean condition, String what) {
    Checks.require(condition, owner, what + ADVICE);
  }
}
