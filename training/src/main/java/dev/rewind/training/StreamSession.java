package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.layers.StreamRow;
import dev.rewind.layers.StreamStep;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * One sequence whose time steps come one by one. Made by {@link ModelStream#open()}.
 *
 * <p>It has the states of this sequence and room for one step; the weights are the stream's. One
 * thread at a time, not always the same one; sessions do not know of each other.
 *
 * <pre>{@code
 * session.step(x, y);
 * List<DMatrixRMaj> states = session.states(); // copies, to be kept anywhere
 * other.restore(states); // another session of this stream goes on from there
 * }</pre>
 *
 * <p>If a step throws an exception, some layers may have gone a step on and others not: put states
 * back, or begin anew.
 */
public final class StreamSession {
  private final StreamRow input;
  private final StreamRow output;
  private final StreamStep[] steps;
  private final List<StreamRow> states;

  StreamSession(StreamRow input, List<StreamStep> steps) {
    this.input = input;
    this.steps = steps.toArray(StreamStep[]::new);
    this.output = steps.get(steps.size() - 1).output();
    this.states = steps.stream().flatMap(step -> step.states().stream()).toList();
  }

  /**
   * Takes a time step and computes what {@link Model#predict(dev.rewind.training.data.Dataset)
   * predict} gives for the sequence of all steps so far; of a model that returns sequences its last
   * row. The numbers are those of predict, to 1e-12. Dropout is off.
   *
   * <p>A step that a layer masks, such as one of zeros behind {@code Masking}, leaves the states as
   * they were.
   *
   * @param x the features of this step, {@link ModelStream#inputs()} of them. Not modified.
   * @param y room for {@link ModelStream#outputs()} numbers. Modified.
   * @throws IllegalArgumentException if one of them is of another length, or x is no input of the
   *     first layer, such as a number that an embedding does not know
   */
  public void step(double[] x, double[] y) {
    if (x.length != input.features() || y.length != output.features()) {
      throw wrongLength(x, y);
    }
    input.write(x);
    for (StreamStep step : steps) {
      step.run();
    }
    output.read(y);
  }

  private IllegalArgumentException wrongLength(double[] x, double[] y) {
    return new IllegalArgumentException(
        "step: got "
            + x.length
            + " features and room for "
            + y.length
            + " outputs; expected "
            + input.features()
            + " and "
            + output.features()
            + ". The stream's inputs() and outputs() say how many there are.");
  }

  /**
   * What the session remembers of the steps so far.
   *
   * @return copies, each {@code [1, size]}: the states layer by layer, in the order of Keras'
   *     {@code states}; after those of a cell of one's own, or of one whose activation is not
   *     elementwise, its last output, which masked steps repeat
   */
  public List<DMatrixRMaj> states() {
    return states.stream().map(StreamRow::copy).toList();
  }

  /**
   * Goes on from where a session of this stream, or of one of a model of the same description, once
   * was.
   *
   * @param saved what {@link #states()} gave; copied
   * @throws IllegalArgumentException if their number or their shapes are others; nothing is changed
   *     then
   */
  public void restore(List<DMatrixRMaj> saved) {
    Checks.require(
        saved.size() == states.size(),
        "restore",
        "got "
            + saved.size()
            + " states; expected "
            + states.size()
            + ". Give those of a session of the same stream.");
    for (int i = 0; i < saved.size(); i++) {
      Shape expected = new Shape(1, states.get(i).features());
      Checks.sameShape("restore: state " + i, Shape.of(saved.get(i)), expected);
    }
    for (int i = 0; i < saved.size(); i++) {
      states.get(i).write(saved.get(i), 0);
    }
  }

  /** Begins a new sequence: sets all states to zero. */
  public void reset() {
    states.forEach(StreamRow::clear);
  }

  @Override
  public String toString() {
    return "StreamSession("
        + (input.features() + " features to " + output.features())
        + (", " + (states.size() == 1 ? "1 state)" : states.size() + " states)"));
  }
}
