package dev.rewind.parity;

import dev.rewind.layers.DropoutSource;
import dev.rewind.testkit.GoldenValue;
import dev.rewind.testkit.Tensor;
import org.ejml.data.DMatrixRMaj;

/**
 * Dropout masks as Keras drew them, in place of random ones.
 *
 * @param masks what was recorded for each cell
 * @param timeMajor whether time is the first axis of a mask that has one
 */
record RecordedDropout(GoldenValue masks, boolean timeMajor) implements DropoutSource {

  @Override
  public DMatrixRMaj mask(Request request) {
    String kind = request.kind() == Kind.INPUT ? "input" : "recurrent";
    Tensor mask = cell(request.owner()).get(kind).items().get(request.gate()).tensor();
    return timeMajor ? mask.rows() : mask.matrix();
  }

  private GoldenValue cell(String owner) {
    String name = WeightNames.recorded(owner);
    String prefix = name.isEmpty() ? "" : name + "/";
    return masks.items().stream()
        .filter(cell -> cell.get("cell").text().equals(prefix))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no masks are recorded for " + owner));
  }
}
