package dev.rewind.benchmarks.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartTest {
  /** Between the groups of two sizes. */
  private static final int MIDDLE = 515;

  /** Where the legend begins. */
  private static final int RIGHT = 985;

  @TempDir Path directory;

  @Test
  void whoWasNotThereHasNoBar() throws IOException {
    Path file = directory.resolve("chart.png");

    Chart.write(
        List.of(Comparisons.small(), Comparisons.large()), List.of("Rewind", "Other"), file);

    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(yellowPixels(image, 0, MIDDLE)).isPositive();
    assertThat(yellowPixels(image, MIDDLE, RIGHT)).isZero();
  }

  /** The second contender's bars are yellow. */
  private static long yellowPixels(BufferedImage image, int left, int right) {
    return IntStream.range(left, right)
        .mapToLong(
            x ->
                IntStream.range(0, image.getHeight())
                    .mapToObj(y -> new Color(image.getRGB(x, y)))
                    .filter(colour -> colour.getRed() - colour.getBlue() > 100)
                    .count())
        .sum();
  }
}
