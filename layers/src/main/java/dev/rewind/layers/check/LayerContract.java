package dev.rewind.layers.check;

import dev.rewind.core.Checks;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.LayerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Checks that a layer keeps what every layer owes. Immutable: each method returns a changed copy.
 *
 * <pre>{@code
 * LayerContract.verify(Dense.of(3), DataShape.sequence(2));      // throws what is broken
 *
 * LayerContract.of(Embedding.of(10, 4), DataShape.sequence(1))
 *     .wholeNumbers(10)
 *     .run()
 *     .requirePassed();
 * }</pre>
 *
 * <p>The clauses:
 *
 * <ul>
 *   <li><b>configuration</b>: what {@code getConfig} writes is plain, and {@code fromConfig} makes
 *       an equal description of it, also when flags and name are others;
 *   <li><b>plain form</b>: it names the class;
 *   <li><b>shapes</b>: the results have the announced shapes, are finite, and are the same from
 *       both forms of {@code call};
 *   <li><b>row by row</b>, if the layer says that it {@linkplain LayerConfig#isRowWise() works} so:
 *       a row's result does not depend on the rows around it;
 *   <li><b>step by step</b>, if the layer says that it treats {@linkplain LayerConfig#isStepwise()
 *       each time step by itself}: outside of training, a step's result does not depend on the
 *       steps and samples around it;
 *   <li><b>other features</b>: an input with one feature more is computed, or refused by an {@code
 *       IllegalArgumentException}, but never an accident;
 *   <li><b>masks</b>, for sequences: a mask with holes goes through; one without holes is as good
 *       as none; where all is masked, results and gradients are finite;
 *   <li><b>padding</b>: what stands under the mask changes nothing that counts, which are all steps
 *       of a recurrent layer, and else the steps that the mask of the input and that of the result
 *       have in common; a result without a mask is free;
 *   <li><b>weights</b>: names begin with that of the layer, are unique and always the same; two
 *       layers share no weights;
 *   <li><b>listed</b>: a call puts no parameters on the tape but those in {@code weights()};
 *   <li><b>seeds</b>: equal seeds give equal weights, others give others;
 *   <li><b>frozen</b>, if there is an option {@code trainable}: a frozen layer puts no parameters
 *       on the tape;
 *   <li><b>gradients</b>: those of every input and of every weight agree with finite differences,
 *       under a mask and in training;
 *   <li><b>fused</b>, if there is an option {@code unroll}: values and gradients are the same with
 *       it and without it, to 1e-12 relative; outside of training only, if both forms drop out with
 *       masks of other shapes, such as one for each step, as the GRU of tf.keras does on purpose;
 *   <li><b>descent</b>: a small step against the gradient lowers a loss;
 *   <li><b>calls</b>: a call changes neither inputs nor trainable weights, outside of training no
 *       weights at all, and the same call again gives the same;
 *   <li><b>streams</b>: with its weights and its {@linkplain
 *       dev.rewind.layers.Layer#randomStreams() random streams} put back, a layer repeats a call in
 *       training, which draws from its own streams here;
 *   <li><b>numerics</b>: on a tape that {@linkplain dev.rewind.autograd.Tape#debugNumerics looks
 *       for numbers that are not finite} a call in training and its gradients come to their end,
 *       with the same numbers to 1e-12 relative.
 * </ul>
 *
 * <p><b>The layer</b> is built with random weights for a batch of 4 samples. Its inputs are random
 * numbers. States that it carries are reset before each call. But for the clause of the streams,
 * dropout masks and noise are drawn from a stream of the check, whether or not the layer has a
 * {@code seed} of its own, which would make each call in training another. So a layer has to draw
 * them from {@link dev.rewind.layers.CallContext#dropout()}.
 *
 * <p><b>Cost.</b> That of a {@link dev.rewind.autograd.check.GradientCheck} of the layer, mostly.
 */
public final class LayerContract {
  private static final String WHO = "LayerContract";
  private static final long DEFAULT_SEED = 42;
  private static final List<Clause> CLAUSES =
      Stream.of(
              DescriptionClauses.ALL,
              ShapeClauses.ALL,
              MaskClauses.ALL,
              WeightClauses.ALL,
              GradientClauses.ALL,
              CallClauses.ALL)
          .flatMap(List::stream)
          .toList();

  private final LayerConfig config;
  private final List<DataShape> inputs;
  private final Optional<LayerConfig> other;
  private final OptionalInt below;
  private final boolean emptySamples;
  private final long seed;

  private LayerContract(
      LayerConfig config,
      List<DataShape> inputs,
      Optional<LayerConfig> other,
      OptionalInt below,
      boolean emptySamples,
      long seed) {
    this.config = config;
    this.inputs = inputs;
    this.other = other;
    this.below = below;
    this.emptySamples = emptySamples;
    this.seed = seed;
  }

  /**
   * A check of a layer.
   *
   * @param config the description of the layer
   * @param inputs the shapes of its inputs, at least one
   * @return a check that can be run
   * @throws IllegalArgumentException if there is no input
   */
  public static LayerContract of(LayerConfig config, DataShape... inputs) {
    Checks.require(inputs.length > 0, WHO, "got no shape of an input; expected at least one.");
    return new LayerContract(
        config, List.of(inputs), Optional.empty(), OptionalInt.empty(), true, DEFAULT_SEED);
  }

  /**
   * Checks a layer with random numbers as inputs, and throws if it breaks a clause.
   *
   * @param config the description of the layer
   * @param inputs the shapes of its inputs, at least one
   * @throws IllegalArgumentException if there is no input
   * @throws AssertionError naming what is broken, with the values
   */
  public static void verify(LayerConfig config, DataShape... inputs) {
    of(config, inputs).run().requirePassed();
  }

  /**
   * Gives another description of the same class, with other values, which the configuration is read
   * by. It shows whether all is read that was written, such as the layer in a wrapper.
   *
   * @param description a description of the same class
   * @return a changed copy
   * @throws IllegalArgumentException if it is of another class
   */
  public LayerContract other(LayerConfig description) {
    Checks.require(
        description.getClass() == config.getClass(),
        WHO,
        "the other description is of "
            + description.className()
            + "; expected "
            + config.className()
            + ".");
    return new LayerContract(config, inputs, Optional.of(description), below, emptySamples, seed);
  }

  /**
   * Gives the layer whole numbers as inputs, such as the numbers of words. Gradients of inputs are
   * not checked then.
   *
   * @param limit numbers are at least 0 and less than this, positive
   * @return a changed copy
   * @throws IllegalArgumentException if the limit is not positive
   */
  public LayerContract wholeNumbers(int limit) {
    Checks.positive(WHO, "limit", limit);
    return new LayerContract(config, inputs, other, OptionalInt.of(limit), emptySamples, seed);
  }

  /**
   * Leaves out samples without a real step, for a layer whose result is not defined for them, such
   * as a mean over time.
   *
   * @return a changed copy
   */
  public LayerContract withoutEmptySamples() {
    return new LayerContract(config, inputs, other, below, false, seed);
  }

  /**
   * Sets the seed of inputs, weights and dropout.
   *
   * @param value any number, by default 42
   * @return a changed copy
   */
  public LayerContract seed(long value) {
    return new LayerContract(config, inputs, other, below, emptySamples, value);
  }

  /**
   * Runs the check.
   *
   * @return what came out of each clause
   */
  public ContractReport run() {
    Subject subject = new Subject(config, inputs, other.orElse(config), below, emptySamples, seed);
    List<ContractReport.Finding> findings = new ArrayList<>();
    CLAUSES.forEach(clause -> findings.add(clause.examine(subject)));
    return new ContractReport(config.className(), findings, seed);
  }
}
