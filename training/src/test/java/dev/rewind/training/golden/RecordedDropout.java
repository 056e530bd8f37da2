package dev.rewind.training.golden;

import dev.rewind.layers.DropoutSource;
import dev.rewind.testkit.GoldenValue;
import org.ejml.data.DMatrixRMaj;

/** Dropout masks as Keras drew them, in place of random ones. */
record RecordedDropout(GoldenValue masks) implements DropoutSource {

  @Override
  public DMatrixRMaj mask(Request request) {
    String kind = request.kind() == Kind.INPUT ? "input" : "recurrent";
    return masks.items().get(0).get(kind).items().get(request.gate()).tensor().matrix();
  }
}
