package dev.rewind.training.data;

import dev.rewind.core.Checks;
import dev.rewind.layers.DataShape;
import java.util.List;
import java.util.Optional;

/**
 * The inputs of several data sets, sample by sample.
 *
 * @param parts data sets of one size, at most one of which has targets
 */
record ZippedDataset(List<Dataset> parts) implements Dataset {

  ZippedDataset {
    parts = List.copyOf(parts);
    requireSizes(parts.stream().map(Dataset::size).toList());
    requireOne("targets", parts.stream().filter(part -> part.targetShape().isPresent()).count());
  }

  /** Refuses parts that are not of the same samples. */
  static void requireSizes(List<Integer> sizes) {
    Checks.require(!sizes.isEmpty(), "zip", "got no parts; expected at least one.");
    for (int i = 1; i < sizes.size(); i++) {
      Checks.require(
          sizes.get(i).equals(sizes.get(0)),
          "zip",
          "part "
              + i
              + " has "
              + sizes.get(i)
              + " samples; expected "
              + sizes.get(0)
              + " as part 0. Give all parts the same samples.");
    }
  }

  /** Refuses two parts that have what belongs to the whole. */
  static void requireOne(String what, long count) {
    Checks.require(
        count <= 1,
        "zip",
        count + " parts have " + what + "; expected at most 1. Give them to one part only.");
  }

  /** The part that has the targets. */
  private Optional<Dataset> labelled() {
    return parts.stream().filter(part -> part.targetShape().isPresent()).findFirst();
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
    return labelled().flatMap(Dataset::targetShape);
  }

  @Override
  public List<String> classNames() {
    return labelled().map(Dataset::classNames).orElse(List.of());
  }

  @Override
  public Batch batch(int... samples) {
    return Batch.zip(parts.stream().map(part -> part.batch(samples)).toArray(Batch[]::new));
  }
}
