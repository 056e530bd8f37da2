package dev.rewind.benchmarks.task;

import java.lang.module.ModuleFinder;
import java.util.List;

/** The module with which kernels can be vectorised; a JVM has to be told to read it. */
public final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  /** What to start a JVM with, so that it reads the module: nothing where there is none. */
  public static List<String> flags() {
    return ModuleFinder.ofSystem().find(NAME).isPresent()
        ? List.of("--add-modules", NAME)
        : List.of();
  }
}
