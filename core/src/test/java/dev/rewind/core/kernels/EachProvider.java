package dev.rewind.core.kernels;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs a class of tests for each provider, which its constructor is given. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.rewind.core.kernels.EachProvider$Providers#all")
@interface EachProvider {

  /** The providers. */
  final class Providers {
    private Providers() {}

    static List<Kernels> all() {
      return List.of(Kernels.portable(), Kernels.vector());
    }
  }
}
