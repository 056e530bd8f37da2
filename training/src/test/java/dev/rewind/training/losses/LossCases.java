package dev.rewind.training.losses;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;

/** Every loss in every mode, with targets and predictions for six rows. */
final class LossCases {
  /** Three time steps of two samples. */
  static final int TIMESTEPS = 3;

  static final int BATCH = 2;

  private static final DMatrixRMaj LOGITS =
      matrix(
          new double[][] {
            {0.3, -1.2, 2.1},
            {-0.4, 0.9, 0.2},
            {1.7, -0.6, -2.2},
            {0.8, 1.1, -0.7},
            {-1.9, 0.5, 1.4},
            {2.6, -0.1, 0.6}
          });
  private static final DMatrixRMaj PROBABILITIES =
      matrix(
          new double[][] {
            {0.2, 0.5, 0.3},
            {0.7, 0.1, 0.2},
            {0.25, 0.35, 0.4},
            {0.05, 0.9, 0.05},
            {0.6, 0.15, 0.25},
            {0.33, 0.27, 0.4}
          });
  private static final DMatrixRMaj ONE_HOT =
      matrix(new double[][] {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}, {0, 0, 1}, {0, 1, 0}, {1, 0, 0}});
  private static final DMatrixRMaj BITS =
      matrix(new double[][] {{1, 1, 0}, {0, 0, 1}, {1, 0, 1}, {0, 0, 0}, {1, 1, 1}, {0, 1, 0}});
  private static final DMatrixRMaj SIGNS =
      matrix(
          new double[][] {
            {1, 1, -1}, {-1, -1, 1}, {1, -1, 1}, {-1, -1, -1}, {1, 1, 1}, {-1, 1, -1}
          });
  private static final DMatrixRMaj COUNTS =
      matrix(new double[][] {{0, 3, 1}, {2, 0, 5}, {1, 1, 0}, {7, 2, 4}, {0, 0, 1}, {3, 6, 2}});
  private static final DMatrixRMaj RATES =
      matrix(
          new double[][] {
            {0.4, 2.5, 1.1},
            {1.7, 0.2, 6.3},
            {0.9, 1.4, 0.6},
            {5.2, 2.3, 3.1},
            {0.1, 0.7, 1.9},
            {2.8, 4.6, 0.3}
          });
  private static final DMatrixRMaj WANTED =
      matrix(
          new double[][] {
            {0.1, 0.6, 0.3},
            {0.3, 0.3, 0.4},
            {0.9, 0.05, 0.05},
            {0.2, 0.2, 0.6},
            {0.5, 0.4, 0.1},
            {0.15, 0.7, 0.15}
          });
  private static final DMatrixRMaj LABELS = matrix(new double[][] {{1}, {0}, {2}, {2}, {1}, {0}});

  private LossCases() {}

  record Case(Loss loss, DMatrixRMaj targets, DMatrixRMaj predictions) {
    @Override
    public String toString() {
      return loss.options().toString();
    }
  }

  /** Every loss of rows. */
  static List<Case> all() {
    return Stream.of(differences(), crossentropies(), focal(), others())
        .flatMap(List::stream)
        .toList();
  }

  /** Every loss, those of whole sequences and along time too. */
  static List<Loss> every() {
    Stream<Loss> ofRows = all().stream().map(Case::loss);
    Stream<Loss> others =
        Stream.of(CTC.of(), CTC.of().name("letters"), CosineSimilarity.of().axis(1));
    return Stream.concat(ofRows, others).toList();
  }

  private static List<Case> differences() {
    return List.of(
        new Case(MeanSquaredError.of(), PROBABILITIES, LOGITS),
        new Case(MeanAbsoluteError.of(), PROBABILITIES, LOGITS),
        new Case(MeanAbsolutePercentageError.of(), LOGITS, PROBABILITIES),
        new Case(MeanSquaredLogarithmicError.of(), COUNTS, RATES),
        new Case(Huber.of(), PROBABILITIES, LOGITS),
        new Case(Huber.of().delta(0.4), PROBABILITIES, LOGITS),
        new Case(LogCosh.of(), PROBABILITIES, LOGITS),
        new Case(CosineSimilarity.of(), PROBABILITIES, LOGITS));
  }

  private static List<Case> others() {
    return List.of(
        new Case(KLDivergence.of(), WANTED, PROBABILITIES),
        new Case(Poisson.of(), COUNTS, RATES),
        new Case(Hinge.of(), SIGNS, LOGITS),
        new Case(Hinge.of().name("bits"), BITS, LOGITS),
        new Case(SquaredHinge.of(), SIGNS, LOGITS),
        new Case(SquaredHinge.of().name("bits"), BITS, LOGITS),
        new Case(CategoricalHinge.of(), ONE_HOT, LOGITS));
  }

  private static List<Case> focal() {
    BinaryFocalCrossentropy binary = BinaryFocalCrossentropy.of();
    CategoricalFocalCrossentropy categorical = CategoricalFocalCrossentropy.of();
    return List.of(
        new Case(binary, BITS, PROBABILITIES),
        new Case(binary.gamma(0.5).labelSmoothing(0.2), BITS, PROBABILITIES),
        new Case(binary.alpha(0.9), BITS, PROBABILITIES),
        new Case(binary.applyClassBalancing(true).alpha(0.7).gamma(1.5), BITS, PROBABILITIES),
        new Case(binary.fromLogits(true), BITS, LOGITS),
        new Case(
            binary.fromLogits(true).labelSmoothing(0.3).applyClassBalancing(true), BITS, LOGITS),
        new Case(categorical, ONE_HOT, PROBABILITIES),
        new Case(categorical.gamma(0).labelSmoothing(0.1), ONE_HOT, PROBABILITIES),
        new Case(categorical.alpha(0.1, 0.5, 0.9).gamma(1.3), ONE_HOT, PROBABILITIES),
        new Case(categorical.fromLogits(true), ONE_HOT, LOGITS),
        new Case(categorical.fromLogits(true).alpha(1, 2, 3).gamma(0.4), ONE_HOT, LOGITS),
        // Predictions need not sum to 1.
        new Case(categorical.name("several"), BITS, RATES));
  }

  private static List<Case> crossentropies() {
    BinaryCrossentropy binary = BinaryCrossentropy.of();
    CategoricalCrossentropy categorical = CategoricalCrossentropy.of();
    SparseCategoricalCrossentropy sparse = SparseCategoricalCrossentropy.of();
    return List.of(
        new Case(binary, BITS, PROBABILITIES),
        new Case(binary.labelSmoothing(0.2), BITS, PROBABILITIES),
        new Case(binary.fromLogits(true), BITS, LOGITS),
        new Case(binary.fromLogits(true).labelSmoothing(0.3), BITS, LOGITS),
        new Case(categorical, ONE_HOT, PROBABILITIES),
        new Case(categorical.labelSmoothing(0.1), ONE_HOT, PROBABILITIES),
        new Case(categorical.fromLogits(true), ONE_HOT, LOGITS),
        new Case(categorical.fromLogits(true).labelSmoothing(0.25), ONE_HOT, LOGITS),
        // Targets need not sum to 1.
        new Case(categorical.name("several"), BITS, PROBABILITIES),
        new Case(categorical.name("several").fromLogits(true), BITS, LOGITS),
        new Case(sparse, LABELS, PROBABILITIES),
        new Case(sparse.fromLogits(true), LABELS, LOGITS),
        new Case(sparse.ignoreClass(1), LABELS, PROBABILITIES),
        new Case(sparse.fromLogits(true).ignoreClass(2), LABELS, LOGITS));
  }

  static double[] values(Loss loss, DMatrixRMaj targets, DMatrixRMaj predictions) {
    try (Tape tape = Tape.create()) {
      return loss.values(targets, tape.constant(predictions)).value().copy().data;
    }
  }

  static double call(Loss loss, DMatrixRMaj y, DMatrixRMaj x, SampleWeights weights) {
    try (Tape tape = Tape.create()) {
      return loss.call(y, tape.constant(x), weights).scalar();
    }
  }

  static DMatrixRMaj gradient(Loss loss, DMatrixRMaj y, DMatrixRMaj x, SampleWeights weights) {
    try (Tape tape = Tape.create()) {
      Variable variable = tape.variable(x);
      return tape.gradients(loss.call(y, variable, weights)).of(variable).copy();
    }
  }

  static DMatrixRMaj matrix(double[][] rows) {
    return new DMatrixRMaj(rows);
  }

  static DMatrixRMaj column(double... values) {
    return DMatrixRMaj.wrap(values.length, 1, values);
  }
}
