package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.core.RandomSource;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Options;
import dev.rewind.layers.constraints.UnitNorm;
import dev.rewind.layers.initializers.Constant;
import dev.rewind.layers.initializers.RandomNormal;
import dev.rewind.layers.regularizers.L2;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Weights as a layer of the user's own makes and uses them. */
class WeightMakerTest {
  private static final WeightOptions SCALE = WeightOptions.of("scale", Constant.of(3));
  private static final WeightOptions TABLE = WeightOptions.of("table", RandomNormal.of());
  private static final Options OPTIONS =
      Options.of("Mine", LayerOptions.TRAINABLE).and(SCALE.all()).and(TABLE.all());

  @Test
  void keysBeginWithTheNameOfTheWeight() {
    assertThat(OPTIONS.toPlain())
        .containsOnlyKeys(
            "trainable",
            "scale_initializer",
            "scale_regularizer",
            "scale_constraint",
            "table_initializer",
            "table_regularizer",
            "table_constraint");
  }

  @Test
  void weightIsMadeAsItsOptionsSay() {
    Options options =
        OPTIONS
            .with(SCALE.initializer(), Constant.of(4))
            .with(SCALE.regularizer(), Optional.of(L2.of(0.5)))
            .with(SCALE.constraint(), Optional.of(UnitNorm.of()));
    Weight weight = new WeightMaker("mine_1", options, RandomSource.of(1)).make(SCALE, "scale", 2);
    assertThat(weight.parameter()).hasToString("mine_1/scale[1, 2]");
    assertThat(weight.shape()).isEqualTo(TensorShape.of(2));
    assertThat(weight.parameter().value().data).containsExactly(new double[] {4, 4});
    assertThat(weight.regularizer()).contains(L2.of(0.5));
    assertThat(weight.constraint()).contains(UnitNorm.of());
    assertThat(weight.trainable()).isTrue();
  }

  @Test
  void weightWithAStartOfItsOwnHasTheRulesOfItsOptions() {
    Options options =
        OPTIONS
            .with(SCALE.regularizer(), Optional.of(L2.of(0.5)))
            .with(SCALE.constraint(), Optional.of(UnitNorm.of()))
            .with(LayerOptions.TRAINABLE, false);
    DMatrixRMaj start = new DMatrixRMaj(new double[][] {{1, 2}});
    Weight weight =
        new WeightMaker("mine", options, RandomSource.of(1))
            .make(SCALE, "scale", TensorShape.of(2), start);
    assertThat(weight.parameter()).hasToString("mine/scale[1, 2]");
    assertThat(weight.shape()).isEqualTo(TensorShape.of(2));
    assertThat(weight.parameter().value().data).containsExactly(1, 2);
    assertThat(weight.regularizer()).contains(L2.of(0.5));
    assertThat(weight.constraint()).contains(UnitNorm.of());
    assertThat(weight.trainable()).isFalse();
    assertThatThrownBy(
            () ->
                new WeightMaker("mine", OPTIONS, RandomSource.of(1))
                    .make(SCALE, "scale", TensorShape.of(3), start))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("mine/scale: shape [1, 2] does not fit; expected [1, 3].");
  }

  @Test
  void weightsOfOneMakerAreDrawnOneAfterTheOther() {
    WeightMaker maker = new WeightMaker("mine", OPTIONS, RandomSource.of(1));
    double[] first = maker.make(TABLE, "table", 2, 3).parameter().value().data;
    assertThat(maker.make(TABLE, "table", 2, 3).parameter().value().data).isNotEqualTo(first);
  }

  @Test
  void weightsOfAFrozenLayerAreConstantsOnTheTape() {
    Options frozen = OPTIONS.with(LayerOptions.TRAINABLE, false);
    Weight trained = new WeightMaker("mine", OPTIONS, RandomSource.of(1)).make(TABLE, "t", 2, 3);
    Weight constant = new WeightMaker("mine", frozen, RandomSource.of(1)).make(TABLE, "t", 2, 3);
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      assertThat(context.use(trained).needsGradient()).isTrue();
      assertThat(context.use(constant).needsGradient()).isFalse();
      assertThat(context.use(constant).value().data)
          .containsExactly(constant.parameter().value().data);
    }
  }

  @Test
  void layersThatCanNotBeFrozenHaveTrainableWeights() {
    Options options = Options.of("Mine", SCALE.all());
    assertThat(new WeightMaker("mine", options, RandomSource.of(1)).make(SCALE, "s", 1).trainable())
        .isTrue();
  }
}
