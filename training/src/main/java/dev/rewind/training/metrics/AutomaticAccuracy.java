package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.options.Options;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/** The accuracy that fits the shapes: what Keras makes of the word {@code "accuracy"}. */
record AutomaticAccuracy(Options options) implements MeanMetric, MetricOptions<AutomaticAccuracy> {
  private static final Options DECLARED = MetricOptions.declare("accuracy");

  AutomaticAccuracy {
    DECLARED.requireSameDeclarations(options);
  }

  static AutomaticAccuracy of() {
    return new AutomaticAccuracy(DECLARED);
  }

  @Override
  public AutomaticAccuracy with(Options newOptions) {
    return new AutomaticAccuracy(newOptions);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    fitting(targets.columns(), predictions.columns()).checkShapes(targets, predictions);
  }

  @Override
  public DMatrixRMaj values(DMatrixRMaj targets, DMatrixRMaj predictions) {
    return fitting(targets.numCols, predictions.numCols).values(targets, predictions);
  }

  private MeanMetric fitting(int targetColumns, int predictionColumns) {
    if (predictionColumns == 1) {
      return BinaryAccuracy.of().name(name());
    }
    return targetColumns == 1
        ? SparseCategoricalAccuracy.of().name(name())
        : CategoricalAccuracy.of().name(name());
  }
}
