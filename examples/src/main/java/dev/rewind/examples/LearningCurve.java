package dev.rewind.examples;

import dev.rewind.training.History;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a history: one line per quantity, over the epochs. */
final class LearningCurve {
  private LearningCurve() {}

  static void write(History history, String title, Path file) throws IOException {
    List<Integer> epochs = IntStream.rangeClosed(1, history.epochs().size()).boxed().toList();
    XYChart chart =
        new XYChartBuilder().width(900).height(540).title(title).xAxisTitle("epoch").build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setXAxisMin(0.0);
    for (String name : history.names()) {
      chart.addSeries(name, epochs, history.get(name)).setMarker(SeriesMarkers.NONE);
    }
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    ChartEncoder.saveChart(chart, file.toString(), "png");
  }
}
