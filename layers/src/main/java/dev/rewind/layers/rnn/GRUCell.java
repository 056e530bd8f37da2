package dev.rewind.layers.rnn;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import dev.rewind.layers.LayerOptions;
import java.util.List;
import java.util.Map;

/**
 * One time step of a gated recurrent unit.
 *
 * <pre>
 *   z  = recurrentActivation(x·Kz + bz + hPrev·Rz + cz)            update gate
 *   r  = recurrentActivation(x·Kr + br + hPrev·Rr + cr)            reset gate
 *   hh = activation(x·Kh + bh + r ⊙ (hPrev·Rh + ch))               candidate, resetAfter
 *   hh = activation(x·Kh + bh + (r ⊙ hPrev)·Rh)                    candidate, not resetAfter (then c = 0)
 *   h  = z ⊙ hPrev + (1 − z) ⊙ hh
 * </pre>
 *
 * <p>In training {@code dropout} multiplies x, and {@code recurrentDropout} multiplies hPrev before
 * the products with R ({@code (r ⊙ (hPrev ⊙ m))·Rh} without resetAfter); the carry term {@code z ⊙
 * hPrev} uses hPrev as it is.
 *
 * <p><b>Shapes</b>: {@code x [batch, features]}, {@code hPrev, h [batch, units]}.
 *
 * <p><b>Parameters</b>, columns in the order [z | r | h]:
 *
 * <ul>
 *   <li>{@code kernel [features, 3·units]}, Glorot uniform;
 *   <li>{@code recurrent_kernel [units, 3·units]}, orthogonal;
 *   <li>{@code bias}, zeros: with resetAfter {@code [2, 3·units]}, row 0 is b, row 1 is c; without
 *       it {@code [1, 3·units]}; absent without {@code useBias}.
 * </ul>
 *
 * <p><b>Source</b>: Cho et al., "Learning phrase representations using RNN encoder–decoder",
 * arXiv:1406.1078, version 1 (resetAfter) and version 3 (not); {@code keras/src/layers/rnn/gru.py},
 * Keras 3.15.1.
 *
 * @param profile whose defaults and rules
 * @param options all options with their values
 */
public record GRUCell(KerasProfile profile, Options options)
    implements CellConfig, LayerOptions<GRUCell>, GRUCellOptions<GRUCell> {

  private static final GRUDeclarations DECLARED =
      new GRUDeclarations(Options.of("GRUCell", COMMON).and(GRU_CELL));

  /**
   * Takes options that were made for a GRU cell.
   *
   * @param profile whose defaults and rules
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else, or name an activation that is
   *     unknown to the profile
   */
  public GRUCell {
    DECLARED.require(profile, options);
  }

  /**
   * A GRU cell.
   *
   * @param units the size of the state, positive
   * @return a description with Keras' defaults
   * @throws IllegalArgumentException if units is not positive
   */
  public static GRUCell of(int units) {
    return of(KerasProfile.KERAS_3, units);
  }

  /**
   * A GRU cell of another Keras.
   *
   * @param profile whose defaults and rules
   * @param units the size of the state, positive
   * @return a description with the profile's defaults
   * @throws IllegalArgumentException if units is not positive
   */
  public static GRUCell of(KerasProfile profile, int units) {
    return new GRUCell(profile, DECLARED.of(profile).with(UNITS, units));
  }

  /** The cell of a layer, with all options that both declare. */
  static GRUCell ofLayer(KerasProfile profile, Options layer) {
    return new GRUCell(profile, layer.copyTo(DECLARED.of(profile)));
  }

  @Override
  public GRUCell with(Options newOptions) {
    return new GRUCell(profile, newOptions);
  }

  @Override
  public Map<String, Object> getConfig() {
    return profile.write(CellConfig.super.getConfig());
  }

  @Override
  public GRUCell fromConfig(Map<String, ?> config) {
    return with(DECLARED.read(profile, options, config));
  }

  @Override
  public int outputSize() {
    return units();
  }

  @Override
  public List<Integer> stateSizes() {
    return List.of(units());
  }

  @Override
  public DropoutRNNCell build(String name, int features, RandomSource random) {
    return new BuiltGRUCell(name, this, features, random);
  }

  @Override
  public String toString() {
    return profile.says(options);
  }
}
