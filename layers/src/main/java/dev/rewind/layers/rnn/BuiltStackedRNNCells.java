package dev.rewind.layers.rnn;

import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Weight;
import java.util.ArrayList;
import java.util.List;

/**
 * Built cells one on top of the other, as one cell. Made by {@link StackedRNNCells#build}.
 *
 * <p>Called by hand, step by step, each cell keeps its own dropout masks, which are reset cell by
 * cell, see {@link DropoutRNNCell}.
 */
public final class BuiltStackedRNNCells implements RNNCell {
  /** What the cells are called in the names of weights and in messages, before their number. */
  static final String CELL = "cell_";

  private final String name;
  private final List<RNNCell> cells;

  BuiltStackedRNNCells(String name, List<RNNCell> cells) {
    this.name = name;
    this.cells = List.copyOf(cells);
  }

  /**
   * The built cells: Keras' {@code cells}.
   *
   * @return an immutable list, from the inputs upwards
   */
  public List<RNNCell> cells() {
    return cells;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Integer> stateSizes() {
    return cells.stream().flatMap(cell -> cell.stateSizes().stream()).toList();
  }

  @Override
  public int outputSize() {
    return cells.get(cells.size() - 1).outputSize();
  }

  @Override
  public List<Weight> weights() {
    return cells.stream().flatMap(cell -> cell.weights().stream()).toList();
  }

  @Override
  public List<RandomSource> randomStreams() {
    return cells.stream().flatMap(cell -> cell.randomStreams().stream()).distinct().toList();
  }

  @Override
  public List<Variable> getInitialState(CallContext context, int batch) {
    return cells.stream().flatMap(cell -> cell.getInitialState(context, batch).stream()).toList();
  }

  @Override
  public Steps begin(CallContext context, int batch) {
    List<Steps> steps = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      RNNCell cell = cells.get(i);
      steps.add(context.tape().within(CELL + i, () -> cell.begin(context, batch)));
    }
    return (x, states) -> climb(steps, x, states);
  }

  /** Computes one step by hand, with the masks that the cells keep. */
  @Override
  public Step call(CallContext context, Variable x, List<Variable> states) {
    List<Steps> steps =
        cells.stream().<Steps>map(cell -> (input, own) -> cell.call(context, input, own)).toList();
    return climb(steps, x, states);
  }

  /** One step of each cell, from the inputs upwards, each with its own part of the states. */
  private Step climb(List<Steps> steps, Variable x, List<Variable> states) {
    int expected = stateSizes().size();
    Checks.require(
        states.size() == expected,
        name,
        "got " + states.size() + " states; expected " + expected + ", those of all cells.");
    List<Variable> newStates = new ArrayList<>();
    Variable output = x;
    int from = 0;
    for (int i = 0; i < cells.size(); i++) {
      int to = from + cells.get(i).stateSizes().size();
      Steps own = steps.get(i);
      Variable input = output;
      List<Variable> ownStates = states.subList(from, to);
      Step step = x.tape().within(CELL + i, () -> own.step(input, ownStates));
      newStates.addAll(step.states());
      output = step.output();
      from = to;
    }
    return new Step(output, newStates);
  }
}
