package dev.rewind.training.losses;

import static dev.rewind.training.losses.LossCases.column;

import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.layers.Mask;
import dev.rewind.training.losses.LossCases.Case;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossGradientTest {
  private static final Mask MASK = Mask.ofLengths(LossCases.TIMESTEPS, 3, 1);

  @ParameterizedTest
  @MethodSource("dev.rewind.training.losses.LossCases#all")
  void rowsHaveTheirGradients(Case one) {
    GradientCheck.of((tape, x) -> one.loss().values(one.targets(), x[0]))
        .inputs(one.predictions())
        .run()
        .requirePassed();
  }

  @ParameterizedTest
  @MethodSource("dev.rewind.training.losses.LossCases#all")
  void maskedAndWeightedLossHasItsGradient(Case one) {
    SampleWeights weights = SampleWeights.of(MASK).times(column(0.5, 2, 1.5, 0.25, 3, 0.75));
    GradientCheck.of((tape, x) -> one.loss().call(one.targets(), x[0], weights))
        .inputs(one.predictions())
        .run()
        .requirePassed();
  }

  @ParameterizedTest
  @MethodSource("dev.rewind.training.losses.LossCases#all")
  void unreducedLossHasItsGradient(Case one) {
    Loss loss = one.loss().with(one.loss().options().with(LossOptions.REDUCTION, Reduction.NONE));
    SampleWeights weights = SampleWeights.of(MASK).times(column(0.5, 2));
    GradientCheck.of((tape, x) -> loss.call(one.targets(), x[0], weights))
        .inputs(one.predictions())
        .run()
        .requirePassed();
  }
}
