package dev.rewind.training.callbacks;

import dev.rewind.core.Checks;
import dev.rewind.training.metrics.Direction;
import java.util.Optional;

/**
 * What a callback watches, and when it is better. Immutable.
 *
 * <pre>
 *   down: value + minDelta &lt; reference      up: value − minDelta &gt; reference
 * </pre>
 *
 * <p><b>Source</b>: {@code keras/src/callbacks/monitor_callback.py}, Keras 3.15.1.
 *
 * @param who the callback, for messages
 * @param name one of the logs
 * @param mode when it is better
 * @param minDelta by how much it must be better, to be better at all
 */
record Monitor(String who, String name, MonitorMode mode, double minDelta) {
  private static final String USUAL = "val_loss";

  Monitor {
    Checks.notNegative(who, "minDelta", minDelta);
  }

  /** Keras' default. */
  static Monitor of(String who, double minDelta) {
    return new Monitor(who, USUAL, MonitorMode.AUTO, minDelta);
  }

  Monitor withName(String newName) {
    return new Monitor(who, newName, mode, minDelta);
  }

  Monitor withMode(MonitorMode newMode) {
    return new Monitor(who, name, newMode, minDelta);
  }

  Monitor withMinDelta(double newMinDelta) {
    return new Monitor(who, name, mode, newMinDelta);
  }

  /** Refuses what no log will have, or what does not say when it is better. */
  Direction begin(Training training) {
    Checks.require(
        training.logNames().contains(name),
        who,
        "there is no "
            + name
            + "; the logs will have "
            + String.join(", ", training.logNames())
            + "."
            + (name.startsWith("val_")
                ? " Give validation data or monitor another."
                : " Monitor one of them."));
    return switch (mode) {
      case MIN -> Direction.DOWN;
      case MAX -> Direction.UP;
      case AUTO -> training.direction(name).orElseThrow(this::unknownDirection);
    };
  }

  private IllegalArgumentException unknownDirection() {
    return new IllegalArgumentException(
        who
            + ": "
            + name
            + " does not say whether larger is better; expected a mode. Set mode(MonitorMode.MIN)"
            + " or mode(MonitorMode.MAX).");
  }

  /** The present value; nothing in an epoch without validation. */
  Optional<Double> value(Training training) {
    return Optional.ofNullable(training.logs().get(name));
  }

  /** Whether a value is better than a reference; any is better than none, but NaN never is. */
  boolean isImprovement(Direction direction, double value, Optional<Double> reference) {
    if (Double.isNaN(value)) {
      return false;
    }
    if (reference.isEmpty()) {
      return true;
    }
    return direction == Direction.UP
        ? value - minDelta > reference.get()
        : value + minDelta < reference.get();
  }
}
