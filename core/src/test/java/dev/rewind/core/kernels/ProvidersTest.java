package dev.rewind.core.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProvidersTest {
  /** Asks twice for the preferred kernels, and says what went wrong. */
  static final class Asking {
    private Asking() {}

    public static void main(String... arguments) {
      for (int i = 0; i < 2; i++) {
        try {
          System.out.println(Kernels.preferred());
        } catch (IllegalStateException wrong) {
          System.out.println(wrong.getMessage());
        }
      }
    }
  }

  /** In a JVM of its own, for the property is read once. */
  @Test
  void whatCanNotRunIsSaidEachTime() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Drewind.kernels=cuda",
                "-cp",
                System.getProperty("java.class.path"),
                Asking.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader()) {
      String message =
          "rewind.kernels: there are no kernels \"cuda\"; expected portable or vector.";
      assertThat(out.lines()).containsExactly(message, message);
    }
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void propertyNamesAProvider() {
    assertThat(Providers.find("portable")).hasToString("portable");
    assertThat(Providers.find("vector")).hasToString("vector");
    assertThatThrownBy(() -> Providers.find("cuda"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("rewind.kernels: there are no kernels \"cuda\"; expected portable or vector.");
  }

  @Test
  void vectorKernelsArePreferredWhereTheyCanBeRead() {
    assertThat(Providers.find("")).hasToString("vector");
  }

  @Test
  void otherThreadsMakeAnotherCopy() {
    try (Workers two = Workers.of(2)) {
      for (Kernels kernels : EachProvider.Providers.all()) {
        assertThat(kernels.workers().threads()).isEqualTo(1);
        assertThat(kernels.with(two).workers()).isSameAs(two);
        assertThat(kernels.workers().threads()).isEqualTo(1);
      }
    }
  }
}
