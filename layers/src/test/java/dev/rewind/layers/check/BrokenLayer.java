package dev.rewind.layers.check;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.exp;
import static dev.rewind.autograd.ops.Ops.log;
import static dev.rewind.autograd.ops.Ops.matmul;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.neg;
import static dev.rewind.autograd.ops.Ops.scale;
import static dev.rewind.autograd.ops.Ops.sliceRows;
import static dev.rewind.autograd.ops.Ops.sqrt;
import static dev.rewind.autograd.ops.Ops.square;
import static dev.rewind.autograd.ops.Ops.stopGradient;

import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.DropoutSource.Kind;
import dev.rewind.layers.DropoutSource.Request;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.LayerOptions;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.layers.WeightMaker;
import dev.rewind.layers.WeightOptions;
import dev.rewind.layers.initializers.GlorotUniform;
import dev.rewind.layers.rnn.RecurrentOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * A linear layer with one fault.
 *
 * <pre>
 *   y = x · kernel + bias
 * </pre>
 */
record BrokenLayer(Fault fault, Options options) implements LayerConfig {
  private static final int UNITS = 2;
  private static final double DROPPED = 0.5;
  private static final Option<Boolean> USE_BIAS = Option.of("use_bias", Codecs.BOOLEAN, true);
  private static final WeightOptions KERNEL = WeightOptions.of("kernel", GlorotUniform.of());
  private static final WeightOptions BIAS = WeightOptions.of("bias", GlorotUniform.of());
  private static final Options DECLARED =
      Options.of("Broken", LayerOptions.NAME, LayerOptions.TRAINABLE, USE_BIAS)
          .and(List.of(RecurrentOptions.UNROLL))
          .and(KERNEL.all())
          .and(BIAS.all());

  /** What {@link Fault#OWN_NUMBERS} and {@link Fault#NUMBER} go by. */
  private static final AtomicInteger BUILT = new AtomicInteger();

  private static final Weight SHARED_KERNEL =
      Weight.of("layer/kernel", TensorShape.of(3, UNITS), GlorotUniform.of(), RandomSource.of(1));

  static BrokenLayer of(Fault fault) {
    return new BrokenLayer(fault, DECLARED);
  }

  @Override
  public BrokenLayer with(Options newOptions) {
    return new BrokenLayer(fault, newOptions);
  }

  @Override
  public Map<String, Object> getConfig() {
    Map<String, Object> config = LayerConfig.super.getConfig();
    if (fault == Fault.LOST_OPTION) {
      config.remove("use_bias");
    }
    if (fault == Fault.NOT_PLAIN) {
      config.put("use_bias", fault);
    }
    return config;
  }

  @Override
  public Map<String, Object> toPlain() {
    Map<String, Object> plain = LayerConfig.super.toPlain();
    if (fault == Fault.CLASS_NAME) {
      plain.put("class_name", "Other");
    }
    return plain;
  }

  @Override
  public boolean isRowWise() {
    return fault == Fault.MIXED_ROWS || fault == Fault.NONE;
  }

  @Override
  public boolean isStepwise() {
    return isRowWise() || fault == Fault.MIXED_STEPS;
  }

  @Override
  public DataShape outputShape(DataShape input) {
    boolean wrong = fault == Fault.SHAPE || (fault == Fault.LENGTH && input.timesteps().isEmpty());
    DataShape shape = input.withFeatures(wrong ? UNITS + 1 : UNITS);
    return fault == Fault.MASK_SIZE && shape.timesteps().isPresent()
        ? DataShape.sequence(shape.timesteps().getAsInt() - 1, UNITS)
        : shape;
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    RandomSource source =
        switch (fault) {
          case OWN_NUMBERS -> RandomSource.of(BUILT.incrementAndGet());
          case FIXED_SEED -> RandomSource.of(random.nextInt(1));
          default -> random;
        };
    WeightMaker maker =
        new WeightMaker(fault == Fault.FOREIGN_NAME ? "other" : name, options, source);
    List<Weight> weights = new ArrayList<>();
    Weight kernel = maker.make(KERNEL, "kernel", input.features(), UNITS);
    weights.add(
        switch (fault) {
          case SHARED -> SHARED_KERNEL;
          case STILL_TRAINED -> kernel.trainable(true);
          default -> kernel;
        });
    if (options.get(USE_BIAS) && !(fault == Fault.NUMBER && BUILT.incrementAndGet() % 2 == 0)) {
      weights.add(maker.make(BIAS, fault == Fault.SAME_NAMES ? "kernel" : "bias", UNITS));
    }
    return new Built(name, this, List.copyOf(weights), new AtomicInteger());
  }

