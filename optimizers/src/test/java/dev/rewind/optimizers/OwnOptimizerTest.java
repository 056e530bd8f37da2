package dev.rewind.optimizers;

import static dev.rewind.optimizers.Steps.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rewind.autograd.Parameter;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** An algorithm of a user: Adagrad, in the fewest lines. */
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
  private record Careless(List<List<Slot>> slots, Slot used) implements UpdateRule {
    @Override
    public void update(Kernels kernels, DMatrixRMaj w, DMatrixRMaj g, UpdateStep step) {
      step.slot(used);
    }

    @Override
    public String toString() {
      return "Careless";
    }
  }

  private record CarelessConfig(Options options, List<List<Slot>> slots)
      implements OptimizerConfig {
    @Override
    public CarelessConfig with(Options newOptions) {
      return new CarelessConfig(newOptions, slots);
    }

    @Override
    public UpdateRule rule() {
      return new Careless(slots, Slot.zeros("forgotten"));
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
  void isReadByItsNameOnceItIsKnown() {
    MyAdagrad config = MyAdagrad.of().learningRate(0.1);
    assertEquals(config, Optimizers.REGISTRY.with(MyAdagrad.of()).read(config.toPlain()));
    assertEquals("my_adagrad", config.name());
  }

  @Test
  void refusesSlotsThatAreUnknownOrTwice() {
    Options options = OptimizerOptions.declare("Careless", 0.1);
    Parameter w = new Parameter("w", Steps.row(1));
    Optimizer optimizer = new CarelessConfig(options, List.of()).build(List.of(w));
    assertRefused(
        "Careless: there is no slot forgotten; expected one of slots().",
        () -> optimizer.apply(Map.of(w, Steps.row(1))));
    List<List<Slot>> twice = List.of(List.of(Slot.zeros("m")), List.of(Slot.zeros("m")));
    assertRefused(
        "Careless: two slots are named m; expected different names.",
        () -> new CarelessConfig(options, twice).build(List.of(w)));
  }
}
