package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.scale;

import dev.rewind.autograd.Variable;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.WithOptions;
import dev.rewind.layers.regularizers.Regularizer;
import dev.rewind.layers.regularizers.Regularizers;
import java.util.Objects;
import java.util.Optional;

/**
 * The option of a layer whose output can be penalised.
 *
 * @param <S> the layer's own type
 */
public interface ActivityOptions<S> extends WithOptions<S> {
  /** Option {@code activity_regularizer}. */
  Option<Optional<Regularizer>> ACTIVITY_REGULARIZER =
      Option.of(
          "activity_regularizer",
          Codecs.optional(Regularizers.CODEC),
          Optional.<Regularizer>empty());

  /**
   * Adds a penalty on the layer's output, divided by the number of samples, to the loss.
   *
   * @param regularizer the penalty; none by default
   * @return a changed copy
   */
  default S activityRegularizer(Regularizer regularizer) {
    return with(
        options()
            .with(
                ACTIVITY_REGULARIZER,
                Optional.of(Objects.requireNonNull(regularizer, "activityRegularizer"))));
  }

  /**
   * The penalty on the layer's output.
   *
   * @return the regularizer, if any
   */
  default Optional<Regularizer> activityRegularizer() {
    return options().get(ACTIVITY_REGULARIZER);
  }

  /**
   * Adds the penalty on a result of a call, if there is one.
   *
   * <pre>
   *   penalty = regularizer(result) / batch
   * </pre>
   *
   * <p><b>Source</b>: {@code Layer.__call__} in {@code keras/src/layers/layer.py}, Keras 3.15.1.
   *
   * @param context the call, which the penalty is added to
   * @param result what the call gives
   * @return the result
   */
  default Sequence penalised(CallContext context, Sequence result) {
    penalise(context, result.values(), result.batch());
    return result;
  }

  /**
   * Adds the penalty on a result of a call, divided by something else than the number of samples.
   *
   * @param context the call, which the penalty is added to
   * @param result what the call gives
   * @param divisor what the penalty is divided by, positive
   */
  default void penalise(CallContext context, Variable result, int divisor) {
    activityRegularizer()
        .ifPresent(
            regularizer -> context.addLoss(scale(regularizer.penalty(result), 1.0 / divisor)));
  }
}