  private record Built(String name, BrokenLayer config, List<Weight> weights, AtomicInteger calls)
      implements Layer {

    @Override
    public String name() {
      return config.fault == Fault.LAYER_NAME ? "wrong" : name;
    }

    @Override
    public BrokenLayer config() {
      return config.fault == Fault.CONFIG ? of(Fault.NONE) : config;
    }

    @Override
    public List<Weight> weights() {
      return switch (config.fault) {
        case NEW_WEIGHTS -> weights.stream().map(Built::copy).toList();
        case UNLISTED -> weights.subList(0, 1);
        default -> weights;
      };
    }

    private static Weight copy(Weight weight) {
      Parameter old = weight.parameter();
      Parameter copy = new Parameter(old.name(), old.value().copy());
      return new Weight(copy, weight.shape(), Optional.empty(), Optional.empty(), true);
    }

    @Override
    public List<Sequence> call(CallContext context, List<Sequence> inputs) {
      List<Sequence> results = Layer.super.call(context, inputs);
      return config.fault == Fault.TWO_FORMS
          ? results.stream().map(r -> r.withValues(scale(r.values(), 2))).toList()
          : results;
    }

    @Override
    public Sequence call(CallContext context, Sequence input) {
      Variable x = input.values();
      int features = weights.get(0).parameter().shape().rows();
      if (config.fault == Fault.ACCIDENT && x.shape().columns() != features) {
        throw new ArrayIndexOutOfBoundsException("" + x.shape().columns());
      }
      Variable y = matmul(x, use(context, 0));
      Sequence result = input.withValues(weights.size() == 1 ? y : add(y, use(context, 1)));
      return switch (config.fault) {
        case MASK_SIZE -> shortened(result);
        case MIXED_ROWS, MIXED_STEPS, PADDING -> result.withValues(mixed(context, result.values()));
        case ALL_MASKED -> result.withValues(scale(result.values(), 1 / valid(input)));
        case GRADIENT -> result.withValues(add(result.values(), stopGradient(result.values())));
        case UPHILL -> result.withValues(uphill(result.values()));
        case FUSED -> result.withValues(scale(result.values(), fusedFactor()));
        case FUSED_WITHOUT_DROPOUT -> unrolledDropout(context, result);
        case REMEMBERED -> result.withValues(scale(result.values(), calls.incrementAndGet()));
        case SAMPLES -> withoutOne(result);
        case MASK_COUNTS ->
            result.withValues(scale(result.values(), input.mask().isEmpty() ? 1 : 2));
        case MASKED_GRADIENT -> result.withValues(size(result.values(), valid(input)));
        case WORN -> decayed(result);
        case DECAYED -> context.training() ? decayed(result) : result;
        case WRITTEN -> written(x, result);
        case INFINITE_WITHIN -> result.withValues(add(result.values(), zeros(result.values())));
        case DEBUGGED -> result.withValues(scale(result.values(), debuggingFactor(context)));
        case UNLISTED_STREAM -> context.training() ? ownDropout(context, result) : result;
        default -> result;
      };
    }

    private Variable use(CallContext context, int number) {
      Weight weight = weights.get(number);
      return config.fault == Fault.NEVER_FROZEN
          ? context.tape().parameter(weight.parameter())
          : context.use(weight);
    }

    private static Sequence shortened(Sequence result) {
      int rows = result.values().shape().rows();
      return result.hasTime()
          ? Sequence.of(
              sliceRows(result.values(), result.batch(), rows),
              result.timesteps() - 1,
              result.mask())
          : result;
    }

    /** Every row is the sum of all. */
    private static Variable mixed(CallContext context, Variable y) {
      DMatrixRMaj ones = new DMatrixRMaj(y.shape().rows(), y.shape().rows());
      CommonOps_DDRM.fill(ones, 1);
      return matmul(context.tape().constant(ones), y);
    }

    private static double valid(Sequence input) {
      return input.mask().map(Mask::validSteps).orElse(input.values().shape().rows())
          / (double) input.values().shape().rows();
    }

    /** The value of y, the gradient of −y. */
    private static Variable uphill(Variable y) {
      return add(neg(y), scale(stopGradient(y), 2));
    }

    private double fusedFactor() {
      return config.options.get(RecurrentOptions.UNROLL) ? 1 : 1 + 1e-9;
    }

    private static double debuggingFactor(CallContext context) {
      return context.tape().isDebuggingNumerics() ? 1 + 1e-9 : 1;
    }

    /** Finite, but computed by way of the logarithm of 0. */
    private static Variable zeros(Variable y) {
      return exp(log(scale(stopGradient(y), 0)));
    }

    private Sequence unrolledDropout(CallContext context, Sequence result) {
      if (!context.training() || !config.options.get(RecurrentOptions.UNROLL)) {
        return result;
      }
      Variable y = result.values();
      DMatrixRMaj mask =
          context.dropout().mask(new Request(name, Kind.INPUT, 0, y.shape(), DROPPED));
      return result.withValues(mul(y, context.tape().constant(mask)));
    }

    private Sequence ownDropout(CallContext context, Sequence result) {
      Variable y = result.values();
      Optional<RandomSource> own = Optional.of(RandomSource.of(calls.incrementAndGet()));
      DMatrixRMaj mask =
          context.dropout().mask(new Request(name, Kind.INPUT, 0, y.shape(), DROPPED, own));
      return result.withValues(mul(y, context.tape().constant(mask)));
    }

    /** A sample is lost. */
    private static Sequence withoutOne(Sequence result) {
      int rows = result.values().shape().rows();
      return Sequence.of(
          sliceRows(result.values(), 0, rows - result.timesteps()), result.timesteps());
    }

    /** The root of 0 has no finite derivative. */
    private static Variable size(Variable y, double factor) {
      return sqrt(scale(square(y), factor));
    }

    private Sequence decayed(Sequence result) {
      Parameter kernel = weights.get(0).parameter();
      kernel.update(value -> CommonOps_DDRM.scale(0.5, value));
      return result;
    }

    private static Sequence written(Variable x, Sequence result) {
      x.value().set(0, 0, 7);
      return result;
    }
  }
}
