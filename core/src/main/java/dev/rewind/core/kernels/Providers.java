package dev.rewind.core.kernels;

import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Which kernels this JVM computes with. */
final class Providers {
  private static final String PROPERTY = "rewind.kernels";
  private static final String MODULE = "jdk.incubator.vector";

  /** Found once. Not when the class is initialized, which would hide why none was found. */
  private static @Nullable Kernels preferred;

  private Providers() {}

  static synchronized Kernels preferred() {
    Kernels found = preferred;
    if (found == null) {
      found = find(System.getProperty(PROPERTY, ""));
      preferred = found;
    }
    return found;
  }

  static Kernels find(String name) {
    return switch (name) {
      case "portable" -> Kernels.portable();
      case "vector" -> vector();
      case "" -> canReadVectors() ? vector() : portableWithNote();
      default ->
          throw new IllegalStateException(
              PROPERTY + ": there are no kernels " + name + "; expected portable or vector.");
    };
  }

  static Kernels vector() {
    if (!canReadVectors()) {
      throw new IllegalStateException(
          "Kernels: the vector kernels can not be read."
              + (" Start the JVM with --add-modules " + MODULE + "."));
    }
    return ServiceLoader.load(Kernels.class, Providers.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Kernels: the vector kernels are missing."));
  }

  private static boolean canReadVectors() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  private static Kernels portableWithNote() {
    System.getLogger("dev.rewind")
        .log(
            System.Logger.Level.INFO,
            "Computing with portable kernels. The vector kernels are many times faster: start the"
                + (" JVM with --add-modules " + MODULE)
                + (" (or silence this line with -D" + PROPERTY + "=portable)."));
    return Kernels.portable();
  }
}
