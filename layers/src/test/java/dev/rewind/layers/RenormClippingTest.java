package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RenormClippingTest {
  private static BatchNormalization read(Object clipping) {
    return (BatchNormalization)
        BatchNormalization.of().fromConfig(Map.of("renorm_clipping", clipping));
  }

  @Test
  void limitsThatAreSetAreWritten() {
    RenormClipping clipping = RenormClipping.of().rmax(3);
    assertThat(BatchNormalization.of().renormClipping(clipping).getConfig())
        .containsEntry("renorm_clipping", Map.of("rmax", 3.0));
    assertThat(read(Map.of("rmax", 3, "dmax", 0.5)).renormClipping()).contains(clipping.dmax(0.5));
    assertThat(read(Optional.empty()).renormClipping()).isEmpty();
    assertThat(read(Map.of()).renormClipping()).contains(RenormClipping.of());
  }

  @Test
  void limitsThatLeaveNothingAreRefused() {
    assertThatThrownBy(() -> RenormClipping.of().rmax(1).rmin(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RenormClipping: rmin 2.0 is above rmax 1.0; expected rmin ≤ rmax.");
    assertThatThrownBy(() -> RenormClipping.of().dmax(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RenormClipping: dmax must be at least 0, got -1.0.");
  }

  @Test
  void whatIsNoLimitIsRefused() {
    assertThatThrownBy(() -> read(List.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "BatchNormalization: renorm_clipping is [1]; expected a map with rmax, rmin and dmax.");
    assertThatThrownBy(() -> read(Map.of("rmid", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown option rmid; known are rmax, rmin, dmax.");
  }
}
