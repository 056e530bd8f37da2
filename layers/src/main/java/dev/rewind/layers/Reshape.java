package dev.rewind.layers;

import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.List;

/**
 * Gives the elements of each sample another shape, in the same order, step after step.
 *
 * <pre>
 *   x = [[1 2 3] [4 5 6]]     Reshape(3, 2)     y = [[1 2] [3 4] [5 6]]
 * </pre>
 *
 * <p><b>Shapes</b>: {@code (batch, features)} or {@code (batch, timesteps, features)} to {@code
 * (batch, n)} or {@code (batch, t, f)}, as many elements. Other ranks than these two are not held
 * by a {@link Sequence}. A mask ends here.
 *
 * <p><b>Source</b>: {@code keras/src/layers/reshaping/reshape.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Reshape(Options options) implements LayerConfig, LayerOptions<Reshape> {

  /**
   * Option {@code target_shape}: {@code [features]} or {@code [timesteps, features]}, of which one
   * may be −1 for what follows from the others.
   */
  public static final Option<List<Integer>> TARGET_SHAPE =
      Option.required("target_shape", Codecs.list(Codecs.INTEGER))
          .in(
              Reshape::isHeld,
              "[features] or [timesteps, features], positive and at most one of them -1");

  private static final Options DECLARED = Options.of("Reshape", COMMON).and(List.of(TARGET_SHAPE));

  /**
   * Takes options that were made for a layer that reshapes.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Reshape {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A layer that makes vectors.
   *
   * @param features the number of features, positive, or −1 for all that there are
   * @return a description
   * @throws IllegalArgumentException if the number is 0 or below −1
   */
  public static Reshape of(int features) {
    return new Reshape(DECLARED.with(TARGET_SHAPE, List.of(features)));
  }

  /**
   * A layer that makes sequences.
   *
   * @param timesteps the number of time steps, positive, or −1 for what follows from the other
   * @param features the number of features, positive, or −1 for what follows from the other
   * @return a description
   * @throws IllegalArgumentException if a number is 0 or below −1, or both are −1
   */
  public static Reshape of(int timesteps, int features) {
    return new Reshape(DECLARED.with(TARGET_SHAPE, List.of(timesteps, features)));
  }

  private static boolean isHeld(List<Integer> shape) {
    long free = shape.stream().filter(size -> size == -1).count();
    boolean positive = shape.stream().allMatch(size -> size > 0 || size == -1);
    return positive && free <= 1 && (shape.size() == 1 || shape.size() == 2);
  }

  @Override
  public Reshape with(Options newOptions) {
    return new Reshape(newOptions);
  }

  /**
   * The shape of a sample.
   *
   * @return {@code [features]} or {@code [timesteps, features]}, of which one may be −1
   */
  public List<Integer> targetShape() {
    return options.get(TARGET_SHAPE);
  }

  @Override
  public DataShape outputShape(DataShape input) {
    return resolved(className(), input);
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    resolved(name, input);
    return new WeightlessLayer(name, this, (context, x) -> reshaped(name, x));
  }

  private DataShape resolved(String who, DataShape input) {
    return input.hasTime() && input.timesteps().isEmpty()
        ? ofAnyLength(who, input)
        : ofLength(who, input, LayerChecks.elements(who, input));
  }

  private DataShape ofLength(String who, DataShape input, int elements) {
    long given =
        targetShape().stream()
            .filter(size -> size > 0)
            .mapToLong(s -> s)
            .reduce(1, (a, b) -> a * b);
    int free = (int) (elements / given);
    boolean fits = targetShape().contains(-1) ? free * given == elements : given == elements;
    Checks.require(
        fits,
        who,
        "the "
            + elements
            + " elements of a sample of "
            + input
            + " do not fit targetShape "
            + targetShape()
            + ".");
    List<Integer> sizes = targetShape().stream().map(size -> size == -1 ? free : size).toList();
    return sizes.size() == 1
        ? DataShape.vectors(sizes.get(0))
        : DataShape.sequence(sizes.get(0), sizes.get(1));
  }

  private DataShape ofAnyLength(String who, DataShape input) {
    int features = targetShape().get(targetShape().size() - 1);
    Checks.require(
        features != -1,
        who,
        "input "
            + input
            + " has any number of time steps; expected a fixed one, since the features of targetShape "
            + targetShape()
            + " follow from it. Pad all sequences to one length.");
    if (targetShape().size() == 1) {
      return DataShape.vectors(features);
    }
    int timesteps = targetShape().get(0);
    return timesteps == -1 ? DataShape.sequence(features) : DataShape.sequence(timesteps, features);
  }

  private Sequence reshaped(String name, Sequence input) {
    DataShape shape = resolved(name, input.shape());
    Variable flat = TimeAxis.flatten(input.values(), input.timesteps());
    if (!shape.hasTime()) {
      return Sequence.ofVectors(flat);
    }
    int timesteps = shape.timesteps().orElseThrow();
    return Sequence.of(TimeAxis.unflatten(flat, timesteps), timesteps);
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
