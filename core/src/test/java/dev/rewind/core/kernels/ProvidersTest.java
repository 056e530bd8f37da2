package dev.rewind.core.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProvidersTest {
  @Test
  void propertyNamesAProvider() {
    assertThat(Providers.find("portable")).hasToString("portable");
    assertThat(Providers.find("vector")).hasToString("vector");
    assertThatThrownBy(() -> Providers.find("cuda"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("rewind.kernels: there are no kernels cuda; expected portable or vector.");
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
