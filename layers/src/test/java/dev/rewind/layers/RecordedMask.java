package dev.rewind.layers;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** One dropout mask for every request; and the requests, to be looked at. */
final class RecordedMask implements DropoutSource {
  final List<Request> requests = new ArrayList<>();
  private final DMatrixRMaj mask;

  RecordedMask(DMatrixRMaj mask) {
    this.mask = mask;
  }

  @Override
  public DMatrixRMaj mask(Request request) {
    requests.add(request);
    return mask;
  }
}
