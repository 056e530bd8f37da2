package dev.rewind.core.kernels;

import java.util.List;
import java.util.ServiceLoader;

/** Which kernels this JVM computes with. */
final class Providers {
  private static final String PROPERTY = "rewind.kernels";
  private static final String VECTOR = "vector";
  private static final List<String> NAMES = List.of("", VECTOR, "portable");
  private static final String MODULE = "jdk.incubator.vector";

  /** Found once, when {@link #requireRunnable} has said why none would be. */
  private static final class Found {
    static final Kernels PREFERRED = find(name());
  }

  private Providers() {}

  static Kernels preferred() {
    requireRunnable(name());
    return Found.PREFERRED;
  }

  private static String name() {
    return System.getProperty(PROPERTY, "");
  }

  /** Says what is wrong outside the initializer of a class, which would hide it. */
  private static void requireRunnable(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalStateException(
          PROPERTY + ": there are no kernels \"" + name + "\"; expected portable or vector.");
    }
    if (name.equals(VECTOR)) {
      requireVectors();
    }
  }

  private static void requireVectors() {
    if (!canReadVectors()) {
      throw new IllegalStateException(
          "Kernels: the vector kernels need the module "
              + (MODULE + ", which this JVM has not loaded.")
              + (" Start it with --add-modules " + MODULE + ", before the main class."));
    }
  }

  static Kernels find(String name) {
    requireRunnable(name);
    boolean vector = name.equals(VECTOR) || (name.isEmpty() && canReadVectors());
    if (vector) {
      return vector();
    }
    return name.isEmpty() ? portableWithNote() : Kernels.portable();
  }

  static Kernels vector() {
    requireVectors();
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
