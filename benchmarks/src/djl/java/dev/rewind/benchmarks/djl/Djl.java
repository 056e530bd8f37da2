package dev.rewind.benchmarks.djl;

import dev.rewind.benchmarks.sidebyside.Contender;
import dev.rewind.benchmarks.sidebyside.ContenderSource;
import java.nio.file.Path;
import java.util.List;

/** DJL with its PyTorch engine, in single precision, the one that DJL trains in by default. */
public final class Djl implements ContenderSource {

  /** Where DJL unpacks its natives. */
  private static final Path CACHE = Path.of("benchmarks", "target", "djl", "cache");

  @Override
  public List<Contender> contenders(int threads) {
    List<String> flags =
        List.of(
            "-Dai.djl.pytorch.num_threads=" + threads,
            "-DDJL_CACHE_DIR=" + CACHE,
            // Without a look for newer natives: those of the class path serve.
            "-Dai.djl.offline=true",
            "-Dai.djl.util.tracking.disabled=true");
    return List.of(Contender.java("DJL float32", DjlPeer.class, flags));
  }
}
