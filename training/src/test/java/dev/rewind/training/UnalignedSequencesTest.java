package dev.rewind.training;

import static dev.rewind.training.TestModels.SILENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.Adam;
import dev.rewind.training.data.SequenceDataset;
import dev.rewind.training.losses.CTC;
import dev.rewind.training.metrics.Metrics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CTC: sequences of labels that are shorter than what they are read from. */
class UnalignedSequencesTest {

  private static Model model() {
    Model model =
        Sequential.of(DataShape.sequence(2), GRU.of(8).returnSequences(true), Dense.of(3))
            .build(RandomSource.of(1));
    model.compile(Adam.of().learningRate(0.03), CTC.of());
    return model;
  }

  /** Each label lasts for one to three steps, and a pause stands between two. */
  private static SequenceDataset spoken(int samples) {
    RandomSource random = RandomSource.of(4);
    List<double[][]> x = new ArrayList<>();
    double[][] labels = new double[samples][3];
    for (int i = 0; i < samples; i++) {
      List<double[]> steps = new ArrayList<>();
      for (int k = 0; k < 1 + random.nextInt(3); k++) {
        int label = 1 + random.nextInt(2);
        labels[i][k] = label;
        for (int t = 0; t < 1 + random.nextInt(3); t++) {
          steps.add(new double[] {label == 1 ? 1 : -1, 0.1 * random.nextGaussian()});
        }
        steps.add(new double[] {0, 0});
      }
      x.add(steps.toArray(double[][]::new));
    }
    return SequenceDataset.of(x).withTargets(labels);
  }

  @Test
  void labelsAreLearnedWithoutTheirPlaces() {
    Model model = model();
    SequenceDataset data = spoken(60);
    double before = model.evaluate(data).get("loss");
    History history = model.fit(data, SILENT.epochs(25).batchSize(10).validationSplit(0.1));
    assertThat(history.last("loss")).isLessThan(0.1 * before);
    assertThat(history.last("val_loss")).isLessThan(0.2 * before);
  }

  @Test
  void whatIsForRowsIsRefused() {
    Model model = model();
    assertThatThrownBy(() -> model.compile(Adam.of(), CTC.of(), Metrics.accuracy()))
        .hasMessage(
            "compile: ctc is a loss of sequences, whose targets metrics of rows can not be compared"
                + " with; expected no metrics.");
    SequenceDataset steps =
        SequenceDataset.of(new double[1][4][2]).withStepTargets(new double[4][1]);
    assertThatThrownBy(() -> model.fit(steps, SILENT))
        .hasMessage(
            "fit: ctc is a loss of sequences, the model gives (None, None, 3) and the targets are"
                + " (None, 4, 1); expected sequences and one row of targets for each.");
    assertThatThrownBy(() -> model.trainOnBatch(steps.batch(0)))
        .hasMessage(
            "batch: ctc is a loss of sequences, the model gives (None, None, 3) and the targets are"
                + " (None, 4, 1); expected sequences and one row of targets for each.");
  }
}
