package dev.rewind.layers.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Exp;
import dev.rewind.autograd.ops.Ops;
import dev.rewind.autograd.ops.activations.HardSigmoid;
import dev.rewind.autograd.ops.activations.HardSilu;
import dev.rewind.autograd.ops.activations.HardTanh;
import dev.rewind.autograd.ops.activations.LegacyHardSigmoid;
import dev.rewind.autograd.ops.activations.LogSigmoid;
import dev.rewind.autograd.ops.activations.Mish;
import dev.rewind.autograd.ops.activations.Relu;
import dev.rewind.autograd.ops.activations.Selu;
import dev.rewind.autograd.ops.activations.Sigmoid;
import dev.rewind.autograd.ops.activations.Silu;
import dev.rewind.autograd.ops.activations.Softplus;
import dev.rewind.autograd.ops.activations.Softsign;
import dev.rewind.autograd.ops.activations.SparsePlus;
import dev.rewind.autograd.ops.activations.SparseSigmoid;
import dev.rewind.autograd.ops.activations.Tanh;
import dev.rewind.autograd.ops.activations.TanhShrink;
import dev.rewind.core.options.Codec;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Registry;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The activations of Keras by name, and your own. A constant stands for the defaults of Keras;
 * where a function has arguments, a method of its name takes them: {@code ELU}, {@code elu(0.5)}.
 *
 * <p><b>Source</b>: {@code keras/src/activations/activations.py}, Keras 3.15.1. {@code glu} is not
 * among them, since it halves the features.
 */
public final class Activations extends ActivationsWithArguments {
  private static final Option<Integer> AXIS =
      Option.of("axis", Codecs.INTEGER, -1).in(axis -> axis == -1, "-1, the features");

  /** {@code x}. */
  public static final Activation LINEAR = of("linear", new Linear());

  /** {@code tanh(x)}. */
  public static final Activation TANH = of("tanh", new Tanh());

  /** {@code 1 / (1 + e⁻ˣ)}. */
  public static final Activation SIGMOID = of("sigmoid", new Sigmoid());

  /** {@code min(max(x + 3, 0), 6) / 6}, of Keras 3. */
  public static final Activation HARD_SIGMOID = of("hard_sigmoid", new HardSigmoid());

  /** {@code min(max(0.2 x + 0.5, 0), 1)}, the {@code hard_sigmoid} of Keras 1 and 2. */
  public static final Activation LEGACY_HARD_SIGMOID =
      of("legacy_hard_sigmoid", new LegacyHardSigmoid());

  /** {@code min(max(x, 0), 6)}. */
  public static final Activation RELU6 = of("relu6", new Relu(0, 6, 0));

  /** {@link #ELU} with the scale and alpha that keep mean 0 and variance 1. */
  public static final Activation SELU = of("selu", new Selu());

  /** {@code x · σ(x)}, also called swish. */
  public static final Activation SILU = of("silu", new Silu());

  /** {@code x · min(max(x + 3, 0), 6) / 6}, also called hard swish. */
  public static final Activation HARD_SILU = of("hard_silu", new HardSilu());

  /** {@code log(1 + eˣ)}. */
  public static final Activation SOFTPLUS = of("softplus", new Softplus());

  /** {@code x / (1 + |x|)}. */
  public static final Activation SOFTSIGN = of("softsign", new Softsign());

  /** {@code eˣ}. */
  public static final Activation EXPONENTIAL = of("exponential", new Exp());

  /** {@code x · tanh(log(1 + eˣ))}. */
  public static final Activation MISH = of("mish", new Mish());

  /** {@code log σ(x)}. */
  public static final Activation LOG_SIGMOID = of("log_sigmoid", new LogSigmoid());

  /** {@code min(max(x, −1), 1)}. */
  public static final Activation HARD_TANH = of("hard_tanh", new HardTanh());

