package dev.rewind.training.callbacks;

import java.util.Map;

/**
 * Ends training when the loss is NaN or infinite.
 *
 * <pre>{@code
 * model.fit(train, FitOptions.of().epochs(40).callbacks(TerminateOnNaN.of().raiseError(true)));
 * }</pre>
 *
 * <p><b>Source</b>: {@code keras/src/callbacks/terminate_on_nan.py}, Keras 3.15.1.
 */
public final class TerminateOnNaN implements Callback {
  private final boolean raiseError;

  private TerminateOnNaN(boolean raiseError) {
    this.raiseError = raiseError;
  }

  /**
   * Keras' default: stops as {@link Training#stop} does.
   *
   * @return the callback
   */
  public static TerminateOnNaN of() {
    return new TerminateOnNaN(false);
  }

  /**
   * Says whether training fails instead, so that no callback sees its end: a {@link
   * BackupAndRestore} keeps its file then.
   *
   * @param raiseError false by default
   * @return a changed copy
   */
  public TerminateOnNaN raiseError(boolean raiseError) {
    return new TerminateOnNaN(raiseError);
  }

  /**
   * Looks at the loss over the epoch so far.
   *
   * @throws IllegalStateException if it is NaN or infinite and that is to be an error
   */
  @Override
  public void onTrainBatchEnd(Training training) {
    double loss = lossOf(training.logs());
    if (Double.isFinite(loss)) {
      return;
    }
    if (raiseError) {
      throw new IllegalStateException(
          "TerminateOnNaN: the loss is "
              + loss
              + " in step "
              + training.step()
              + " of epoch "
              + training.epoch()
              + "; expected a finite one. Lower the learning rate, or clip the gradients.");
    }
    training.stop();
  }

  private static double lossOf(Map<String, Double> logs) {
    return logs.getOrDefault("loss", 0.0);
  }
}
