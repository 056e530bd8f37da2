package dev.rewind.training.losses;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.Shape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import org.ejml.data.DMatrixRMaj;

/**
 * The mean of the absolute differences.
 *
 * <pre>
 *   v = 1/k · Σ |p − t|
 * </pre>
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}.
 *
 * <p><b>Source</b>: {@code keras/src/losses/losses.py}, Keras 3.15.1; unlike there, targets {@code
 * [rows, 1]} are not broadcast over k columns. Where prediction and target are equal, the gradient
 * is 0.
 *
 * @param options all options with their values
 */
public record MeanAbsoluteError(Options options) implements LossOptions<MeanAbsoluteError> {
  private static final Option<String> NAME = Option.of("name", Codecs.TEXT, "mean_absolute_error");
  private static final Options DECLARED = Options.of("MeanAbsoluteError", NAME, REDUCTION);

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public MeanAbsoluteError {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The mean absolute error.
   *
   * @return a loss with Keras' defaults
   */
  public static MeanAbsoluteError of() {
    return new MeanAbsoluteError(DECLARED);
  }

  @Override
  public MeanAbsoluteError with(Options newOptions) {
    return new MeanAbsoluteError(newOptions);
  }

  @Override
  public String name() {
    return options.get(NAME);
  }

  @Override
  public MeanAbsoluteError name(String name) {
    return with(options.with(NAME, name));
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.sameShape(
        name(), targets, predictions, "Give the last layer one unit for each target.");
  }

  @Override
  public void checkTargets(DMatrixRMaj targets, Shape predictions) {
    checkShapes(Shape.of(targets), predictions);
    TargetChecks.finite(name(), targets);
  }

  @Override
  public Variable values(DMatrixRMaj targets, Variable predictions) {
    Tape tape = predictions.tape();
    return tape.record(new AbsoluteError(), predictions, tape.constant(targets));
  }

  private record AbsoluteError() implements ElementwiseLossOp {
    @Override
    public double f(double t, double p) {
      return Math.abs(p - t);
    }

    @Override
    public double df(double t, double p) {
      return Math.signum(p - t);
    }
  }
}
