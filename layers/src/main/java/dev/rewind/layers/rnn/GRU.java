package dev.rewind.layers.rnn;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import dev.rewind.layers.ActivityOptions;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.DropoutSource.Kind;
import dev.rewind.layers.LayerChecks;
import dev.rewind.layers.activations.Activations;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A gated recurrent unit: {@link GRUCell}, whose equations see, applied to every time step.
 *
 * <pre>{@code
 * GRU.of(64)                                            // Keras 3's defaults
 * GRU.of(64).returnSequences(true).dropout(0.2)
 * GRU.of(64).resetAfter(false)                          // the GRU of arXiv:1406.1078v3
 * }</pre>
 *
 * <p><b>Shapes</b>: {@code (batch, timesteps, features) → (batch, units)}, or {@code (batch,
 * timesteps, units)} with {@code returnSequences}.
 *
 * <p><b>Masks</b>: a masked step carries the state over and repeats the output before; before the
 * first real step the output is 0. With {@code returnSequences} the mask is carried on.
 *
 * <p><b>Parameters</b>: those of {@link GRUCell}.
 *
 * <p><b>Source</b>: {@code keras/src/layers/rnn/gru.py}, Keras 3.15.1.
 *
 * @param profile whose defaults and rules
 * @param options all options with their values
 */
public record GRU(KerasProfile profile, Options options)
    implements RecurrentLayerConfig<GRU>,
        GRUCellOptions<GRU>,
        ActivityOptions<GRU>,
        CudnnOptions<GRU> {

  private static final GRUDeclarations DECLARED =
      new GRUDeclarations(
          Options.of("GRU", RECURRENT_LAYER)
              .and(GRU_CELL)
              .and(List.of(ACTIVITY_REGULARIZER, USE_CUDNN)));

  /**
   * Takes options that were made for a GRU.
   *
   * @param profile whose defaults and rules
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else, or name an activation that is
   *     unknown to the profile
   */
  public GRU {
    DECLARED.require(profile, options);
  }

  /**
   * A GRU layer.
   *
   * @param units the size of the state and of the output, positive
   * @return a description with Keras' defaults
   * @throws IllegalArgumentException if units is not positive
   */
  public static GRU of(int units) {
    return of(KerasProfile.KERAS_3, units);
  }

  /**
   * A GRU layer of another Keras.
   *
   * @param profile whose defaults and rules
   * @param units the size of the state and of the output, positive
   * @return a description with the profile's defaults
   * @throws IllegalArgumentException if units is not positive
   */
  public static GRU of(KerasProfile profile, int units) {
    return new GRU(profile, DECLARED.of(profile).with(UNITS, units));
  }

  @Override
  public GRU with(Options newOptions) {
    return new GRU(profile, newOptions);
  }

  @Override
  public Map<String, Object> getConfig() {
    return profile.write(RecurrentLayerConfig.super.getConfig());
  }

  @Override
  public GRU fromConfig(Map<String, ?> config) {
    return with(DECLARED.read(profile, options, config));
  }

  @Override
  public RecurrentLayer build(String name, DataShape input, RandomSource random) {
    LayerChecks.hasTime(name, input);
    Optional<CellDropout> stepwise =
        hasMaskPerStep()
            ? Optional.of(new CellDropout(name, Kind.INPUT, dropout(), newStream(), true))
            : Optional.empty();
    GRUCell own = stepwise.isPresent() ? cell().dropout(0) : cell();
    return new RecurrentLayer(
        name, this, input, own.build(name, input.features(), random), profile, stepwise);
  }

  @Override
  public GRUCell cell() {
    return GRUCell.ofLayer(profile, options);
  }

  /** tf.keras drops inputs step by step on the path that is written for cuDNN. */
  private boolean hasMaskPerStep() {
    return profile == KerasProfile.TF_KERAS_V2
        && activation().equals(Activations.TANH)
        && recurrentActivation().equals(Activations.SIGMOID)
        && recurrentDropout() == 0
        && !unroll()
        && useBias()
        && resetAfter();
  }

  @Override
  public String toString() {
    return profile.says(options);
  }
}
