package dev.rewind.benchmarks.sidebyside;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Draws comparisons of one kind of work: a group of bars for each size, a bar for each contender.
 */
final class Chart {
  private Chart() {}

  /**
   * Writes a picture of the ratios.
   *
   * @param comparisons of the same work
   * @param names of the contenders, the first of whom is what the others are compared with
   * @param file in the format PNG
   */
  static void write(List<Comparison> comparisons, List<String> names, Path file)
      throws IOException {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(1100)
            .height(560)
            .title(
                "%s: times as long as %s".formatted(comparisons.get(0).task().work(), names.get(0)))
            .xAxisTitle("batch x timesteps x features x units")
            .build();
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisMin(foot(comparisons));
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    List<String> sizes =
        comparisons.stream().map(comparison -> comparison.task().size().toString()).toList();
    for (String name : names) {
      // Who was not there has no bar.
      List<@Nullable Double> ratios = new ArrayList<>();
      for (Comparison comparison : comparisons) {
        ratios.add(comparison.names().contains(name) ? comparison.ratio(name) : null);
      }
      chart.addSeries(name, sizes, ratios);
    }
    ChartEncoder.saveChart(chart, file.toString(), "png");
  }

  /** The power of ten below all ratios: bars on a logarithmic axis can not stand on zero. */
  private static double foot(List<Comparison> comparisons) {
    double least =
        comparisons.stream()
            .flatMapToDouble(one -> one.names().stream().mapToDouble(one::ratio))
            .min()
            .orElse(1);
    return Math.pow(10, Math.ceil(Math.log10(least)) - 1);
  }
}