  /** {@code x − tanh(x)}. */
  public static final Activation TANH_SHRINK = of("tanh_shrink", new TanhShrink());

  /** 0 below −1, {@code x} above 1, {@code (x + 1)² / 4} between. */
  public static final Activation SPARSE_PLUS = of("sparse_plus", new SparsePlus());

  /** {@code min(max((x + 1) / 2, 0), 1)}. */
  public static final Activation SPARSE_SIGMOID = of("sparse_sigmoid", new SparseSigmoid());

  /** {@code eˣ / Σ eˣ}, the sum over each row. */
  public static final Activation SOFTMAX =
      new Activation(Options.of("softmax", AXIS), (o, x) -> Ops.softmax(x));

  /** {@code x − log Σ eˣ}, the sum over each row. */
  public static final Activation LOG_SOFTMAX =
      new Activation(Options.of("log_softmax", AXIS), (o, x) -> Ops.logSoftmax(x));

  /** The distribution nearest to each row; small elements become exactly 0. */
  public static final Activation SPARSEMAX =
      new Activation(Options.of("sparsemax", AXIS), (o, x) -> Ops.sparsemax(x));

  /** The functions of Keras; those after a name are other names of it. */
  private static final Registry<Activation> KERAS =
      Registry.<Activation>of("activation")
          .with(LINEAR)
          .with(TANH)
          .with(SIGMOID)
          .with(HARD_SIGMOID)
          .with(RELU)
          .with(RELU6)
          .with(LEAKY_RELU)
          .with(ELU)
          .with(SELU)
          .with(CELU)
          .with(GELU)
          .with(SILU, "swish")
          .with(HARD_SILU, "hard_swish")
          .with(SOFTPLUS)
          .with(SOFTSIGN)
          .with(EXPONENTIAL)
          .with(SOFTMAX)
          .with(LOG_SOFTMAX)
          .with(SPARSEMAX)
          .with(MISH)
          .with(LOG_SIGMOID)
          .with(HARD_TANH)
          .with(TANH_SHRINK)
          .with(SOFT_SHRINK)
          .with(HARD_SHRINK)
          .with(SQUAREPLUS)
          .with(SPARSE_PLUS)
          .with(SPARSE_SIGMOID)
          .with(THRESHOLD);

  /** All activations that have a name here: those of Keras and {@link #LEGACY_HARD_SIGMOID}. */
  public static final Registry<Activation> REGISTRY = KERAS.with(LEGACY_HARD_SIGMOID);

  /** How an option that holds an activation is read and written; absent means linear. */
  public static final Codec<Activation> CODEC = new ActivationCodec(KERAS, REGISTRY);

  private Activations() {}

  /**
   * An activation of your own.
   *
   * @param name its name in messages and configurations
   * @param function a function of a matrix that keeps the shape, made of {@link Ops} or your own op
   * @return the activation, equal to others of the same name and the same function
   */
  public static Activation of(String name, UnaryOperator<Variable> function) {
    return new Activation(Options.of(name), new NoArguments(function));
  }

  /**
   * An activation of your own that works element by element, so that a recurrent layer can have it
   * in the op for its whole sequence.
   *
   * @param name its name in messages and configurations
   * @param op the function of an element and its derivative
   * @return the activation, equal to others of the same name and an equal op
   */
  public static Activation of(String name, ElementwiseOp op) {
    return new Activation(Options.of(name), new ElementwiseFunction.Constant(op));
  }

  /**
   * An activation by its Keras name, with its defaults.
   *
   * @param name for example {@code "tanh"} or {@code "swish"}
   * @return the activation
   * @throws IllegalArgumentException if there is no such activation, or one without defaults
   */
  public static Activation get(String name) {
    return REGISTRY.read(name);
  }

  private record NoArguments(UnaryOperator<Variable> function)
      implements BiFunction<Options, Variable, Variable> {
    @Override
    public Variable apply(Options none, Variable x) {
      return function.apply(x);
    }
  }
}
