package dev.rewind.optimizers;

import dev.rewind.autograd.Gradients;
import dev.rewind.autograd.Parameter;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Options;
import dev.rewind.optimizers.schedules.FixedLearningRate;
import dev.rewind.optimizers.schedules.LearningRate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * An optimizer with its state: it changes parameters by their gradients. Made by {@link
 * OptimizerConfig#build}.
 *
 * <pre>{@code
 * Optimizer optimizer = Adam.of().learningRate(5e-3).build(parameters);
 * try (Tape tape = Tape.create()) {
 *   Variable loss = …
 *   optimizer.apply(tape.gradients(loss));
 * }
 * }</pre>
 *
 * <p>A step works in this order: divide by the loss scale, accumulate, clip, decay, update,
 * average. Constraints on the parameters come after it and are the caller's. Gradients that are NaN
 * or infinite are used as they are, as in Keras.
 *
 * <p>After the first step no step allocates matrices. One optimizer serves one thread.
 *
 * <p><b>Source</b>: {@code keras/src/optimizers/base_optimizer.py}, Keras 3.15.1.
 */
public final class Optimizer {
  private static final Slot AVERAGE = Slot.zeros("average");
  private static final Slot ACCUMULATOR = Slot.zeros("gradient_accumulator");

  private final Kernels kernels;
  private final IdentityHashMap<Parameter, ParameterState> known = new IdentityHashMap<>();
  private final List<ParameterState> states = new ArrayList<>();
  private final SharedState shared;
  private final OptimizerMemory memory;
  private final Optional<GradientClipping> clipping;
  private final Optional<Double> lossScale;
  private final boolean averages;
  private final int accumulationSteps;
  private OptimizerConfig config;
  private LearningRate rate;
  private long iteration;

  // Of the present step, kept between steps so that none allocates.
  private final List<ParameterState> present = new ArrayList<>();
  private final List<DMatrixRMaj> gradients = new ArrayList<>();

  Optimizer(OptimizerConfig config, List<Parameter> parameters, Kernels kernels) {
    Options options = config.options();
    this.config = config;
    this.kernels = kernels;
    this.rate = options.get(OptimizerOptions.LEARNING_RATE);
    this.clipping = GradientClipping.of(options);
    this.lossScale = options.get(OptimizerOptions.LOSS_SCALE_FACTOR);
    this.averages = options.get(OptimizerOptions.USE_EMA);
    this.accumulationSteps = options.get(OptimizerOptions.GRADIENT_ACCUMULATION_STEPS).orElse(1);
    require(!parameters.isEmpty(), "got no parameters; expected at least one.");
    DecayExclusions exclusions = DecayExclusions.of(options, parameters);
    double decay = options.get(OptimizerOptions.WEIGHT_DECAY).orElse(0.0);
    UpdateRule rule = config.rule();
    shared = new SharedState(rule, kernels);
    List<List<Slot>> slots = groups(rule);
    for (Parameter parameter : parameters) {
      ParameterState state =
          new ParameterState(parameter, shared, exclusions.contains(parameter) ? 0 : decay);
      slots.forEach(group -> group.forEach(state::add));
      states.add(state);
      require(
          known.put(parameter, state) == null,
          parameter.name() + " is twice in the list of parameters; expected each once.");
    }
    memory = OptimizerMemory.of(name(), accumulationSteps, slots, states, shared);
  }

  /** What is kept for each parameter, in the order in which Keras makes it. */
  private List<List<Slot>> groups(UpdateRule rule) {
    List<List<Slot>> groups = new ArrayList<>();
    if (averages) {
      groups.add(List.of(AVERAGE));
    }
    if (accumulates()) {
      groups.add(List.of(ACCUMULATOR));
    }
    groups.addAll(rule.slots());
    return groups;
  }

  /**
   * Changes the parameters by the gradients of a loss. A parameter that the loss does not depend on
   * is left alone.
   *
   * @param lossGradients what {@link dev.rewind.autograd.Tape#gradients} returned
   * @throws IllegalArgumentException if the loss depends on none of the parameters, or on one that
   *     this optimizer was not built for, or if a schedule gives a rate that can not be used;
   *     nothing is changed then
   * @throws IllegalStateException if the tape is closed
   */
  public void apply(Gradients lossGradients) {
    try {
      for (Parameter parameter : lossGradients.parameters()) {
        if (lossGradients.has(parameter)) {
          give(parameter, lossGradients.of(parameter));
        }
      }
      step();
    } finally {
      forgetGradients();
    }
  }

  /**
   * Changes the parameters by given gradients. A parameter without a gradient is left alone.
   *
   * @param parameterGradients gradients by parameter. Not modified.
   * @throws IllegalArgumentException if there are none, or one is of a parameter that this
   *     optimizer was not built for, or if a schedule gives a rate that can not be used; nothing is
   *     changed then
   * @throws ShapeMismatchException if a gradient has another shape than its parameter; nothing is
   *     changed then
   */
  public void apply(Map<Parameter, DMatrixRMaj> parameterGradients) {
    try {
      parameterGradients.forEach(this::give);
      step();
    } finally {
      forgetGradients();
    }
  }

  private void give(Parameter parameter, DMatrixRMaj gradient) {
    ParameterState state = known.get(parameter);
    if (state == null) {
      throw new IllegalArgumentException(
          name()
              + (": " + parameter + " has a gradient, but the optimizer was not built for it.")
              + " Build it with all parameters, or apply only the gradients of its own.");
    }
    if (!Shape.of(gradient).equals(parameter.shape())) {
      throw new ShapeMismatchException(
          "%s: the gradient of %s has shape %s; expected %s."
              .formatted(name(), parameter.name(), Shape.of(gradient), parameter.shape()),
          Shape.of(gradient),
          parameter.shape());
    }
    state.give(gradient);
  }

  private void forgetGradients() {
    states.forEach(ParameterState::takeBack);
    present.clear();
    gradients.clear();
  }

  private void step() {
    for (ParameterState state : states) {
      if (state.hasGradient()) {
        present.add(state);
      }
    }
    require(
        !present.isEmpty(),
        "got no gradients; expected at least one. Does the loss depend on the parameters?");
    step(learningRate());
  }

  private void step(double learningRate) {
    lossScale.ifPresent(scale -> present.forEach(s -> s.scaled(1 / scale, s.gradient())));
    if (accumulates()) {
      present.forEach(s -> kernels.addScaled(1, s.gradient(), s.slot(ACCUMULATOR)));
    }
    if ((iteration + 1) % accumulationSteps == 0) {
      update(learningRate);
    }
    if (averages) {
      average();
    }
    iteration++;
  }

  private void update(double learningRate) {
    if (accumulates()) {
      present.forEach(s -> s.scaled(1.0 / accumulationSteps, s.slot(ACCUMULATOR)));
      states.forEach(s -> s.slot(ACCUMULATOR).zero());
    }
    clipping.ifPresent(this::clip);
    shared.begin(learningRate, iterations() + 1);
    present.forEach(ParameterState::update);
  }

  private void clip(GradientClipping bound) {
    for (ParameterState state : present) {
      state.scaled(1, state.gradient()); // a copy: what was given is not ours
      gradients.add(state.gradient());
    }
    bound.clip(kernels, gradients);
  }

  /** {@code a ← m·a + (1 − m)·w}, beginning with w; now and then {@code w ← a}. */
  private void average() {
    Options options = config.options();
    double momentum = iterations() == 0 ? 0 : options.get(OptimizerOptions.EMA_MOMENTUM);
    for (ParameterState state : states) {
      kernels.average(momentum, state.parameter().value(), state.slot(AVERAGE));
    }
    Optional<Integer> frequency = options.get(OptimizerOptions.EMA_OVERWRITE_FREQUENCY);
    if (frequency.isPresent() && (iterations() + 1) % frequency.get() == 0) {
      finalizeVariableValues();
    }
  }

  /**
   * Puts the moving averages in place of the parameters: what training ends with under {@code
   * useEma}. Without it, nothing happens.
   */
  public void finalizeVariableValues() {
    if (averages) {
      states.forEach(state -> state.parameter().assign(state.slot(AVERAGE)));
    }
  }

  /**
   * The present configuration.
   *
   * @return what the optimizer was built from, with the learning rate that was set last
   */
  public OptimizerConfig config() {
    return config;
  }

  /**
   * What this optimizer changes.
   *
   * @return the parameters in the order in which they were given
   */
  public List<Parameter> parameters() {
    return states.stream().map(ParameterState::parameter).toList();
  }

  /**
   * How often the parameters were changed: Keras' {@code iterations}.
   *
   * @return the number of steps, divided by {@code gradientAccumulationSteps} if there are any
   */
  public long iterations() {
    return iteration / accumulationSteps;
  }

  /**
   * The learning rate of the next step.
   *
   * @return the fixed rate, or what the schedule says
   * @throws IllegalArgumentException if the schedule says something negative, infinite or NaN
   */
  public double learningRate() {
    double learningRate = rate.at(iteration);
    if (!Maybe.isSize(learningRate)) {
      throw new IllegalArgumentException(
          "%s: the learning rate %s gives %s at step %d; expected a number that is %s."
                  .formatted(name(), rate, learningRate, iteration, Maybe.SIZE)
              + " Mend its at(step).");
    }
    return learningRate;
  }

  /**
   * Changes the fixed learning rate, from the next step on.
   *
   * @param learningRate the new rate, finite and at least 0
   * @throws IllegalArgumentException if it is negative, infinite or NaN
   * @throws IllegalStateException if the rate follows a schedule
   */
  public void setLearningRate(double learningRate) {
    if (!(rate instanceof FixedLearningRate)) {
      throw new IllegalStateException(
          name()
              + ": the learning rate follows "
              + rate
              + " and cannot be set. Build the optimizer"
              + " with a number as its learning rate.");
    }
    LearningRate fixed = LearningRate.of(learningRate);
    config = config.with(config.options().with(OptimizerOptions.LEARNING_RATE, fixed));
    rate = fixed;
  }

  /**
   * What a loss must be multiplied with before its gradients are computed: {@code lossScaleFactor}.
   *
   * @return the factor, if there is one
   */
  public Optional<Double> lossScale() {
    return lossScale;
  }

  /**
   * Reads the state.
   *
   * @return a copy
   */
  public OptimizerState state() {
    return memory.save(iteration, fixedRate());
  }

  /**
   * Puts a state back. If the parameters are put back too, the steps that follow have the same bits
   * as those that followed the first time.
   *
   * <p>The class of the optimizer, the names and shapes of what it keeps, and {@code
   * gradientAccumulationSteps} must be those of the saved state. The other options are this
   * optimizer's, and may differ: a decay, a bound for gradients or a schedule can be changed in the
   * midst of training. A fixed learning rate is put back with the state.
   *
   * @param saved a state of an optimizer of the same class and accumulation, and of parameters of
   *     the same names and shapes; copied
   * @throws IllegalArgumentException if it is of another one; nothing is changed then
   */
  public void restore(OptimizerState saved) {
    memory.requireFitting(saved, fixedRate());
    saved.learningRate().ifPresent(this::setLearningRate);
    iteration = saved.iteration();
    memory.restore(saved);
  }

  /** Name, number of parameters and of iterations. */
  @Override
  public String toString() {
    return "%s for %d parameters after %d iterations"
        .formatted(config, states.size(), iterations());
  }

  private Optional<Double> fixedRate() {
    return rate instanceof FixedLearningRate fixed ? Optional.of(fixed.value()) : Optional.empty();
  }

  private boolean accumulates() {
    return accumulationSteps > 1;
  }

  private String name() {
    return config.className();
  }

  private void require(boolean condition, String what) {
    Checks.require(condition, name(), what);
  }
}
