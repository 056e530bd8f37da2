package dev.rewind.layers.check;

import dev.rewind.autograd.Tape;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.check.Subject.Outcome;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** What a layer owes the layers around it. */
final class ShapeClauses {
  static final List<Clause> ALL =
      List.of(
          Clause.of("shapes", ShapeClauses::resultsHaveTheAnnouncedShapes),
          new Clause(
              "row by row",
              subject -> subject.config().isRowWise() && subject.given().size() == 1,
              ShapeClauses::rowsStandAlone),
          new Clause("step by step", ShapeClauses::claimsStepsOnly, ShapeClauses::stepsStandAlone),
          Clause.of("other features", ShapeClauses::otherFeaturesAreNoAccident));

  private ShapeClauses() {}

  private static void resultsHaveTheAnnouncedShapes(Subject subject) {
    Layer layer = subject.built();
    Breach.unless(
        layer.name().equals(Subject.NAME),
        "the layer's name is " + layer.name() + "; expected " + Subject.NAME + " as it was built.");
    Breach.unless(
        layer.config().equals(subject.config()),
        "config() is " + layer.config() + "; expected " + subject.config() + ".");
    List<Outcome> results = subject.predict(layer, subject.inputs(0), Optional.empty());
    List<DataShape> computed = results.stream().map(Outcome::shape).toList();
    List<DataShape> announced = subject.config().outputShapes(subject.shapes());
    Breach.unless(
        announced.equals(computed),
        "outputShapes announces " + announced + ", but the call gives " + computed + ".");
    requireAccepted(subject.config().outputShapes(subject.given()), computed);
    for (Outcome result : results) {
      Breach.unless(
          result.batch() == Subject.BATCH,
          "a result has " + result.batch() + " samples; expected " + Subject.BATCH + ".");
      Difference.requireFinite("the result", result.values());
    }
    if (subject.given().size() == 1 && results.size() == 1) {
      Breach.ifPresent(
          Difference.exact(alone(subject, layer), results.get(0).values()),
          "call with one sequence, compared with a list of it: the result");
    }
  }

  private static void requireAccepted(List<DataShape> announced, List<DataShape> computed) {
    for (int i = 0; i < computed.size(); i++) {
      Breach.unless(
          announced.size() == computed.size() && announced.get(i).accepts(computed.get(i)),
          "outputShapes announces "
              + announced
              + " before the length is known, but the call gives "
              + computed
              + ".");
    }
  }

  /** The form of call with one input. */
  private static DMatrixRMaj alone(Subject subject, Layer layer) {
    if (!layer.carriedStates().isEmpty()) {
      layer.resetStates();
    }
    try (Tape tape = Tape.create()) {
      Sequence input = subject.constants(tape, subject.inputs(0), Optional.empty()).get(0);
      return layer.call(CallContext.inference(tape), input).values().value().copy();
    }
  }

  private static void rowsStandAlone(Subject subject) {
    Layer layer = subject.built();
    DMatrixRMaj x = subject.inputs(0).get(0);
    DMatrixRMaj whole = subject.predict(layer, List.of(x), Optional.empty()).get(0).values();
    for (int row = 0; row < x.numRows; row++) {
      try (Tape tape = Tape.create()) {
        DMatrixRMaj one = CommonOps_DDRM.extractRow(x, row, new DMatrixRMaj(1, x.numCols));
        Sequence input = Sequence.ofVectors(tape.constant(one));
        DMatrixRMaj alone = layer.call(CallContext.inference(tape), input).values().value();
        DMatrixRMaj within =
            CommonOps_DDRM.extractRow(whole, row, new DMatrixRMaj(1, whole.numCols));
        Breach.ifPresent(
            Difference.rounded(alone, within),
            "isRowWise() is true, but row " + row + " by itself gives another result:");
      }
    }
  }

  private static boolean claimsStepsOnly(Subject subject) {
    return subject.config().isStepwise()
        && !subject.config().isRowWise()
        && subject.given().size() == 1
        && subject.given().get(0).hasTime();
  }

  private static void stepsStandAlone(Subject subject) {
    Layer layer = subject.built();
    DMatrixRMaj x = subject.inputs(0).get(0);
    DMatrixRMaj whole = subject.predict(layer, List.of(x), Optional.empty()).get(0).values();
    for (int row = 0; row < x.numRows; row++) {
      try (Tape tape = Tape.create()) {
        DMatrixRMaj one = CommonOps_DDRM.extractRow(x, row, new DMatrixRMaj(1, x.numCols));
        Sequence input = Sequence.of(tape.constant(one), 1);
        DMatrixRMaj alone = layer.call(CallContext.inference(tape), input).values().value();
        DMatrixRMaj within =
            CommonOps_DDRM.extractRow(whole, row, new DMatrixRMaj(1, whole.numCols));
        Breach.ifPresent(
            Difference.rounded(alone, within),
            "isStepwise() is true, but step "
                + row / Subject.BATCH
                + " of sample "
                + row % Subject.BATCH
                + " by itself gives another result:");
      }
    }
  }

  private static void otherFeaturesAreNoAccident(Subject subject) {
    Layer layer = subject.built();
    List<DMatrixRMaj> wider = subject.inputs(0).stream().map(ShapeClauses::withOneMore).toList();
    try {
      subject.predict(layer, wider, Optional.empty());
    } catch (IllegalArgumentException refused) {
      // as it should; anything else that is thrown breaks the clause
    }
  }

  private static DMatrixRMaj withOneMore(DMatrixRMaj x) {
    DMatrixRMaj wider = new DMatrixRMaj(x.numRows, x.numCols + 1);
    CommonOps_DDRM.insert(x, wider, 0, 0);
    return wider;
  }
}
