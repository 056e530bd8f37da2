package dev.rewind.layers.initializers;

/** Which number of connections the variance of {@link VarianceScaling} goes with. */
public enum FanMode {
  /** The inputs of each unit. */
  FAN_IN,
  /** The outputs that each input goes to. */
  FAN_OUT,
  /** The mean of both. */
  FAN_AVG;

  double connections(Fans fans) {
    return switch (this) {
      case FAN_IN -> fans.in();
      case FAN_OUT -> fans.out();
      case FAN_AVG -> (fans.in() + fans.out()) / 2.0;
    };
  }
}
