package dev.rewind.optimizers;

import static dev.rewind.optimizers.Steps.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.optimizers.schedules.ExponentialDecay;
import dev.rewind.optimizers.schedules.LearningRateSchedule;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerTest {
  private final Parameter a = new Parameter("a", Steps.row(1, 2));
  private final Parameter b = new Parameter("b", Steps.row(3));

  @Test
  void takesTheGradientsOfATape() {
    Parameter w = new Parameter("w", Steps.row(3));
    Optimizer optimizer = SGD.of().learningRate(0.1).build(List.of(w));
    try (Tape tape = Tape.create()) {
      Variable x = tape.parameter(w);
      optimizer.apply(tape.gradients(Ops.mul(x, x)));
    }
    assertEquals(3 - 0.1 * 6, w.value().get(0, 0), Steps.ROUNDING);
    assertEquals(1, optimizer.iterations());
  }

  @Test
  void parameterThatTheLossDoesNotDependOnIsLeftAlone() {
    // With weight decay and momentum, a zero gradient would change it.
    Optimizer optimizer =
        SGD.of().learningRate(0.5).momentum(0.9).weightDecay(0.1).build(List.of(a, b));
    optimizer.apply(Map.of(a, Steps.row(1, 1), b, Steps.row(1)));
    double before = b.value().get(0, 0);
    try (Tape tape = Tape.create()) {
      tape.parameter(b);
      optimizer.apply(tape.gradients(Ops.sum(tape.parameter(a))));
    }
    assertEquals(before, b.value().get(0, 0));
    optimizer.apply(Map.of(a, Steps.row(1, 1)));
    assertEquals(before, b.value().get(0, 0));
  }

  @Test
  void refusesAParameterThatItWasNotBuiltFor() {
    Optimizer optimizer = SGD.of().build(List.of(a));
    String message =
        "SGD: b[1, 1] has a gradient, but the optimizer was not built for it."
            + " Build it with all parameters, or apply only the gradients of its own.";
    Map<Parameter, DMatrixRMaj> gradients = new LinkedHashMap<>();
    gradients.put(a, Steps.row(1, 1));
    gradients.put(b, Steps.row(1));
    assertRefused(message, () -> optimizer.apply(gradients));
    try (Tape tape = Tape.create()) {
      Variable loss = Ops.sum(Ops.mul(tape.parameter(a), tape.parameter(b)));
      assertRefused(message, () -> optimizer.apply(tape.gradients(loss)));
    }
    assertArrayEquals(new double[] {1, 2}, Steps.values(a));
    assertEquals(0, optimizer.iterations());
  }

  @Test
  void refusesAGradientOfAnotherShape() {
    Optimizer optimizer = Adam.of().build(List.of(a, b));
    ShapeMismatchException error =
        assertThrows(
            ShapeMismatchException.class, () -> optimizer.apply(Map.of(a, Steps.row(1, 2, 3))));
    assertEquals("Adam: the gradient of a has shape [1, 3]; expected [1, 2].", error.getMessage());
    assertEquals(new Shape(1, 3), error.actual());
    assertEquals(new Shape(1, 2), error.expected());
  }

  @Test
  void refusesNoGradientsAtAll() {
    Optimizer optimizer = Adam.of().build(List.of(a));
    String message =
        "Adam: got no gradients; expected at least one. Does the loss depend on the parameters?";
    assertRefused(message, () -> optimizer.apply(Map.of()));
    try (Tape tape = Tape.create()) {
      tape.parameter(a);
      assertRefused(message, () -> optimizer.apply(tape.gradients(tape.variable(1))));
    }
  }

  @Test
  void refusesNoParametersAndOneThatIsThereTwice() {
    assertRefused(
        "SGD: got no parameters; expected at least one.", () -> SGD.of().build(List.of()));
    assertRefused(
        "SGD: a is twice in the list of parameters; expected each once.",
        () -> SGD.of().build(List.of(a, b, a)));
  }

  @Test
  void gradientsThatAreNotNumbersAreUsedAsTheyAre() {
    SGD.of().learningRate(1).build(List.of(a)).apply(Map.of(a, Steps.row(Double.NaN, 1)));
    assertArrayEquals(new double[] {Double.NaN, 1}, Steps.values(a));
  }

  @Test
  void learningRateCanBeChangedBetweenSteps() {
    Optimizer optimizer = SGD.of().learningRate(1).build(List.of(b));
    optimizer.apply(Map.of(b, Steps.row(1)));
    optimizer.setLearningRate(0.25);
    assertEquals(0.25, optimizer.learningRate());
    assertEquals(SGD.of().learningRate(0.25), optimizer.config());
    optimizer.apply(Map.of(b, Steps.row(1)));
    assertArrayEquals(new double[] {1.75}, Steps.values(b));
    assertRefused(
        "SGD: learningRate must be finite and at least 0, got -1.0.",
        () -> optimizer.setLearningRate(-1));
  }

  @Test
  void scheduleCountsEveryApplicationFromZero() {
    ExponentialDecay halving = ExponentialDecay.of(1, 1, 0.5);
    Optimizer optimizer =
        SGD.of().learningRate(halving).gradientAccumulationSteps(2).build(List.of(b));
    assertEquals(1, optimizer.learningRate());
    optimizer.apply(Map.of(b, Steps.row(1)));
    assertEquals(0.5, optimizer.learningRate());
    optimizer.apply(Map.of(b, Steps.row(1)));
    assertArrayEquals(new double[] {2.5}, Steps.values(b));
    assertEquals(Optional.empty(), optimizer.state().learningRate());
  }

  /** A user's schedule, which is wrong from step 1 on. */
  private record Wrong(Options options) implements LearningRateSchedule {
    private static final Option<Double> LATER = Option.of("later", Codecs.DOUBLE, 0.0);

    static Wrong of(double later) {
      return new Wrong(Options.of("Wrong", LATER).with(LATER, later));
    }

    @Override
    public Wrong with(Options newOptions) {
      return new Wrong(newOptions);
    }

    @Override
    public double at(long step) {
      return step == 0 ? 1 : options.get(LATER);
    }

    @Override
    public String toString() {
      return options.toString();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -0.5})
  void rateOfAScheduleThatCannotBeUsedIsRefused(double rate) {
    Optimizer optimizer = SGD.of().learningRate(Wrong.of(rate)).useEma(true).build(List.of(b));
    optimizer.apply(Map.of(b, Steps.row(1)));
    OptimizerState untouched = optimizer.state();
    String message =
        "SGD: the learning rate Wrong(later="
            + rate
            + ") gives "
            + rate
            + " at step 1; expected a number that is finite and at least 0. Mend its at(step).";
    assertRefused(message, () -> optimizer.apply(Map.of(b, Steps.row(1))));
    assertRefused(message, optimizer::learningRate);
    assertArrayEquals(new double[] {2}, Steps.values(b));
    assertEquals(untouched, optimizer.state());
  }

  @Test
  void rateOfAScheduleCannotBeSet() {
    Optimizer optimizer = SGD.of().learningRate(ExponentialDecay.of(1, 4, 0.5)).build(List.of(b));
    assertEquals(
        "SGD: the learning rate follows ExponentialDecay(initial_learning_rate=1.0, decay_steps=4,"
            + " decay_rate=0.5) and cannot be set. Build the optimizer with a number as its learning"
            + " rate.",
        assertThrows(IllegalStateException.class, () -> optimizer.setLearningRate(1)).getMessage());
  }

  @Test
  void saysWhatItIs() {
    Optimizer optimizer = SGD.of().clipnorm(2).build(List.of(a, b));
    optimizer.apply(Map.of(a, Steps.row(1, 1)));
    assertEquals("SGD(clipnorm=2.0) for 2 parameters after 1 iterations", optimizer.toString());
    assertEquals(List.of(a, b), optimizer.parameters());
  }

  @ParameterizedTest
  @MethodSource("configsThatChangeGradients")
  void givenGradientsAreNotModified(OptimizerConfig config) {
    DMatrixRMaj gradient = Steps.row(3, 4);
    Optimizer optimizer = config.build(List.of(a));
    optimizer.apply(Map.of(a, gradient));
    optimizer.apply(Map.of(a, gradient));
    assertArrayEquals(new double[] {3, 4}, gradient.data);
  }

  static List<OptimizerConfig> configsThatChangeGradients() {
    return List.of(
        SGD.of().clipnorm(1),
        SGD.of().globalClipnorm(1),
        SGD.of().clipvalue(1),
        SGD.of().lossScaleFactor(2),
        SGD.of().gradientAccumulationSteps(2));
  }

  @ParameterizedTest
  @MethodSource("configsOfEveryRule")
  void stepsAfterTheFirstAllocateNoMatrices(OptimizerConfig config) {
    int size = 50_000;
    Parameter large = new Parameter("large", new DMatrixRMaj(size, 1));
    Parameter wide = new Parameter("wide", new DMatrixRMaj(2, size));
    Optimizer optimizer = config.build(List.of(large, wide));
    Map<Parameter, DMatrixRMaj> gradients =
        Map.of(large, new DMatrixRMaj(size, 1), wide, new DMatrixRMaj(2, size));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 10; i++) {
      optimizer.apply(gradients);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10; i++) {
      optimizer.apply(gradients);
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(bytes < size, bytes + " bytes in 10 steps; one matrix has " + 8 * size);
  }

  static List<OptimizerConfig> configsOfEveryRule() {
    return List.of(
        Adam.of()
            .amsgrad(true)
            .globalClipnorm(1)
            .weightDecay(0.01)
            .useEma(true)
            .gradientAccumulationSteps(2),
        SGD.of().momentum(0.9).nesterov(true),
        RMSprop.of().centered(true).momentum(0.9),
        Nadam.of(),
        Adamax.of(),
        Adagrad.of(),
        Adadelta.of(),
        Ftrl.of(),
        Lion.of(),
        Lamb.of());
  }
}
