package dev.rewind.training;

import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.layers.Weight;
import dev.rewind.training.Graph.Slot;
import dev.rewind.training.Graph.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prints a model as Keras' table of layers, output shapes and numbers of parameters, and of what
 * they are connected to where they are not a chain. Keras breaks and cuts long texts; here their
 * column gets wider.
 */
final class Summary {
  private static final List<String> HEADINGS =
      List.of("Layer (type)", "Output Shape", "Param #", "Connected to");
  private static final int[] CHAIN_WIDTHS = {31, 22, 13};
  private static final int[] GRAPH_WIDTHS = {19, 17, 10, 17};
  private static final int NUMBERS = 2;
  private static final String[] UNITS = {"B", "KB", "MB", "GB"};

  private final Graph graph;
  private final int[] widths;
  private final List<List<List<String>>> rows;

  private Summary(Graph graph) {
    this.graph = graph;
    int[] atLeast = graph.isChain() ? CHAIN_WIDTHS : GRAPH_WIDTHS;
    rows = graph.layers().stream().map(layer -> cells(layer).subList(0, atLeast.length)).toList();
    widths = IntStream.range(0, atLeast.length).map(i -> Math.max(width(i), atLeast[i])).toArray();
  }

  static String of(String name, Graph graph) {
    return new Summary(graph).text(name);
  }

  /** The cells of a layer, each of one or more lines. */
  private List<List<String>> cells(Layer layer) {
    List<Step> uses = uses(layer);
    return List.of(
        List.of(layer.name() + " (" + layer.config().className() + ")"),
        shapes(uses.get(uses.size() - 1).shapes()),
        List.of(count(parameters(layer.weights()))),
        connections(uses));
  }

  private List<Step> uses(Layer layer) {
    return graph.steps().stream().filter(step -> step.layer() == layer).toList();
  }

  /** A shape, or a list of them as Python prints it. */
  private static List<String> shapes(List<DataShape> shapes) {
    List<String> lines = shapes.stream().map(DataShape::toString).toList();
    if (lines.size() == 1) {
      return lines;
    }
    List<String> list = separated(lines);
    list.set(0, "[" + list.get(0));
    list.set(list.size() - 1, list.get(list.size() - 1) + "]");
    return list;
  }

  private List<String> connections(List<Step> uses) {
    List<String> all =
        uses.stream().flatMap(step -> step.from().stream()).map(this::connection).toList();
    return all.isEmpty() ? List.of("-") : separated(all);
  }

  /** Layer, number of its use, number of the output. */
  private String connection(Slot slot) {
    Layer layer = graph.steps().get(slot.step()).layer();
    long use =
        graph.steps().subList(0, slot.step()).stream().filter(s -> s.layer() == layer).count();
    return layer.name() + "[" + use + "][" + slot.output() + "]";
  }

  private static List<String> separated(List<String> elements) {
    List<String> lines = new ArrayList<>();
    for (String element : elements) {
      lines.add(lines.size() == elements.size() - 1 ? element : element + ",");
    }
    return lines;
  }

  private String text(String name) {
    List<String> headings = HEADINGS.subList(0, widths.length);
    StringBuilder text = new StringBuilder("Model: \"" + name + "\"\n");
    text.append(rule("┏━┳┓")).append(line(headings, "┃")).append(rule("┡━╇┩"));
    text.append(rows.stream().map(this::row).collect(Collectors.joining(rule("├─┼┤"))));
    text.append(rule("└─┴┘"));
    List<Weight> weights =
        graph.layers().stream().flatMap(layer -> layer.weights().stream()).toList();
    long all = parameters(weights);
    long trainable = parameters(weights.stream().filter(Weight::trainable).toList());
    text.append(total("Total", all));
    text.append(total("Trainable", trainable));
    text.append(total("Non-trainable", all - trainable));
    return text.toString();
  }

  private int width(int column) {
    return rows.stream()
        .flatMap(row -> row.get(column).stream())
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }

  /** A horizontal line; the pattern gives left end, line, crossing, right end. */
  private String rule(String pattern) {
    return IntStream.of(widths)
        .mapToObj(width -> pattern.substring(1, 2).repeat(width + 2))
        .collect(
            Collectors.joining(
                pattern.substring(2, 3), pattern.substring(0, 1), pattern.substring(3) + "\n"));
  }

  private String row(List<List<String>> cells) {
    int lines = cells.stream().mapToInt(List::size).max().orElse(0);
    return IntStream.range(0, lines)
        .mapToObj(i -> cells.stream().map(cell -> i < cell.size() ? cell.get(i) : "").toList())
        .map(line -> line(line, "│"))
        .collect(Collectors.joining());
  }

  private String line(List<String> cells, String bar) {
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
