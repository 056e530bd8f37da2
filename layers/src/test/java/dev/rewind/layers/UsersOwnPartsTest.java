package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.scale;
import static dev.rewind.autograd.ops.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Registry;
import dev.rewind.layers.activations.Activation;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.check.LayerContract;
import dev.rewind.layers.constraints.Constraint;
import dev.rewind.layers.initializers.Initializer;
import dev.rewind.layers.regularizers.Regularizer;
import dev.rewind.layers.rnn.Bidirectional;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.layers.rnn.KerasLayers;
import dev.rewind.layers.rnn.TimeDistributed;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** Regularizers, initializers, constraints and activations of a user's own in Rewind's layers. */
class UsersOwnPartsTest {
  private static final Option<Double> FACTOR = Option.of("factor", Codecs.DOUBLE, 1.0);

  /** The sum of all weights, times a factor. */
  private record SumPenalty(Options options) implements Regularizer {
    static SumPenalty of(double factor) {
      return new SumPenalty(Options.of("SumPenalty", FACTOR).with(FACTOR, factor));
    }

    @Override
    public SumPenalty with(Options newOptions) {
      return new SumPenalty(newOptions);
    }

    @Override
    public Variable penalty(Variable x) {
      return scale(sum(x), options.get(FACTOR));
    }
  }

  /** 0, factor, 2·factor, … */
  private record Rising(Options options) implements Initializer {
    static Rising of(double factor) {
      return new Rising(Options.of("Rising", FACTOR).with(FACTOR, factor));
    }

    @Override
    public Rising with(Options newOptions) {
      return new Rising(newOptions);
    }

    @Override
    public DMatrixRMaj create(TensorShape shape, RandomSource random) {
      DMatrixRMaj values = new DMatrixRMaj(shape.matrix().rows(), shape.matrix().columns());
      for (int i = 0; i < values.getNumElements(); i++) {
        values.set(i, options.get(FACTOR) * i);
      }
      return values;
    }
  }

  /** Shrinks by a factor. */
  private record Shrinking(Options options) implements Constraint {
    static Shrinking of(double factor) {
      return new Shrinking(Options.of("Shrinking", FACTOR).with(FACTOR, factor));
    }

    @Override
    public Shrinking with(Options newOptions) {
      return new Shrinking(newOptions);
    }

    @Override
    public void project(TensorShape shape, DMatrixRMaj weight) {
      CommonOps_DDRM.scale(options.get(FACTOR), weight);
    }
  }

  private static final Activation SQUASH = Activations.of("squash", x -> Ops.tanh(Ops.tanh(x)));

  private static final GRU OWN =
      GRU.of(3)
          .activation(SQUASH)
          .kernelRegularizer(SumPenalty.of(0.5))
          .recurrentInitializer(Rising.of(0.01))
          .biasConstraint(Shrinking.of(0.9))
          .activityRegularizer(SumPenalty.of(0.1));

  @Test
  void configurationReadsBackWhereTheTypesAreKnown() {
    assertThat(OWN.fromConfig(OWN.getConfig())).isEqualTo(OWN);
    GRU other =
        OWN.kernelRegularizer(SumPenalty.of(7)).biasConstraint(Shrinking.of(0.1)).name("other");
    assertThat(OWN.fromConfig(other.getConfig())).isEqualTo(other);
    assertThat(OWN.fromConfig(GRU.of(2).getConfig())).isEqualTo(GRU.of(2));
  }

  @Test
  void unknownTypesAreRefusedWithTheKnownOnes() {
    GRU penalised = GRU.of(3).kernelRegularizer(SumPenalty.of(1));
    assertThatThrownBy(() -> GRU.of(3).fromConfig(penalised.getConfig()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SumPenalty")
        .hasMessageContaining("one of L1, L2, L1L2, OrthogonalRegularizer");
  }

  @Test
  void registryWithALayerOfThoseTypesReadsThemWithinWrappersToo() {
    Registry<LayerConfig> known = KerasLayers.REGISTRY.with(OWN);
    for (LayerConfig layer : new LayerConfig[] {OWN, Bidirectional.of(OWN)}) {
      assertThat(known.read(layer.toPlain())).isEqualTo(layer);
    }
    Dense dense = Dense.of(2).kernelRegularizer(SumPenalty.of(3));
    LayerConfig wrapped = TimeDistributed.of(dense);
    assertThat(KerasLayers.REGISTRY.with(dense).read(wrapped.toPlain())).isEqualTo(wrapped);
  }

  @Test
  void layerWithThemKeepsTheContract() {
    LayerContract.verify(OWN.biasInitializer(Rising.of(0.1)), DataShape.sequence(4, 2));
  }

  @Test
  void anArgumentOfAnOwnActivationIsRead() {
    Activation scaled =
        new Activation(Options.of("scaled", FACTOR), (o, x) -> scale(x, o.get(FACTOR)));
    Activation by3 = scaled.with(scaled.options().with(FACTOR, 3.0));
    Dense dense = Dense.of(2).activation(by3);
    assertThat(dense.getConfig())
        .containsEntry(
            "activation", Map.of("class_name", "scaled", "config", Map.of("factor", 3.0)));
    assertThat(Dense.of(1).activation(by3).fromConfig(dense.getConfig())).isEqualTo(dense);
  }
}
