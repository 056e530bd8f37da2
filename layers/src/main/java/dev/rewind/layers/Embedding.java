package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.gatherRows;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Turns whole numbers, such as word numbers, into vectors.
 *
 * <pre>
 *   y[b, t] = embeddings[x[b, t]]
 * </pre>
 *
 * <p><b>Shapes</b>: {@code (batch, timesteps, 1) → (batch, timesteps, outputDim)}, or {@code
 * (batch, 1) → (batch, outputDim)}; the one feature is the number. A mask of the input, such as
 * that of padded data, is carried on. With {@code maskZero} a step is real only if its number is
 * not 0 either; in Keras this mask replaces that of the input.
 *
 * <p><b>Parameters</b>: {@code embeddings [inputDim, outputDim]}, uniform in [−0.05, 0.05).
 *
 * <p><b>Source</b>: {@code keras/src/layers/core/embedding.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Embedding(Options options)
    implements LayerConfig,
        LayerOptions<Embedding>,
        ActivityOptions<Embedding>,
        EmbeddingsOptions<Embedding>,
        QuantizationOptions<Embedding> {

  /** Option {@code input_dim}: how many different numbers there are, positive. */
  public static final Option<Integer> INPUT_DIM =
      Option.required("input_dim", Codecs.INTEGER).in(n -> n > 0, "positive");

  /** Option {@code output_dim}: the length of the vectors, positive. */
  public static final Option<Integer> OUTPUT_DIM =
      Option.required("output_dim", Codecs.INTEGER).in(n -> n > 0, "positive");

  /** Option {@code mask_zero}: whether the number 0 means padding, false by default. */
  public static final Option<Boolean> MASK_ZERO = Option.of("mask_zero", Codecs.BOOLEAN, false);

  private static final Options DECLARED =
      Options.of("Embedding", COMMON)
          .and(List.of(INPUT_DIM, OUTPUT_DIM))
          .and(EMBEDDINGS.all())
          .and(List.of(ACTIVITY_REGULARIZER, MASK_ZERO, QUANTIZATION_CONFIG));

  /**
   * Takes options that were made for an embedding.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Embedding {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * An embedding.
   *
   * @param inputDim how many different numbers there are, positive
   * @param outputDim the length of the vectors, positive
   * @return a description with Keras' defaults
   * @throws IllegalArgumentException if one is not positive
   */
  public static Embedding of(int inputDim, int outputDim) {
    return new Embedding(DECLARED.with(INPUT_DIM, inputDim).with(OUTPUT_DIM, outputDim));
  }

  @Override
  public Embedding with(Options newOptions) {
    return new Embedding(newOptions);
  }

  /**
   * How many different numbers there are.
   *
   * @return positive
   */
  public int inputDim() {
    return options.get(INPUT_DIM);
  }

  /**
   * The length of the vectors.
   *
   * @return positive
   */
  public int outputDim() {
    return options.get(OUTPUT_DIM);
  }

  /**
   * Says whether the number 0 means padding.
   *
   * @param maskZero false by default
   * @return a changed copy
   */
  public Embedding maskZero(boolean maskZero) {
    return with(options.with(MASK_ZERO, maskZero));
  }

  /**
   * Whether the number 0 means padding.
   *
   * @return false by default
   */
  public boolean maskZero() {
    return options.get(MASK_ZERO);
  }

  @Override
  public boolean isRowWise() {
    return true;
  }

  @Override
  public DataShape outputShape(DataShape input) {
    requireNumbers(className(), input);
    return input.withFeatures(outputDim());
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    requireNumbers(name, input);
    WeightMaker maker = new WeightMaker(name, options, random);
    return new Built(name, this, maker.make(EMBEDDINGS, "embeddings", inputDim(), outputDim()));
  }

  private static void requireNumbers(String who, DataShape input) {
    Checks.require(
        input.features() == 1,
        who,
        "input "
            + input
            + " has "
            + input.features()
            + " features; expected 1, the number that is looked up.");
  }

  @Override
  public String toString() {
    return options.toString();
  }

  /** Whether there is a vector of this number. */
  boolean isNumber(double number) {
    return (int) number == number && 0 <= number && number < inputDim();
  }

  /** What is thrown if there is none. */
  IllegalArgumentException notANumber(String who, String place, double number) {
    return new IllegalArgumentException(
        who
            + (": " + place + " is " + number)
            + ("; expected a whole number in [0, " + inputDim() + ").")
            + " Raise inputDim, or check the vocabulary.");
  }

  private record Built(String name, Embedding config, Weight embeddings) implements StreamingLayer {
    @Override
    public List<Weight> weights() {
      return List.of(embeddings);
    }

    @Override
    public Sequence call(CallContext context, Sequence input) {
      requireNumbers(name, input.shape());
      int[] ids = ids(input);
      Sequence result =
          config.penalised(context, input.withValues(gatherRows(context.use(embeddings), ids)));
      return config.maskZero()
          ? result.andMask(Mask.ofColumn(input.batch(), input.values().value()))
          : result;
    }

    @Override
    public LayerStream stream(DataShape input, Kernels kernels) {
      requireNumbers(name, input);
      return new EmbeddingStream(name, config, embeddings.parameter().value().copy(), kernels);
    }

    private int[] ids(Sequence input) {
      DMatrixRMaj numbers = input.values().value();
      int[] ids = new int[numbers.numRows];
      for (int row = 0; row < ids.length; row++) {
        double number = numbers.get(row, 0);
        if (!config.isNumber(number)) {
          throw config.notANumber(name, place(input, row), number);
        }
        ids[row] = (int) number;
      }
      return ids;
    }

    private static String place(Sequence input, int row) {
      String sample = "sample " + row % input.batch();
      return input.hasTime() ? sample + ", step " + row / input.batch() : sample;
    }
  }
}
