package dev.rewind.training.callbacks;

import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/** Moves a training through epochs that have one log each. */
final class Epochs {
  private Epochs() {}

  /** Runs epochs until a callback stops them; the weight after an epoch is its number. */
  static void run(FakeTraining training, Callback callback, String log, double... values) {
    callback.onTrainBegin(training);
    go(training, callback, log, values);
    callback.onTrainEnd(training);
  }

  /** The epochs alone, from the present one. */
  static void go(FakeTraining training, Callback callback, String log, double... values) {
    for (int i = 0; i < values.length && !training.stopped; i++) {
      training.logs.clear();
      callback.onEpochBegin(training);
      training.weight.assign(new DMatrixRMaj(new double[][] {{training.epoch}}));
      training.logs.putAll(Map.of(log, values[i]));
      callback.onEpochEnd(training);
      callback.betweenSteps(training);
      training.epoch++;
    }
  }

  static double weight(FakeTraining training) {
    return training.weight.value().get(0, 0);
  }
}
