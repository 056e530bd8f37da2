package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.sliceRows;
import static dev.rewind.autograd.ops.Ops.where;

import dev.rewind.autograd.Variable;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.rnn.fused.SequenceSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Applies a cell to all time steps by one op, {@link Recurrence} being its composed twin. The op
 * gives the states at all steps, of which the outputs are cut out, or those after the last.
 *
 * <pre>
 *   mask    □    ■    □    ■
 *   state   s₋₁  s₁   s₁   s₃      computed by the op
 *   output  0    s₁   s₁   s₃      the state, but 0 before the first real step
 *   output  0    s₁   0    s₃      or, with zeroOutputForMask, wherever a step is masked
 * </pre>
 */
record FusedRecurrence(FusedCell cell, RecurrentForm form) {

  RecurrentOutput run(CallContext context, Sequence input, List<Variable> initialStates) {
    int batch = input.batch();
    Optional<Mask> holes = input.mask().filter(mask -> !isValidForAll(mask));
    SequenceSteps steps =
        new SequenceSteps(
            input.timesteps(),
            batch,
            form.goBackwards(),
            form.returnSequences(),
            context.rematerialises(),
            holes.map(mask -> context.use(mask).value()));
    Variable all = cell.states(context, input.values(), initialStates, steps);
    List<Variable> last = new ArrayList<>(initialStates.size());
    for (int s = 0; s < initialStates.size(); s++) {
      last.add(last(all, s, steps));
    }
    Optional<Mask> hiding = holes.filter(this::hides);
    if (!form.returnSequences()) {
      Variable output = zeroWhereNotShown(context, last.get(0), hiding);
      return new RecurrentOutput(Sequence.ofVectors(output), last);
    }
    Variable outputs = zeroWhereNotShown(context, outputs(all, steps), hiding);
    return new RecurrentOutput(Sequence.of(outputs, input.timesteps(), input.mask()), last);
  }

  /** A state after the last step. */
  private static Variable last(Variable states, int number, SequenceSteps steps) {
    int row = steps.lastRow(number);
    boolean isAll = states.shape().rows() == steps.batch();
    return isAll ? states : sliceRows(states, row, row + steps.batch());
  }

  /** The first states after each step, in the order of processing. */
  private static Variable outputs(Variable all, SequenceSteps steps) {
    int rows = steps.timesteps() * steps.batch();
    return steps.goBackwards()
        ? all.tape().record(new LastStepFirst(steps.timesteps(), steps.batch()), all)
        : sliceRows(all, steps.batch(), steps.batch() + rows);
  }

  /** The outputs of all steps, or those of the last, but 0 where a mask that hides says so. */
  private Variable zeroWhereNotShown(CallContext context, Variable outputs, Optional<Mask> hiding) {
    return hiding
        .map(mask -> where(shown(context, outputs, mask), outputs, zeros(context, outputs)))
        .orElse(outputs);
  }

  private static Variable zeros(CallContext context, Variable like) {
    return Recurrence.zeros(context, like.shape().rows(), like.shape().columns());
  }

  /** Whether some step's output is 0: one that is masked, or one before the first real one. */
  private boolean hides(Mask mask) {
    return form.zeroOutputForMask() || !mask.isValidForAll(form.timestep(0, mask.timesteps()));
  }

  /** Which outputs are not 0, in the order of processing. */
  private Variable shown(CallContext context, Variable outputs, Mask mask) {
    return context.tape().constant(outputs.shape().rows(), 1, column -> writeShown(mask, column));
  }

  /** Writes which outputs are not 0, of all steps or of the last ones for which there is room. */
  private void writeShown(Mask mask, DMatrixRMaj column) {
    int firstRow = mask.timesteps() * mask.batch() - column.numRows;
    for (int b = 0; b < mask.batch(); b++) {
      boolean begun = false;
      for (int i = 0; i < mask.timesteps(); i++) {
        boolean valid = mask.isValid(b, form.timestep(i, mask.timesteps()));
        begun |= valid;
        int row = i * mask.batch() + b - firstRow;
        if (row >= 0) {
          column.set(row, 0, (form.zeroOutputForMask() ? valid : begun) ? 1 : 0);
        }
      }
    }
  }

  private static boolean isValidForAll(Mask mask) {
    return mask.validSteps() == mask.batch() * mask.timesteps();
  }
}
