package dev.rewind.layers.rnn;

import dev.rewind.core.options.Configured;
import dev.rewind.core.options.Registry;
import dev.rewind.layers.ActivationLayer;
import dev.rewind.layers.ActivityRegularization;
import dev.rewind.layers.Add;
import dev.rewind.layers.Average;
import dev.rewind.layers.BatchNormalization;
import dev.rewind.layers.Concatenate;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Dropout;
import dev.rewind.layers.Embedding;
import dev.rewind.layers.Flatten;
import dev.rewind.layers.GaussianNoise;
import dev.rewind.layers.GlobalAveragePooling1D;
import dev.rewind.layers.GlobalMaxPooling1D;
import dev.rewind.layers.InputLayer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.LayerNormalization;
import dev.rewind.layers.Masking;
import dev.rewind.layers.Maximum;
import dev.rewind.layers.Minimum;
import dev.rewind.layers.Multiply;
import dev.rewind.layers.RepeatVector;
import dev.rewind.layers.Reshape;
import dev.rewind.layers.SpatialDropout1D;
import dev.rewind.layers.Subtract;
import dev.rewind.layers.activations.Activations;

/**
 * The layers and cells by their Keras names, so that a configuration can be read. It stands with
 * the recurrent layers because some of them are made of other layers or cells.
 *
 * <pre>{@code
 * LayerConfig layer = KerasLayers.REGISTRY.read(Map.of("class_name", "GRU", "config", config));
 * }</pre>
 */
public final class KerasLayers {
  /** All cells. */
  public static final Registry<CellConfig> CELLS =
      Registry.<CellConfig>of("cell")
          .with(unset(GRUCell.of(1)))
          .with(unset(LSTMCell.of(1)))
          .with(unset(SimpleRNNCell.of(1)))
          .with(unset(StackedRNNCells.of(GRUCell.of(1))));

  /** All layers; a GRU is read as that of Keras 3. */
  public static final Registry<LayerConfig> REGISTRY =
      Registry.<LayerConfig>of("layer")
          .with(unset(ActivationLayer.of(Activations.LINEAR)))
          .with(unset(ActivityRegularization.of()))
          .with(unset(Add.of()))
          .with(unset(Average.of()))
          .with(unset(BatchNormalization.of()))
          .with(unset(Bidirectional.of(GRU.of(1))))
          .with(unset(Concatenate.of()))
          .with(unset(Dense.of(1)))
          .with(unset(Dropout.of(0)))
          .with(unset(Embedding.of(1, 1)))
          .with(unset(Flatten.of()))
          .with(unset(GRU.of(1)))
          .with(unset(GaussianNoise.of(0)))
          .with(unset(GlobalAveragePooling1D.of()))
          .with(unset(GlobalMaxPooling1D.of()))
          .with(unset(InputLayer.of(DataShape.vectors(1))))
          .with(unset(LSTM.of(1)))
          .with(unset(LayerNormalization.of()))
          .with(unset(Masking.of()))
          .with(unset(Maximum.of()))
          .with(unset(Minimum.of()))
          .with(unset(Multiply.of()))
          .with(unset(RNN.of(GRUCell.of(1))))
          .with(unset(RepeatVector.of(1)))
          .with(unset(Reshape.of(1)))
          .with(unset(SimpleRNN.of(1)))
          .with(unset(SpatialDropout1D.of(0)))
          .with(unset(Subtract.of()))
          .with(unset(TimeDistributed.of(Dense.of(1))));

  private KerasLayers() {}

  /**
   * All layers, as another Keras writes them. A GRU is read as that of this Keras, within a wrapper
   * too. The others have but one form here; what the other Keras calls {@code hard_sigmoid} is read
   * as the function that it is.
   *
   * <pre>{@code
   * LayerConfig gru = KerasLayers.of(KerasProfile.TF_KERAS_V2).read(plain);
   * }</pre>
   *
   * @param profile which Keras has written the configurations
   * @return the registry
   */
  public static Registry<LayerConfig> of(KerasProfile profile) {
    LayerConfig gru = unset(GRU.of(profile, 1));
    CellConfig cells = StackedRNNCells.of(unset(GRUCell.of(profile, 1)));
    return REGISTRY
        .with(gru)
        .with(unset(Bidirectional.of(gru)))
        .with(unset(RNN.of(cells)))
        .translating(profile::read);
  }

  /**
   * All cells, as another Keras writes them.
   *
   * @param profile which Keras has written the configurations
   * @return the registry
   */
  public static Registry<CellConfig> cells(KerasProfile profile) {
    CellConfig gru = unset(GRUCell.of(profile, 1));
    return CELLS.with(gru).with(unset(StackedRNNCells.of(gru))).translating(profile::read);
  }

  /** So that what is required is missed where a configuration does not say it. */
  private static <T extends Configured<T>> T unset(T any) {
    return any.with(any.options().unset());
  }
}
