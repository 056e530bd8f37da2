package dev.rewind.examples;

import dev.rewind.training.callbacks.Callback;
import dev.rewind.training.callbacks.Training;
import dev.rewind.training.checkpoint.Snapshot;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Prints the scores of a training now and then, and keeps the weights of its best epoch. */
final class BestEpoch implements Callback {
  private static final int PRINT_EVERY = 5;

  private double score = Double.POSITIVE_INFINITY;
  private int epoch;
  private Optional<Snapshot> weights = Optional.empty();

  int epoch() {
    return epoch;
  }

  double score() {
    return score;
  }

  @Override
  public void onEpochEnd(Training training) {
    int done = training.epoch() + 1;
    double validation = nats(training, "val_loss");
    if (validation < score) {
      score = validation;
      epoch = done;
      weights = Optional.of(training.saveWeights());
    }
    if (done % PRINT_EVERY == 0) {
      System.out.printf(
          Locale.ROOT,
          "epoch %2d: training %.3f, validation %.3f%n",
          done,
          nats(training, "loss"),
          validation);
    }
  }

  @Override
  public void onTrainEnd(Training training) {
    weights.ifPresent(training::restore);
  }

  private static double nats(Training training, String log) {
    return Chorale.KEYS * Objects.requireNonNull(training.logs().get(log));
  }
}
