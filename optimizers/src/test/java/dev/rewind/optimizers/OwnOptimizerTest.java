package dev.rewind.optimizers;

import static dev.rewind.optimizers.Steps.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rewind.autograd.Parameter;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Algorithms of a user, one of them Adagrad in the fewest lines. */
class OwnOptimizerTest {

  private record MyAdagrad(Options options)
      implements OptimizerConfig, OptimizerOptions<MyAdagrad> {
    static final Option<Double> START = Option.of("start", Codecs.DOUBLE, 0.25);

    static MyAdagrad of() {
      return new MyAdagrad(OptimizerOptions.declare("MyAdagrad", 0.5, START));
    }

    @Override
    public MyAdagrad with(Options newOptions) {
      return new MyAdagrad(newOptions);
    }

    @Override
    public UpdateRule rule() {
      return new Rule(new Slot("accumulator", options.get(START)));
    }

    private record Rule(Slot accumulator) implements UpdateRule {
      @Override
      public List<List<Slot>> slots() {
        return List.of(List.of(accumulator));
      }

      @Override
      public void update(Kernels kernels, DMatrixRMaj w, DMatrixRMaj g, UpdateStep step) {
        DMatrixRMaj sum = step.slot(accumulator);
        kernels.combine((s, x) -> s + x * x, sum, g, sum);
        kernels.addOverRoot(-step.learningRate(), g, sum, 0, w);
      }
    }
  }

  /** A rule that does wrong things with slots. */
  private record Careless(List<List<Slot>> slots, Slot used, boolean shares) implements UpdateRule {
    @Override
    public void update(Kernels kernels, DMatrixRMaj w, DMatrixRMaj g, UpdateStep step) {
      DMatrixRMaj unknown = shares ? step.shared(used) : step.slot(used);
      kernels.addScaled(1, unknown, w);
    }

    @Override
    public String toString() {
      return "Careless";
    }
  }

  /** Ever longer steps: what all parameters share is doubled at each update. */
  private record Doubling(Options options) implements OptimizerConfig {
    @Override
    public Doubling with(Options newOptions) {
      return new Doubling(newOptions);
    }

    @Override
    public UpdateRule rule() {
      return new DoublingRule();
    }
  }

  private record DoublingRule() implements UpdateRule {
    private static final Slot FACTOR = new Slot("factor", 0.5);

    @Override
    public List<List<Slot>> slots() {
      return List.of();
    }

    @Override
    public List<Slot> shared() {
      return List.of(FACTOR);
    }

    @Override
    public void begin(Kernels kernels, SharedStep step) {
      kernels.scale(2, step.shared(FACTOR), step.shared(FACTOR));
    }

    @Override
    public void update(Kernels kernels, DMatrixRMaj w, DMatrixRMaj g, UpdateStep step) {
      DMatrixRMaj change = step.scratch();
      kernels.addScaled(step.learningRate() * (double) step.number(), g, change);
      kernels.addScaled(-step.shared(FACTOR).get(0, 0), change, w);
      step.scratch();
    }
  }

  /** Steps of {@code Σ βᵗ}, more rates than any other rule has. */
  private record Fading(Options options) implements OptimizerConfig {
    private static final double[] RATES = {0.9, 0.5, 0.999};

    @Override
    public Fading with(Options newOptions) {
      return new Fading(newOptions);
    }

    @Override
    public UpdateRule rule() {
      return new FadingRule();
    }

    static double sum(int t) {
      return Arrays.stream(RATES).map(rate -> StrictMath.pow(rate, t)).sum();
    }
  }

  private record FadingRule() implements UpdateRule {
    @Override
    public List<List<Slot>> slots() {
      return List.of();
    }

    @Override
    public void update(Kernels kernels, DMatrixRMaj w, DMatrixRMaj g, UpdateStep step) {
      kernels.addScaled(Arrays.stream(Fading.RATES).map(step::power).sum(), g, w);
    }
  }

