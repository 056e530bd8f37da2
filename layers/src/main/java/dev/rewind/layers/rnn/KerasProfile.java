package dev.rewind.layers.rnn;

import dev.rewind.core.options.Options;
import dev.rewind.layers.activations.Activation;
import dev.rewind.layers.activations.Activations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Whose GRU it is to the letter. The profiles differ in their defaults and in a few rules:
 *
 * <pre>
 *                               KERAS_3     TF_KERAS_V2            TF_KERAS_V1
 *   recurrent activation        sigmoid     sigmoid                legacy_hard_sigmoid
 *   resetAfter                  true        true                   false
 *   implementation              2           2                      1
 *   initial state given to a    is used     is used only while the kept state is all zeros
 *   stateful layer
 *   dropout of the inputs       one mask    a fresh mask for each  one mask
 *                               per call    step, on the path      per call
 *                                           written for cuDNN
 *   a dropout rate of 1         drops       is refused in          as V2
 *   in a cell                   nothing     training
 *   masks kept by a cell        only in     also outside of training, then ones
 *   that is called by hand      training
 * </pre>
 *
 * <p>R's {@code layer_gru} of the package {@code keras3} is {@code KERAS_3}; that of the older
 * package {@code keras}, which wraps tf.keras of TensorFlow 2, is {@code TF_KERAS_V2}.
 * Multi-backend Keras 2.3 is {@code KERAS_3} with {@code resetAfter(false)}.
 *
 * <p><b>Source</b>: {@code keras/src/layers/rnn/gru.py}, Keras 3.15.1; {@code
 * tf_keras/src/layers/rnn/gru.py}, {@code gru_v1.py} and {@code base_rnn.py}, tf.keras 2.21.
 */
public enum KerasProfile {
  /** Keras 3, and {@code layer_gru} of R's package keras3. */
  KERAS_3,
  /** {@code tf.keras.layers.GRU} of TensorFlow 2, and {@code layer_gru} of R's package keras. */
  TF_KERAS_V2,
  /** {@code tf.compat.v1.keras.layers.GRU}. */
  TF_KERAS_V1;

  /** Options in words, with the profile if it is not that of Keras 3. */
  String says(Options options) {
    return isTfKeras() ? options + " of " + this : options.toString();
  }

  /** Whether the rules are those of tf.keras. */
  boolean isTfKeras() {
    return this != KERAS_3;
  }

  /** Whether a stateful layer ignores the initial state that it is given. */
  boolean prefersKeptStates(List<DMatrixRMaj> kept) {
    return isTfKeras() && kept.stream().anyMatch(s -> CommonOps_DDRM.elementMaxAbs(s) != 0);
  }

  /** Whether a configuration names an activation that this Keras has. */
  boolean knows(Activation activation) {
    return !isTfKeras() || !activation.equals(Activations.HARD_SIGMOID);
  }

  /** A configuration as this Keras writes it. */
  Map<String, Object> write(Map<String, Object> config) {
    return isTfKeras() ? TfKerasDialect.write(config) : config;
  }

  /** A configuration that this Keras has written, as the options read it. */
  Map<String, Object> read(Map<String, ?> config) {
    return isTfKeras() ? TfKerasDialect.read(config) : new LinkedHashMap<>(config);
  }
}
