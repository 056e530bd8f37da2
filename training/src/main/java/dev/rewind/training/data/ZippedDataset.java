package dev.rewind.training.data;

import dev.rewind.layers.DataShape;
import java.util.List;
import java.util.Optional;

/**
 * The inputs of several data sets, sample by sample.
 *
 * @param parts data sets of one size
 */
record ZippedDataset(List<Dataset> parts) implements Dataset {

  ZippedDataset {
    parts = List.copyOf(parts);
    BatchZip.requireSizes(parts.stream().map(Dataset::size).toList());
  }

  @Override
  public int size() {
    return parts.get(0).size();
  }

  @Override
  public DataShape inputShape() {
    return parts.get(0).inputShape();
  }

  @Override
  public List<DataShape> inputShapes() {
    return parts.stream().flatMap(part -> part.inputShapes().stream()).toList();
  }

  @Override
  public Optional<DataShape> targetShape() {
    return targetShapes().stream().findFirst();
  }

  @Override
  public List<DataShape> targetShapes() {
    return parts.stream().flatMap(part -> part.targetShapes().stream()).toList();
  }

  /** Those of the first target. */
  @Override
  public List<String> classNames() {
    return parts.stream()
        .filter(part -> part.targetShape().isPresent())
        .findFirst()
        .map(Dataset::classNames)
        .orElse(List.of());
  }

  @Override
  public int timesteps(int sample) {
    return parts.get(0).timesteps(sample);
  }

  @Override
  public List<BatchTarget> targetsOf(int... samples) {
    return parts.stream().flatMap(part -> part.targetsOf(samples).stream()).toList();
  }

  @Override
  public Batch batch(int... samples) {
    return Batch.zip(parts.stream().map(part -> part.batch(samples)).toArray(Batch[]::new));
  }
}
