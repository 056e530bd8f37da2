package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.options.Options;
import dev.rewind.training.losses.LogCosh;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * The mean of the loss {@link LogCosh}, to which Keras gives another class name as a metric.
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/regression_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record LogCoshError(Options options) implements MeanMetric, MetricOptions<LogCoshError> {
  private static final Options DECLARED =
      MetricOptions.declare("LogCoshError").withDefault(NAME, "logcosh");

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public LogCoshError {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric, named {@code "logcosh"} as in Keras.
   *
   * @return a metric with Keras' defaults
   */
  public static LogCoshError of() {
    return new LogCoshError(DECLARED);
  }

  @Override
  public LogCoshError with(Options newOptions) {
    return new LogCoshError(newOptions);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.DOWN);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    loss().checkShapes(targets, predictions);
  }

  @Override
  public DMatrixRMaj values(DMatrixRMaj targets, DMatrixRMaj predictions) {
    return loss().values(targets, predictions);
  }

  private LossMetric loss() {
    return LossMetric.of(LogCosh.of().name(name()));
  }
}
