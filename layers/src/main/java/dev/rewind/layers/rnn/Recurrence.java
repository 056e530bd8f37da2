package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.sliceRows;
import static dev.rewind.autograd.ops.Ops.stackTime;
import static dev.rewind.autograd.ops.Ops.where;

import dev.rewind.autograd.Place;
import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Applies a cell to all time steps, composed of ops that are all visible on the tape.
 *
 * <pre>
 *   mask    ■    ■    □    ■
 *   state   s₀   s₁   s₁   s₃      a masked step carries the state over
 *   output  y₀   y₁   y₁   y₃      and repeats the output; before the first real step it is 0
 * </pre>
 *
 * <p><b>Source</b>: {@code rnn} in {@code keras/src/backend/torch/rnn.py} and {@code
 * keras/src/layers/rnn/rnn.py}, Keras 3.15.1.
 */
record Recurrence(RNNCell cell, RecurrentForm form) {

  RecurrentOutput run(CallContext context, Sequence input, List<Variable> initialStates) {
    RNNCell.Steps steps = cell.begin(context, input.batch());
    List<Variable> outputs = new ArrayList<>();
    Variable zeros = zeros(context, input.batch(), cell.outputSize());
    RNNCell.Step last = new RNNCell.Step(zeros, initialStates);
    for (int i = 0; i < input.timesteps(); i++) {
      int t = form.timestep(i, input.timesteps());
      RNNCell.Step before =
          form.zeroOutputForMask() ? new RNNCell.Step(zeros, last.states()) : last;
      Variable x = sliceRows(input.values(), t * input.batch(), (t + 1) * input.batch());
      Place place = Place.step(t, input.batch(), rows(x, last.states()));
      last = context.tape().within(place, () -> step(context, steps, input, t, x, before));
      outputs.add(last.output());
    }
    return new RecurrentOutput(output(input, outputs), last.states());
  }

  /** One step of the cell, but of the step before where a sample is masked. */
  private RNNCell.Step step(
      CallContext context,
      RNNCell.Steps steps,
      Sequence input,
      int t,
      Variable x,
      RNNCell.Step before) {
    RNNCell.Step next = steps.step(x, before.states());
    requireStep(next, input.batch());
    return validity(context, input.mask(), t).map(v -> hold(v, next, before)).orElse(next);
  }

  private static List<Variable> rows(Variable x, List<Variable> states) {
    return Stream.concat(Stream.of(x), states.stream()).toList();
  }

  /** A cell of a user's own may give something else than it says. */
  private void requireStep(RNNCell.Step step, int batch) {
    Checks.require(
        step.states().size() == cell.stateSizes().size(),
        cell.name(),
        "a step of the cell gave "
            + step.states().size()
            + " states; expected "
            + cell.stateSizes().size()
            + " as its stateSizes() say.");
    Shape output = new Shape(batch, cell.outputSize());
    StateChecks.requireShape(
        cell.name(), "the output of a step", step.output().shape(), output, "outputSize");
    StateChecks.require(cell.name(), "new state", cell.stateSizes(), batch, step.states());
  }

  /** Which samples use a step, as a column; nothing when all do. */
  private static Optional<Variable> validity(CallContext context, Optional<Mask> mask, int t) {
    return mask.filter(m -> !m.isValidForAll(t)).map(m -> context.use(m, t));
  }

  /** Where a sample is masked, output and states stay as they were. */
  private static RNNCell.Step hold(Variable valid, RNNCell.Step next, RNNCell.Step before) {
    List<Variable> states = new ArrayList<>();
    for (int i = 0; i < next.states().size(); i++) {
      states.add(where(valid, next.states().get(i), before.states().get(i)));
    }
    return new RNNCell.Step(where(valid, next.output(), before.output()), states);
  }

  private Sequence output(Sequence input, List<Variable> outputs) {
    if (!form.returnSequences()) {
      return Sequence.ofVectors(outputs.get(outputs.size() - 1));
    }
    return Sequence.of(stackTime(outputs), input.timesteps(), input.mask());
  }

  static Variable zeros(CallContext context, int rows, int columns) {
    return context.tape().zeros(rows, columns);
  }
}
