package dev.rewind.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.RandomSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed while it writes. */
class CrashTest {
  private static final int KILLS = 12;
  private static final int MOST_FILES = 12;
  private static final int MOST_NANOS = 3_000_000;

  @TempDir Path folder;

  @Test
  void fileIsTheOldOneOrTheNewOneWheneverTheWriterIsKilled() throws Exception {
    Path file = folder.resolve("model.ckpt");
    RandomSource random = RandomSource.of(77);
    for (int kill = 0; kill < KILLS; kill++) {
      writeUntilKilled(file, 1 + random.nextInt(MOST_FILES), random.nextInt(MOST_NANOS));
      assertThat(Checkpoint.read(file)).isIn(WriteForever.at(0), WriteForever.at(1));
    }
    Checkpoint.write(file, WriteForever.at(1));
    assertThat(Checkpoint.read(file)).isEqualTo(WriteForever.at(1));
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  /** The kill comes somewhere in the file after the one that is waited for. */
  private static void writeUntilKilled(Path file, int files, int nanos)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                WriteForever.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader()) {
      for (int i = 0; i < files; i++) {
        assertThat(out.readLine()).isEqualTo(String.valueOf(i + 1));
      }
      LockSupport.parkNanos(nanos);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
