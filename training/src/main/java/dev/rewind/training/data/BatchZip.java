package dev.rewind.training.data;

import dev.rewind.core.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/** Puts batches of the same samples side by side. */
final class BatchZip {
  private BatchZip() {}

  static Batch of(List<Batch> parts) {
    requireSizes(parts.stream().map(Batch::size).toList());
    boolean severalTargets = parts.stream().filter(Batch::hasTargets).count() > 1;
    List<BatchTarget> targets = new ArrayList<>();
    List<DMatrixRMaj> weightsOfAll = new ArrayList<>();
    for (Batch part : parts) {
      boolean own = severalTargets && part.hasTargets();
      if (part.hasTargets()) {
        part.allTargets().forEach(t -> targets.add(own ? weighted(t, part.sampleWeights()) : t));
      }
      if (!own) {
        part.sampleWeights().ifPresent(weightsOfAll::add);
      }
    }
    Checks.require(
        weightsOfAll.size() <= 1,
        "zip",
        weightsOfAll.size()
            + " parts have sample weights for all targets; expected at most 1."
            + " Give them to one part only.");
    return new Batch(
        parts.stream().flatMap(part -> part.allInputs().stream()).toList(),
        targets,
        weightsOfAll.stream().findFirst(),
        parts.stream().anyMatch(Batch::startsAnew));
  }

  private static BatchTarget weighted(BatchTarget target, Optional<DMatrixRMaj> weights) {
    Checks.require(
        weights.isEmpty() || target.weights().isEmpty(),
        "zip",
        "a part has sample weights and its targets have weights too; expected one of them.");
    return weights.map(target::weighted).orElse(target);
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
}