  private record CarelessConfig(Options options, List<List<Slot>> slots, boolean shares)
      implements OptimizerConfig {
    @Override
    public CarelessConfig with(Options newOptions) {
      return new CarelessConfig(newOptions, slots, shares);
    }

    @Override
    public UpdateRule rule() {
      return new Careless(slots, Slot.zeros("forgotten"), shares);
    }
  }

  @Test
  void hasAllCommonOptionsAndItsOwnSlots() {
    Parameter w = new Parameter("w", Steps.row(1));
    Optimizer optimizer = MyAdagrad.of().clipvalue(2).build(List.of(w));
    optimizer.apply(Map.of(w, Steps.row(100)));
    assertArrayEquals(new double[] {1 - 0.5 * 2 / Math.sqrt(0.25 + 4)}, Steps.values(w));
    assertEquals("w_accumulator", optimizer.state().slots().get(0).path());
    assertEquals(4.25, optimizer.state().slots().get(0).value().get(0, 0));
  }

  @Test
  void powersAreThoseOfTheUpdateForEachParameter() {
    Parameter w = new Parameter("w", Steps.row(0));
    Parameter b = new Parameter("b", Steps.row(0));
    Optimizer optimizer = new Fading(OptimizerOptions.declare("Fading", 1)).build(List.of(w, b));
    for (int t = 1; t <= 3; t++) {
      w.assign(Steps.row(0));
      b.assign(Steps.row(0));
      optimizer.apply(Map.of(w, Steps.row(1), b, Steps.row(1)));
      assertArrayEquals(new double[] {Fading.sum(t)}, Steps.values(w));
      assertArrayEquals(new double[] {Fading.sum(t)}, Steps.values(b));
    }
  }

  @Test
  void mayShareNumbersAmongAllParametersAndUseScratch() {
    Parameter w = new Parameter("w", Steps.row(1, 2, 3));
    Parameter b = new Parameter("b", Steps.row(4));
    Optimizer optimizer =
        new Doubling(OptimizerOptions.declare("Doubling", 0.5)).build(List.of(w, b));
    optimizer.apply(Map.of(w, Steps.row(1, 1, 2), b, Steps.row(1)));
    assertArrayEquals(new double[] {1 - 0.5, 2 - 0.5, 3 - 1.0}, Steps.values(w));
    assertArrayEquals(new double[] {4 - 0.5}, Steps.values(b));
    optimizer.apply(Map.of(b, Steps.row(1)));
    assertArrayEquals(new double[] {3.5 - 0.5 * 2 * 2}, Steps.values(b));
    assertEquals(
        List.of(new OptimizerState.SlotValue("factor", Steps.row(2))), optimizer.state().slots());
  }

  @Test
  void isReadByItsNameOnceItIsKnown() {
    MyAdagrad config = MyAdagrad.of().learningRate(0.1);
    assertEquals(config, Optimizers.REGISTRY.with(MyAdagrad.of()).read(config.toPlain()));
    assertEquals("my_adagrad", config.name());
  }

  @Test
  void refusesSlotsThatAreUnknownOrTwice() {
    Options options = OptimizerOptions.declare("Careless", 0.1);
    Parameter w = new Parameter("w", Steps.row(1));
    Optimizer optimizer = new CarelessConfig(options, List.of(), false).build(List.of(w));
    assertRefused(
        "Careless: there is no slot forgotten; expected one of slots().",
        () -> optimizer.apply(Map.of(w, Steps.row(1))));
    OptimizerConfig shares =
        new CarelessConfig(options, List.of(List.of(Slot.zeros("forgotten"))), true);
    assertRefused(
        "Careless: there is no slot forgotten; expected one of shared().",
        () -> shares.build(List.of(w)).apply(Map.of(w, Steps.row(1))));
    List<List<Slot>> twice = List.of(List.of(Slot.zeros("m")), List.of(Slot.zeros("m")));
    assertRefused(
        "Careless: two slots are named m; expected different names.",
        () -> new CarelessConfig(options, twice, false).build(List.of(w)));
  }
}
