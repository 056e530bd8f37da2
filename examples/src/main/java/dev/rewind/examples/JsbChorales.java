package dev.rewind.examples;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.Concatenate;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Dropout;
import dev.rewind.layers.initializers.Constant;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.AdamW;
import dev.rewind.optimizers.schedules.CosineDecay;
import dev.rewind.training.FitOptions;
import dev.rewind.training.Functional;
import dev.rewind.training.History;
import dev.rewind.training.Input;
import dev.rewind.training.Model;
import dev.rewind.training.Tensor;
import dev.rewind.training.callbacks.EarlyStopping;
import dev.rewind.training.callbacks.LambdaCallback;
import dev.rewind.training.callbacks.Training;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.SequenceDataset;
import dev.rewind.training.losses.BinaryCrossentropy;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which keys sound next? 229 chorales of Bach are learned, chord by chord; 76 others choose the
 * epoch, and 77 more say how well it went. Then the model goes on where Bach is interrupted.
 *
 * <p>The score is that of the papers: minus the logarithm of the probability of the next chord,
 * where each of 88 keys sounds or not on its own, in nats per time step, averaged over all steps.
 * The first chord is predicted from silence.
 *
 * <p>The model has more than the GRU of the paper: it hears pitch classes besides keys, a shortcut
 * leads past the GRU, and dropout and weight decay keep it from learning by heart. Chorales are not
 * transposed to have more of them, because all stand in C, those of the test too.
 */
public final class JsbChorales {
  /** Chung et al., 2014, arXiv:1412.3555, table 2: JSB Chorales, test, GRU. */
  static final double SCORE_OF_THE_PAPER = 8.54;

  private static final int EPOCHS = 20;
  private static final int BATCH_SIZE = 8;
  private static final int UNITS = 100;
  private static final int PRINT_EVERY = 5;

  /** The chorales have four voices: at first, each key sounds as rarely as four of 88. */
  private static final double RARE = -3.0;

  private JsbChorales() {}

  public static void main(String[] args) throws Exception {
    long start = System.nanoTime();
    Dataset train = dataset(Chorale.read("train"));
    Dataset valid = dataset(Chorale.read("valid"));
    List<Chorale> test = Chorale.read("test");

    Model model = build(1, train.size(), EPOCHS);
    System.out.print(model.summary());
    Best best = train(model, train, valid, EPOCHS);
    System.out.printf(
        Locale.ROOT,
        "%nChosen by validation: epoch %d, %.3f nats per time step.%n",
        best.epoch(),
        best.score());
    System.out.printf(
        Locale.ROOT,
        "Test: %.3f nats per time step (GRU of Chung et al. 2014: %.2f).%n",
        score(model, dataset(test)),
        SCORE_OF_THE_PAPER);

    Path file = Path.of("examples", "target", "chorale.mid");
    Chorale begun = test.get(0).first(16);
    MidiFile.write(new Composer(model, RandomSource.of(1)).goOn(begun, 48), file);
    System.out.println("16 chords of Bach, and how the model goes on: " + file);
    System.out.printf(Locale.ROOT, "All in %.0f s.%n", (System.nanoTime() - start) / 1e9);
  }

  /** What has sounded before each step, and as target what sounds then. */
  static Dataset dataset(List<Chorale> chorales) {
    return SequenceDataset.of(chorales.stream().map(Chorale::heard).toList())
        .withStepTargets(chorales.stream().map(Chorale::roll).toList());
  }

  /**
   * A GRU remembers what was heard. From its state, and from the last chord once more, follows how
   * likely each key sounds next.
   */
  static Model build(long seed, int samples, int epochs) {
    Input heard = Input.of(DataShape.sequence(Chorale.HEARD));
    Tensor remembered =
        heard
            .apply(Dropout.of(0.1))
            .apply(GRU.of(UNITS).returnSequences(true))
            .apply(Dropout.of(0.3));
    Tensor logits =
        remembered
            .apply(Concatenate.of(), heard)
            .apply(Dense.of(Chorale.KEYS).biasInitializer(Constant.of(RARE)));
    Model model = Functional.of(heard, logits).build(RandomSource.of(seed));
    int steps = epochs * ((samples + BATCH_SIZE - 1) / BATCH_SIZE);
    model.compile(
        AdamW.of().learningRate(CosineDecay.of(1e-2, steps)).weightDecay(0.1),
        BinaryCrossentropy.of().fromLogits(true));
    return model;
  }

  /** Nats per time step; the loss is a mean over the keys, and over all steps of one batch. */
  static double score(Model model, Dataset data) {
    return nats(model.evaluate(data, data.size()).get("loss"));
  }

  /**
   * The epoch whose weights were kept.
   *
   * @param epoch its number, from 1
   * @param score its validation, in nats per time step
   */
  record Best(int epoch, double score) {}

  /** Trains, and goes back to the epoch that did best in validation. */
  static Best train(Model model, Dataset train, Dataset valid, int epochs) {
    EarlyStopping best = EarlyStopping.of().patience(epochs).restoreBestWeights(true);
    History history =
        model.fit(
            train,
            FitOptions.of()
                .epochs(epochs)
                .batchSize(BATCH_SIZE)
                .verbose(false)
                .validationData(valid)
                .validationBatchSize(valid.size()) // one batch: a mean over all steps
                .callbacks(best, LambdaCallback.of().onEpochEnd(JsbChorales::print)));
    return new Best(best.bestEpoch() + 1, nats(history.get("val_loss").get(best.bestEpoch())));
  }

  private static void print(Training training) {
    int done = training.epoch() + 1;
    if (done % PRINT_EVERY == 0) {
      System.out.printf(
          Locale.ROOT,
          "epoch %2d: training %.3f, validation %.3f%n",
          done,
          nats(training.logs().get("loss")),
          nats(training.logs().get("val_loss")));
    }
  }

  private static double nats(@Nullable Double loss) {
    return Chorale.KEYS * Objects.requireNonNull(loss);
  }
}
