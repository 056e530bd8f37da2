package dev.rewind.examples;

import dev.rewind.training.History;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
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
    for (String name : history.names()) {
      chart.addSeries(name, epochs, history.get(name)).setMarker(SeriesMarkers.NONE);
    }
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    try (OutputStream out = Files.newOutputStream(file)) {
      BitmapEncoder.saveBitmap(chart, out, BitmapEncoder.BitmapFormat.PNG);
    }
  }
}
