package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.addScalar;
import static dev.rewind.autograd.ops.Ops.matmul;
import static dev.rewind.autograd.ops.Ops.tanh;

import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.LayerOptions;
import dev.rewind.layers.Weight;
import dev.rewind.layers.WeightMaker;
import dev.rewind.layers.WeightOptions;
import dev.rewind.layers.initializers.GlorotUniform;
import java.util.List;

/**
 * A cell of a user's own: two states of different sizes, and an output of a third size.
 *
 * <pre>
 *   level  = tanh(x·kernel + level)      [batch, units]
 *   age    = tanh(age) + 1               [batch, 1]
 *   output = level·readout + age         [batch, 2]
 * </pre>
 *
 * <p>The first weight is not the kernel, which nobody may rely on.
 */
record LevelCell(Options options) implements CellConfig {
  static final int OUTPUTS = 2;

  private static final Option<Integer> UNITS = Option.required("units", Codecs.INTEGER);
  private static final WeightOptions READOUT = WeightOptions.of("readout", GlorotUniform.of());
  private static final WeightOptions KERNEL = WeightOptions.of("kernel", GlorotUniform.of());

  private static final Options DECLARED =
      Options.of("LevelCell", LayerOptions.TRAINABLE, UNITS).and(READOUT.all()).and(KERNEL.all());

  static LevelCell of(int units) {
    return new LevelCell(DECLARED.with(UNITS, units));
  }

  @Override
  public LevelCell with(Options newOptions) {
    return new LevelCell(newOptions);
  }

  @Override
  public List<Integer> stateSizes() {
    return List.of(options.get(UNITS), 1);
  }

  @Override
  public int outputSize() {
    return OUTPUTS;
  }

  @Override
  public RNNCell build(String name, int features, RandomSource random) {
    WeightMaker maker = new WeightMaker(name, options, random);
    int units = options.get(UNITS);
    return new Built(
        name,
        units,
        maker.make(READOUT, "readout", units, OUTPUTS),
        maker.make(KERNEL, "kernel", features, units));
  }

  private record Built(String name, int units, Weight readout, Weight kernel) implements RNNCell {
    @Override
    public List<Integer> stateSizes() {
      return List.of(units, 1);
    }

    @Override
    public int outputSize() {
      return OUTPUTS;
    }

    @Override
    public List<Weight> weights() {
      return List.of(readout, kernel);
    }

    @Override
    public Steps begin(CallContext context, int batch) {
      Variable k = context.use(kernel);
      Variable r = context.use(readout);
      return (x, states) -> {
        Variable level = tanh(add(matmul(x, k), states.get(0)));
        Variable age = addScalar(tanh(states.get(1)), 1);
        return new Step(add(matmul(level, r), age), List.of(level, age));
      };
    }
  }
}
