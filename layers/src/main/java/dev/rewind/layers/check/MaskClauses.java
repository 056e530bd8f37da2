package dev.rewind.layers.check;

import dev.rewind.layers.Layer;
import dev.rewind.layers.Mask;
import dev.rewind.layers.check.Subject.Outcome;
import dev.rewind.layers.check.Subject.Validity;
import dev.rewind.layers.rnn.RecurrentOptions;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/** What a layer owes sequences of unequal length. */
final class MaskClauses {
  static final List<Clause> ALL =
      List.of(
          new Clause("masks", Subject::hasTime, MaskClauses::everyMaskGoesThrough),
          new Clause("padding", Subject::hasTime, MaskClauses::paddingChangesNothing));

  private MaskClauses() {}

  private static void everyMaskGoesThrough(Subject subject) {
    Layer layer = subject.built();
    List<DMatrixRMaj> x = subject.inputs(0);
    subject.predict(layer, x, Optional.of(Subject::holes));
    List<Outcome> unmasked = subject.predict(layer, x, Optional.empty());
    List<Outcome> allValid = subject.predict(layer, x, Optional.of((sample, step) -> true));
    for (int i = 0; i < unmasked.size(); i++) {
      Breach.ifPresent(
          Difference.rounded(allValid.get(i).values(), unmasked.get(i).values()),
          "a mask without holes, compared with none, changes the result:");
    }
    if (subject.takesEmptySamples()) {
      requireFinite(subject, layer, (sample, step) -> sample != 0);
      requireFinite(subject, layer, (sample, step) -> false);
    }
  }

  private static void requireFinite(Subject subject, Layer layer, Validity validity) {
    Slopes slopes = Slopes.of(subject, layer, Optional.of(validity));
    slopes
        .results()
        .forEach(value -> Difference.requireFinite("the result of masked samples", value));
    slopes
        .gradients()
        .forEach((name, g) -> Difference.requireFinite("with masked samples, " + name, g));
  }

  private static void paddingChangesNothing(Subject subject) {
    Layer layer = subject.built();
    List<DMatrixRMaj> x = subject.inputs(0);
    List<Outcome> before = subject.predict(layer, x, Optional.of(Subject::holes));
    List<Outcome> after = subject.predict(layer, padded(subject, x), Optional.of(Subject::holes));
    boolean recurrent = subject.has(RecurrentOptions.RETURN_SEQUENCES);
    for (int i = 0; i < before.size(); i++) {
      compare(before.get(i), after.get(i), recurrent);
    }
  }

  /** The same inputs with other values where they are masked. */
  private static List<DMatrixRMaj> padded(Subject subject, List<DMatrixRMaj> x) {
    List<DMatrixRMaj> others = subject.inputs(1);
    for (int i = 0; i < x.size(); i++) {
      for (int row = 0; row < x.get(i).numRows; row++) {
        boolean masked =
            subject.given().get(i).hasTime()
                && !Subject.holes(row % Subject.BATCH, row / Subject.BATCH);
        for (int column = 0; !masked && column < x.get(i).numCols; column++) {
          others.get(i).set(row, column, x.get(i).get(row, column));
        }
      }
    }
    return others;
  }

  private static void compare(Outcome before, Outcome after, boolean recurrent) {
    int batch = before.batch();
    for (int row = 0; row < before.values().numRows; row++) {
      int sample = row % batch;
      int step = row / batch;
      if (recurrent
          || (counts(before.mask(), sample, step) && counts(after.mask(), sample, step))) {
        for (int column = 0; column < before.values().numCols; column++) {
          double expected = before.values().get(row, column);
          double actual = after.values().get(row, column);
          Breach.unless(
              actual == expected,
              "values under the mask change the result at step "
                  + step
                  + " of sample "
                  + sample
                  + ": "
                  + actual
                  + "; expected "
                  + expected
                  + ".");
        }
      }
    }
  }

  private static boolean counts(Optional<Mask> mask, int sample, int step) {
    return mask.isPresent() && mask.get().isValid(sample, step) && Subject.holes(sample, step);
  }
}
