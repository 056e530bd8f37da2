package dev.rewind.training.data;

import dev.rewind.core.Checks;
import dev.rewind.layers.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Cuts the time axis of a batch. A piece is a block of rows, since storage is time-major.
 *
 * @param whole the batch
 * @param length time steps of a piece, positive
 */
record BatchChunks(Batch whole, int length) {

  /**
   * What a piece is a piece of.
   *
   * @param timesteps those of the whole
   * @param share how much of its real steps the piece has
   */
  record Piece(int timesteps, double share) {}

  BatchChunks {
    for (BatchInput input : whole.allInputs()) {
      Checks.require(
          input.shape().hasTime() && input.timesteps() == whole.timesteps(),
          "chunks",
          "the inputs have the shapes "
              + whole.inputShapes()
              + "; expected sequences of one length. Only those can be cut in time.");
    }
    for (BatchTarget target : targets(whole)) {
      Checks.require(
          target.timesteps().equals(Optional.of(whole.timesteps())),
          "chunks",
          "targets are "
              + target
              + "; expected one for each of the "
              + whole.timesteps()
              + " time steps. Return sequences from the last recurrent layer, and give step"
              + " targets.");
    }
  }

  List<Batch> all() {
    List<Batch> pieces = new ArrayList<>();
    for (int from = 0; from < whole.timesteps(); from += length) {
      int to = Math.min(from + length, whole.timesteps());
      pieces.add(piece(from, to));
    }
    return pieces;
  }

  private Batch piece(int from, int to) {
    return new Batch(
        whole.allInputs().stream().map(input -> input(input, from, to)).toList(),
        targets(whole).stream().map(target -> target(target, from, to)).toList(),
        whole.sampleWeights().map(weights -> weights(weights, from, to)),
        from == 0,
        Optional.of(new Piece(whole.timesteps(), share(from, to))));
  }

  /** How many of the real steps lie there. */
  private double share(int from, int to) {
    return whole
        .mask()
        .map(mask -> (double) part(mask, from, to).validSteps() / mask.validSteps())
        .orElse((double) (to - from) / whole.timesteps());
  }

  private Mask part(Mask mask, int from, int to) {
    return Mask.ofColumn(mask.batch(), rows(mask.column(), from, to));
  }

  private BatchInput input(BatchInput input, int from, int to) {
    Optional<Mask> mask = input.mask().map(m -> part(m, from, to));
    return BatchInput.sequences(rows(input.values(), from, to), to - from, mask);
  }

  private BatchTarget target(BatchTarget target, int from, int to) {
    return new BatchTarget(
        rows(target.values(), from, to),
        Optional.of(to - from),
        target.weights().map(weights -> weights(weights, from, to)));
  }

  /** Those of the steps, unless there is one for each sample. */
  private DMatrixRMaj weights(DMatrixRMaj weights, int from, int to) {
    return weights.numRows == whole.size() ? weights : rows(weights, from, to);
  }

  private DMatrixRMaj rows(DMatrixRMaj values, int from, int to) {
    int batch = whole.size();
    return CommonOps_DDRM.extract(values, from * batch, to * batch, 0, values.numCols);
  }

  private static List<BatchTarget> targets(Batch batch) {
    return batch.hasTargets() ? batch.allTargets() : List.of();
  }
}
