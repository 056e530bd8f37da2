package dev.rewind.training;

import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.layers.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prints a model as Keras' table of layers, output shapes and numbers of parameters. */
final class Summary {
  private static final List<String> HEADINGS = List.of("Layer (type)", "Output Shape", "Param #");
  private static final int[] KERAS_WIDTHS = {31, 22, 13};
  private static final int NUMBERS = 2;
  private static final String[] UNITS = {"B", "KB", "MB", "GB"};

  private final List<List<String>> rows = new ArrayList<>();
  private final long trainable;
  private final long frozen;

  private Summary(List<Layer> layers, DataShape input) {
    DataShape shape = input;
    for (Layer layer : layers) {
      shape = layer.config().outputShape(shape);
      rows.add(
          List.of(
              layer.name() + " (" + layer.config().className() + ")",
              shape.toString(),
              count(parameters(layer.weights()))));
    }
    List<Weight> weights = layers.stream().flatMap(layer -> layer.weights().stream()).toList();
    trainable = parameters(weights.stream().filter(Weight::trainable).toList());
    frozen = parameters(weights) - trainable;
  }

  static String of(String name, List<Layer> layers, DataShape input) {
    return new Summary(layers, input).text(name);
  }

  private String text(String name) {
    int[] widths = IntStream.range(0, HEADINGS.size()).map(this::width).toArray();
    StringBuilder text = new StringBuilder("Model: \"" + name + "\"\n");
    text.append(rule(widths, "┏━┳┓")).append(row(widths, HEADINGS, "┃"));
    text.append(rule(widths, "┡━╇┩"));
    text.append(
        rows.stream()
            .map(row -> row(widths, row, "│"))
            .collect(Collectors.joining(rule(widths, "├─┼┤"))));
    text.append(rule(widths, "└─┴┘"));
    text.append(total("Total", trainable + frozen));
    text.append(total("Trainable", trainable));
    text.append(total("Non-trainable", frozen));
    return text.toString();
  }

  private int width(int column) {
    int longest = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    return Math.max(longest, KERAS_WIDTHS[column]);
  }

  /** A horizontal line; the pattern gives left end, line, crossing, right end. */
  private static String rule(int[] widths, String pattern) {
    return IntStream.of(widths)
        .mapToObj(width -> pattern.substring(1, 2).repeat(width + 2))
        .collect(
            Collectors.joining(
                pattern.substring(2, 3), pattern.substring(0, 1), pattern.substring(3) + "\n"));
  }

  private static String row(int[] widths, List<String> cells, String bar) {
    return IntStream.range(0, cells.size())
        .mapToObj(
            i -> String.format((i == NUMBERS ? " %" : " %-") + widths[i] + "s ", cells.get(i)))
        .collect(Collectors.joining(bar, bar, bar + "\n"));
  }

  private static String total(String what, long parameters) {
    return " " + what + " params: " + count(parameters) + " (" + size(parameters) + ")\n";
  }

  private static long parameters(List<Weight> weights) {
    return weights.stream().mapToLong(weight -> weight.parameter().shape().size()).sum();
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String size(long parameters) {
    double bytes = (double) parameters * Double.BYTES;
    int unit = 0;
    while (bytes >= 1024 && unit < UNITS.length - 1) {
      bytes /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f %s", bytes, UNITS[unit]);
  }
}
