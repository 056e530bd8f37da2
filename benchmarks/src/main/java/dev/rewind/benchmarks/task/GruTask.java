package dev.rewind.benchmarks.task;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.Adam;
import dev.rewind.training.Model;
import dev.rewind.training.Sequential;
import dev.rewind.training.data.Batch;
import dev.rewind.training.losses.MeanSquaredError;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * The work that everyone does: a GRU reads a batch of sequences, a dense layer makes one number of
 * its last output. In training, that number's squared error goes back, and Adam updates the
 * weights.
 */
public final class GruTask {
  private static final long SEED = 1;

  private final Model model;
  private final Batch batch;

  private GruTask(Model model, Batch batch) {
    this.model = model;
    this.batch = batch;
  }

  /** A model and a batch of random numbers, the same ones for the same size. */
  public static GruTask of(Size size) {
    Model model =
        Sequential.of(DataShape.sequence(size.features()), GRU.of(size.units()), Dense.of(1))
            .build(RandomSource.of(SEED));
    model.compile(Adam.of(), MeanSquaredError.of());
    RandomSource random = RandomSource.of(SEED);
    DMatrixRMaj inputs = gaussians(size.timesteps() * size.batch(), size.features(), random);
    DMatrixRMaj targets = gaussians(size.batch(), 1, random);
    return new GruTask(
        model, Batch.ofSequences(inputs, size.timesteps(), Optional.empty()).withTargets(targets));
  }

  /** A matrix of normally distributed numbers. */
  public static DMatrixRMaj gaussians(int rows, int columns, RandomSource random) {
    DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        matrix.set(row, column, random.nextGaussian());
      }
    }
    return matrix;
  }

  public Model model() {
    return model;
  }

  public Batch batch() {
    return batch;
  }

  /** How many numbers of the model are trained. */
  public long parameters() {
    return model.weights().stream()
        .mapToLong(weight -> weight.parameter().value().getNumElements())
        .sum();
  }
}
