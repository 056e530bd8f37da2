package dev.rewind.training.callbacks.tensorboard;

/**
 * Something that TensorBoard shows, under a name of its own. Names with slashes are shown in
 * groups.
 */
public final class SummaryValue {
  private static final int DT_FLOAT = 1;
  private static final int DT_DOUBLE = 2;

  // Summary.Value
  private static final int TAG = 1;
  private static final int TENSOR = 8;
  private static final int METADATA = 9;

  // SummaryMetadata, and its PluginData
  private static final int PLUGIN_DATA = 1;
  private static final int PLUGIN_NAME = 1;

  // TensorProto, its TensorShapeProto, and the Dim of that
  private static final int DTYPE = 1;
  private static final int SHAPE = 2;
  private static final int CONTENT = 4;
  private static final int FLOATS = 5;
  private static final int DIM = 2;
  private static final int SIZE = 1;

  private final String tag;
  private final String plugin;
  private final Message tensor;

  private SummaryValue(String tag, String plugin, Message tensor) {
    this.tag = tag;
    this.plugin = plugin;
    this.tensor = tensor;
  }

  /**
   * A number, shown as a point of a curve.
   *
   * @param tag the name of the curve
   * @param value any number; kept with the precision of a {@code float}, as Keras does
   * @return what is shown under "Scalars"
   */
  public static SummaryValue scalar(String tag, double value) {
    return new SummaryValue(
        tag,
        "scalars",
        new Message()
            .number(DTYPE, DT_FLOAT)
            .message(SHAPE, new Message())
            .data(FLOATS, Message.floats((float) value)));
  }

  /**
   * How numbers are distributed, in 30 buckets of equal width, as in TensorBoard.
   *
   * @param tag the name of the histogram
   * @param values the numbers, not kept; NaN and infinities are not counted
   * @return what is shown under "Histograms" and "Distributions"
   */
  public static SummaryValue histogram(String tag, double... values) {
    Message shape = new Message().message(DIM, size(Buckets.COUNT));
    return new SummaryValue(
        tag,
        "histograms",
        new Message()
            .number(DTYPE, DT_DOUBLE)
            .message(SHAPE, shape.message(DIM, size(Buckets.COLUMNS)))
            .data(CONTENT, Message.doubles(Buckets.of(values))));
  }

  private static Message size(int size) {
    return new Message().number(SIZE, size);
  }

  Message encoded() {
    Message pluginData = new Message().text(PLUGIN_NAME, plugin);
    return new Message()
        .text(TAG, tag)
        .message(TENSOR, tensor)
        .message(METADATA, new Message().message(PLUGIN_DATA, pluginData));
  }

  /** What it is and its name. */
  @Override
  public String toString() {
    return plugin + " " + tag;
  }
}
