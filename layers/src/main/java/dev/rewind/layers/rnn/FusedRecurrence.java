package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.gatherRows;
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
            holes.map(Mask::column));
    Variable all = cell.states(context, input.values(), initialStates, steps);
    List<Variable> last = new ArrayList<>(initialStates.size());
    for (int s = 0; s < initialStates.size(); s++) {
      last.add(last(all, s, steps));
    }
    Optional<Mask> shown = holes.map(this::shown).filter(mask -> !isValidForAll(mask));
    if (!form.returnSequences()) {
      Optional<DMatrixRMaj> column = shown.map(mask -> mask.step(input.timesteps() - 1));
      Variable output = zeroWhereNotShown(context, last.get(0), column);
      return new RecurrentOutput(Sequence.ofVectors(output), last);
    }
    Variable outputs = zeroWhereNotShown(context, outputs(all, steps), shown.map(Mask::column));
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
        ? gatherRows(all, steps.rowsInOrder())
        : sliceRows(all, steps.batch(), steps.batch() + rows);
  }

  private static Variable zeroWhereNotShown(
      CallContext context, Variable output, Optional<DMatrixRMaj> shown) {
    return shown
        .map(column -> where(context.tape().constant(column), output, zeros(context, output)))
        .orElse(output);
  }

  private static Variable zeros(CallContext context, Variable like) {
    return Recurrence.zeros(context, like.shape().rows(), like.shape().columns());
  }

  /** Which outputs are not 0, in the order of processing. */
  private Mask shown(Mask mask) {
    boolean[][] shown = new boolean[mask.batch()][mask.timesteps()];
    for (int b = 0; b < mask.batch(); b++) {
      boolean begun = false;
      for (int i = 0; i < mask.timesteps(); i++) {
        boolean valid = mask.isValid(b, form.timestep(i, mask.timesteps()));
        begun |= valid;
        shown[b][i] = form.zeroOutputForMask() ? valid : begun;
      }
    }
    return Mask.of(shown);
  }

  private static boolean isValidForAll(Mask mask) {
    return mask.validSteps() == mask.batch() * mask.timesteps();
  }
}
