package dev.rewind.parity;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenValue;
import dev.rewind.testkit.Tensor;
import org.ejml.data.DMatrixRMaj;

/**
 * Which axis of recorded sequences is which.
 *
 * @param timeMajor whether time is the first axis; else it is the second, after the samples
 */
record RecordedLayout(boolean timeMajor) {

  /** The layout of a case: a layer says whether it is time-major. */
  static RecordedLayout of(GoldenCase golden) {
    return new RecordedLayout(
        golden.get("args").find("time_major").map(GoldenValue::flag).orElse(false));
  }

  /** The shape of a call's inputs. */
  DataShape shape(GoldenValue call) {
    try (Tape tape = Tape.create()) {
      return inputs(tape, call).shape();
    }
  }

  /** Whole numbers {@code (batch, time)} or {@code (batch)} are sequences or vectors of one. */
  Sequence inputs(Tape tape, GoldenValue call) {
    Tensor tensor = call.get("inputs").tensor();
    int[] shape = tensor.shape();
    boolean numbers = tensor.type() == Tensor.Type.INT64;
    boolean hasTime = shape.length == (numbers ? 2 : 3);
    Tensor ordered = hasTime && !timeMajor ? tensor.swapBatchAndTime() : tensor;
    Variable values = numbers ? tape.constant(ordered.column()) : tape.variable(ordered.rows());
    if (!hasTime) {
      return Sequence.ofVectors(values);
    }
    Sequence all = Sequence.of(values, ordered.shape()[0]);
    return call.find("mask").map(m -> all.withMask(stepMask(m))).orElse(all);
  }

  private Mask stepMask(GoldenValue recorded) {
    Tensor mask = recorded.tensor();
    return Mask.of((timeMajor ? mask.swapBatchAndTime() : mask).mask());
  }

  /** Reads a mask of samples and steps, or of samples only. */
  static Mask mask(GoldenValue recorded) {
    Tensor mask = recorded.tensor();
    return mask.shape().length == 1
        ? Mask.ofColumn(mask.shape()[0], mask.column())
        : Mask.of(mask.mask());
  }

  /** Orders the rows of a tensor as a sequence stores them. */
  DMatrixRMaj matrix(Tensor tensor) {
    return timeMajor ? tensor.rows() : tensor.matrix();
  }
}
