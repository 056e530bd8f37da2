package dev.rewind.training.losses;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.options.Options;
import org.ejml.data.DMatrixRMaj;

/**
 * Connectionist temporal classification: the loss of a sequence of labels of which it is not known
 * at which time steps they stand, as in reading handwriting or speech.
 *
 * <p>At each step the model says one of the labels 1 … k−1 or nothing, the blank 0. Such a path
 * means the labels that remain when repetitions are merged and then blanks removed. The loss is the
 * negative log-probability of all paths π that mean the labels l together:
 *
 * <pre>
 *   v = −log Σ_π Π_t y_t[π_t]        y_t = softmax(x_t)
 * </pre>
 *
 * <pre>{@code
 * DMatrixRMaj labels = new DMatrixRMaj(new double[][] {{3, 1, 1}, {2, 0, 0}}); // two samples
 * Variable loss = CTC.of().call(labels, logits); // logits of 4 classes at each time step
 * }</pre>
 *
 * <p><b>Shapes</b>: predictions {@code [timesteps·batch, k]}, logits, any numbers: a model for this
 * loss ends without an activation, which can not be seen here. Targets {@code [batch, labels]},
 * whole numbers in [0, k), each row padded with 0 at its end; a row of zeros stands for silence. As
 * a blank must stand between two equal labels, labels need as many steps as they are, and one more
 * for each that equals the one before it.
 *
 * <p>Steps that the predictions mask do not take part. A sample all of whose steps are masked does
 * not count.
 *
 * <p><b>Source</b>: Graves, Fernández, Gomez and Schmidhuber, Connectionist Temporal
 * Classification, ICML 2006, equations 6 to 16, in logarithms; {@code ctc} in {@code
 * keras/src/losses/losses.py}, Keras 3.15.1. Keras, which fails when the predictions have a mask,
 * gives an infinite loss for labels that need more steps than there are, and drops labels behind a
 * zero; here both are refused.
 *
 * @param options all options with their values
 */
public record CTC(Options options) implements SequenceLoss<CTC> {
  private static final Options DECLARED = LossOptions.declare("CTC");

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public CTC {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The CTC loss.
   *
   * @return a loss with Keras' defaults
   */
  public static CTC of() {
    return new CTC(DECLARED);
  }

  @Override
  public CTC with(Options newOptions) {
    return new CTC(newOptions);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    Checks.require(
        predictions.columns() > 1,
        name(),
        "predictions are "
            + predictions
            + "; expected at least 2 columns. Give the last layer one unit for each label and one"
            + " for the blank, which is the first.");
    if (predictions.rows() % targets.rows() != 0) {
      throw new ShapeMismatchException(
          name()
              + ": targets are "
              + targets
              + " and predictions "
              + predictions
              + "; expected targets with one row for each sample and predictions with one for each"
              + " of its time steps. Pad short rows of labels with 0.",
          targets,
          predictions);
    }
  }

  @Override
  public void checkTargets(DMatrixRMaj targets, Shape predictions) {
    checkShapes(Shape.of(targets), predictions);
    TargetChecks.labels(name(), targets, predictions.columns(), y -> false);
    for (int sample = 0; sample < targets.numRows; sample++) {
      for (int i = 1; i < targets.numCols; i++) {
        boolean behindPadding = targets.get(sample, i - 1) == 0 && targets.get(sample, i) != 0;
        Checks.require(
            !behindPadding,
            name(),
            "target ["
                + sample
                + ", "
                + i
                + "] is "
                + targets.get(sample, i)
                + " behind a 0; expected 0. Pad labels at the end, and give the blank no label.");
      }
    }
    checkSteps(targets, SampleWeights.of(targets.numRows, predictions.rows() / targets.numRows));
  }

  @Override
  public void checkSteps(DMatrixRMaj targets, SampleWeights steps) {
    for (int sample = 0; sample < targets.numRows; sample++) {
      int valid = 0;
      for (int row = sample; row < steps.rows(); row += steps.batch()) {
        valid += steps.isValid(row) ? 1 : 0;
      }
      int needed = CtcLabels.length(targets, sample) + CtcLabels.repeats(targets, sample);
      Checks.require(
          valid == 0 || needed <= valid,
          name(),
          "the labels of sample "
              + sample
              + " need "
              + needed
              + " time steps, "
              + CtcLabels.repeats(targets, sample)
              + " of them between equal labels; expected at most "
              + valid
              + ", those of the predictions. Shorten the labels or give the model longer sequences.");
    }
  }

  @Override
  public Variable values(DMatrixRMaj targets, Variable predictions, SampleWeights steps) {
    Tape tape = predictions.tape();
    return tape.record(new ForwardBackward(steps), predictions, tape.constant(targets));
  }
}
