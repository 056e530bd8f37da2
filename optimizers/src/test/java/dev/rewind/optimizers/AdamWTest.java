package dev.rewind.optimizers;

import static dev.rewind.optimizers.Steps.assertComputes;
import static dev.rewind.optimizers.Steps.assertRefused;
import static dev.rewind.optimizers.Steps.assertSame;
import static dev.rewind.optimizers.Steps.trajectory;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdamWTest {

  @Test
  void decaysApartFromTheGradient() {
    double rate = 0.1;
    double decay = 0.3;
    assertComputes(
        () ->
            new Steps.Equation() {
              private double m;
              private double v;

              @Override
              public double next(double w, double g, int t) {
                m += (g - m) * (1 - 0.9);
                v += (g * g - v) * (1 - 0.999);
                double alpha = rate * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
                return w - w * decay * rate - alpha * m / (Math.sqrt(v) + 1e-7);
              }
            },
        AdamW.of().learningRate(rate).weightDecay(decay));
  }

  @Test
  void isAdamWithWeightDecay() {
    assertSame(trajectory(Adam.of().weightDecay(0.004)), trajectory(AdamW.of()));
  }

  @Test
  void optionsHaveTheDefaultsOfKerasAndKeepWhatIsSet() {
    assertEquals("AdamW()", AdamW.of().toString());
    AdamW changed = AdamW.of().beta1(0.8).beta2(0.9).epsilon(0.1).amsgrad(true).weightDecay(0.1);
    assertEquals(Optional.of(0.1), changed.weightDecay());
    assertEquals(changed, Optimizers.REGISTRY.read(changed.toPlain()));
    assertEquals(AdamW.of(), Optimizers.REGISTRY.read("adam_w"));
    assertEquals(AdamW.of(), Optimizers.REGISTRY.read("adamw"));
  }

  @Test
  void refusesToBeWithoutWeightDecay() {
    assertRefused(
        "AdamW: weightDecay must be a number, got none.",
        () ->
            Optimizers.REGISTRY.read(
                Map.of("class_name", "AdamW", "config", Map.of("weight_decay", Optional.empty()))));
    assertRefused(
        "AdamW: got the options of Adam; expected options of AdamW.",
        () -> new AdamW(Adam.of().options()));
  }
}
