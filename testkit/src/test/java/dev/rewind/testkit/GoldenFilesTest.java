package dev.rewind.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class GoldenFilesTest {
  private static final String HOW =
      "; expected a directory with a folder of *.json files for each suite."
          + " Correct the path; a relative one is taken from the root of the repository.";

  @TempDir Path directory;
  private String golden = "";
  private String root = "";

  @BeforeEach
  void rememberProperties() {
    golden = System.getProperty("rewind.golden", "");
    root = System.getProperty("rewind.root", "");
  }

  @AfterEach
  void restoreProperties() {
    System.setProperty("rewind.golden", golden);
    System.setProperty("rewind.root", root);
  }

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void directoryIsReadFileByFile() throws IOException {
    write("set/toy/b.json", Golden.file("{\"units\": 2}", "{\"name\": \"second\", \"config\": 0}"));
    write("set/toy/a.json", Golden.file("{\"units\": 1}", "{\"name\": \"first\", \"config\": 0}"));
    write("set/toy/files/more.json", "not read");
    write("set/toy/notes.txt", "not read");
    write("set/manifest.json", "not read");
    write("set/empty/notes.txt", "no suite");
    GoldenFiles files = GoldenFiles.in(directory.resolve("set"));
    assertThat(files.suites()).containsExactly("toy");
    assertThat(files.isPacked()).isFalse();
    GoldenSuite suite = files.suite("toy").orElseThrow();
    assertThat(suite.name()).isEqualTo("toy");
    assertThat(suite.cases()).extracting(GoldenCase::name).containsExactly("first", "second");
    assertThat(suite.cases())
        .extracting(golden -> golden.config().orElseThrow().get("units").integer())
        .containsExactly(1, 2);
    assertThat(files.suite("empty")).isEmpty();
    assertThat(files.suite("absent")).isEmpty();
  }

  @Test
  void filesThatCasesReferToAreRead() throws IOException {
    write("set/toy/a.json", Golden.file("", "{\"name\": \"first\"}"));
    write("set/toy/files/more.bin", "content");
    GoldenFiles files = GoldenFiles.in(directory.resolve("set"));
    assertThat(files.file("toy", "files/more.bin")).asString().isEqualTo("content");
    assertThatThrownBy(() -> files.file("toy", "files"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "golden: suite toy of "
                + directory.resolve("set")
                + " has no file files; expected one that a case names.");
    assertThat(GoldenFiles.packed().file("torch_gru", "files/layers1_f64.safetensors"))
        .hasSize(888);
    assertThatThrownBy(() -> GoldenFiles.packed().file("torch_gru", "files/none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "golden: suite torch_gru of the packed golden files has no file files/none; expected"
                + " one that a case names.");
  }

  @Test
  void propertyNamesADirectoryRelativeToTheRoot() throws IOException {
    write("set/toy/a.json", Golden.file("", "{\"name\": \"first\"}"));
    System.setProperty("rewind.root", directory.toString());
    System.setProperty("rewind.golden", "set");
    assertThat(GoldenFiles.configured().suites()).containsExactly("toy");
    assertThat(GoldenFiles.configured()).hasToString(directory.resolve("set").toString());
    System.setProperty("rewind.golden", directory.resolve("set").toString());
    assertThat(GoldenFiles.configured().suites()).containsExactly("toy");
  }

  @Test
  void withoutThePropertyThePackedFilesAreUsed() {
    System.setProperty("rewind.golden", " ");
    assertThat(GoldenFiles.configured().isPacked()).isTrue();
    System.clearProperty("rewind.golden");
    assertThat(GoldenFiles.configured().isPacked()).isTrue();
    assertThat(GoldenFiles.configured()).hasToString("the packed golden files");
  }

  @Test
  void wrongDirectoryIsRefused() {
    Path absent = directory.resolve("absent");
    System.setProperty("rewind.golden", absent.toString());
    assertThatThrownBy(GoldenFiles::configured)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("golden: " + absent + " is not a directory" + HOW);
    assertThatThrownBy(() -> GoldenFiles.in(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("golden: " + directory + " holds no suite" + HOW);
  }

  @Test
  void suiteThatIsNotPackedIsRefused() {
    assertThatThrownBy(() -> GoldenFiles.packed().suite("gru"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "golden: suite gru is not packed; expected one of activations, gru_cell, gru_layer,"
                + " initializers, layers, losses_metrics, optimizers, regularizers, tf_keras_gru,"
                + " torch_gru, training. Pack it with tools/golden/pack.");
  }
}
