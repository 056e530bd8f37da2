package dev.rewind.training.data;

import dev.rewind.core.Checks;
import java.util.Optional;

/**
 * One sample of a stream: a sequence or a vector, and perhaps its target. Its arrays are handed
 * over and must not be modified; they are checked when a batch is made of them.
 *
 * <pre>{@code
 * Sample spoken = Sample.ofSequence(steps).withLabel(2);
 * Sample point = Sample.ofVector(0.3, 1.2).withTarget(0.7);
 * }</pre>
 *
 * @see StreamedBatches
 */
public final class Sample {
  private static final String WHO = "Sample";

  /** What the target of a sample belongs to. */
  enum Target {
    /** Nothing: there is none. */
    NONE("no target"),
    /** The sample as a whole. */
    SAMPLE("a target"),
    /** Each of its time steps. */
    STEPS("step targets");

    private final String text;

    Target(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private final double[][] inputs;
  private final boolean hasTime;
  private final Optional<double[][]> targets;
  private final Target target;

  private Sample(double[][] inputs, boolean hasTime, Optional<double[][]> targets, Target target) {
    this.inputs = inputs;
    this.hasTime = hasTime;
    this.targets = targets;
    this.target = target;
  }

  /**
   * A sequence, without target.
   *
   * @param steps {@code [time][feature]}; handed over
   * @return the sample
   */
  public static Sample ofSequence(double[][] steps) {
    return new Sample(steps, true, Optional.empty(), Target.NONE);
  }

  /**
   * A vector without a time axis, and without target.
   *
   * @param features at least one; handed over
   * @return the sample
   */
  public static Sample ofVector(double... features) {
    return new Sample(new double[][] {features}, false, Optional.empty(), Target.NONE);
  }

  /**
   * The same sample with a class label, for sparse losses.
   *
   * @param label the number of the class, from 0
   * @return a new sample
   * @throws IllegalArgumentException if it is negative
   */
  public Sample withLabel(int label) {
    Checks.require(label >= 0, WHO, "label must be at least 0, got " + label + ".");
    return withTarget(label);
  }

  /**
   * The same sample with a target, not one per time step.
   *
   * @param values numbers to predict, or a class as a one-hot row; handed over
   * @return a new sample
   */
  public Sample withTarget(double... values) {
    return new Sample(inputs, hasTime, Optional.of(new double[][] {values}), Target.SAMPLE);
  }

  /**
   * The same sequence with a target for each time step.
   *
   * @param values {@code [time][k]}, as long as the sequence; handed over
   * @return a new sample
   * @throws IllegalArgumentException if there is no time axis
   */
  public Sample withStepTargets(double[][] values) {
    Checks.require(hasTime, WHO, "a vector has no time steps to give targets to. Use withTarget.");
    return new Sample(inputs, true, Optional.of(values), Target.STEPS);
  }

  double[][] inputs() {
    return inputs;
  }

  boolean hasTime() {
    return hasTime;
  }

  /** The rows of the targets: one, or one per time step. */
  double[][] targets() {
    return targets.orElseThrow();
  }

  Target target() {
    return target;
  }

  /** Axes and targets in words. */
  String kind() {
    return (hasTime ? "a sequence with " : "a vector with ") + target;
  }
}
