package dev.rewind.training.callbacks;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A callback of a few lines.
 *
 * <pre>{@code
 * LambdaCallback.of().onEpochEnd(training -> System.out.println(training.logs()))
 * }</pre>
 *
 * <p>Immutable; what is set twice is the later one. A callback that remembers something is a class
 * of its own, with {@link Callback#save} and {@link Callback#restore}.
 *
 * <p><b>Source</b>: {@code keras/src/callbacks/lambda_callback.py}, Keras 3.15.1.
 */
public final class LambdaCallback implements Callback {
  private enum Moment {
    TRAIN_BEGIN,
    EPOCH_BEGIN,
    TRAIN_BATCH_BEGIN,
    TRAIN_BATCH_END,
    TEST_BEGIN,
    TEST_END,
    EPOCH_END,
    TRAIN_END
  }

  private final Map<Moment, Consumer<Training>> actions;

  private LambdaCallback(Map<Moment, Consumer<Training>> actions) {
    this.actions = actions;
  }

  /**
   * A callback that does nothing yet.
   *
   * @return the callback
   */
  public static LambdaCallback of() {
    return new LambdaCallback(new EnumMap<>(Moment.class));
  }

  private LambdaCallback with(Moment moment, Consumer<Training> action) {
    Map<Moment, Consumer<Training>> changed = new EnumMap<>(Moment.class);
    changed.putAll(actions);
    changed.put(moment, action);
    return new LambdaCallback(changed);
  }

  private void run(Moment moment, Training training) {
    Consumer<Training> action = actions.get(moment);
    if (action != null) {
      action.accept(training);
    }
  }

  /**
   * Says what is done when training begins.
   *
   * @param action what is done
   * @return a changed copy
   */
  public LambdaCallback onTrainBegin(Consumer<Training> action) {
    return with(Moment.TRAIN_BEGIN, action);
  }

  /**
   * Says what is done when an epoch begins.
   *
   * @param action what is done
   * @return a changed copy
   */
  public LambdaCallback onEpochBegin(Consumer<Training> action) {
    return with(Moment.EPOCH_BEGIN, action);
  }

  /**
   * Says what is done when a batch is about to be trained on.
   *
   * @param action what is done
   * @return a changed copy
   */
  public LambdaCallback onTrainBatchBegin(Consumer<Training> action) {
    return with(Moment.TRAIN_BATCH_BEGIN, action);
  }

  /**
   * Says what is done when a batch has been trained on.
   *
   * @param action what is done
   * @return a changed copy
   */
  public LambdaCallback onTrainBatchEnd(Consumer<Training> action) {
    return with(Moment.TRAIN_BATCH_END, action);
  }

  /**
   * Says what is done when validation begins.
   *
   * @param action what is done
   * @return a changed copy
   */
  public LambdaCallback onTestBegin(Consumer<Training> action) {
    return with(Moment.TEST_BEGIN, action);
  }

  /**
   * Says what is done when validation has ended.
   *
   * @param action what is done
   * @return a changed copy
   */
  public LambdaCallback onTestEnd(Consumer<Training> action) {
    return with(Moment.TEST_END, action);
  }

  /**
   * Says what is done when an epoch has ended.
   *
   * @param action what is done
   * @return a changed copy
   */
  public LambdaCallback onEpochEnd(Consumer<Training> action) {
    return with(Moment.EPOCH_END, action);
  }

  /**
   * Says what is done when training has ended.
   *
   * @param action what is done
   * @return a changed copy
   */
  public LambdaCallback onTrainEnd(Consumer<Training> action) {
    return with(Moment.TRAIN_END, action);
  }

  @Override
  public void onTrainBegin(Training training) {
    run(Moment.TRAIN_BEGIN, training);
  }

  @Override
  public void onEpochBegin(Training training) {
    run(Moment.EPOCH_BEGIN, training);
  }

  @Override
  public void onTrainBatchBegin(Training training) {
    run(Moment.TRAIN_BATCH_BEGIN, training);
  }

  @Override
  public void onTrainBatchEnd(Training training) {
    run(Moment.TRAIN_BATCH_END, training);
  }

  @Override
  public void onTestBegin(Training training) {
    run(Moment.TEST_BEGIN, training);
  }

  @Override
  public void onTestEnd(Training training) {
    run(Moment.TEST_END, training);
  }

  @Override
  public void onEpochEnd(Training training) {
    run(Moment.EPOCH_END, training);
  }

  @Override
  public void onTrainEnd(Training training) {
    run(Moment.TRAIN_END, training);
  }
}
