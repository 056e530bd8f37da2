package dev.rewind.training;

import static dev.rewind.training.TestGraphs.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.Add;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Concatenate;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Embedding;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.layers.rnn.GRU;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Layers of several inputs join the branches of a graph. */
class MergingTest {
  private static DMatrixRMaj gaussian(long seed, int rows, int columns) {
    return RandomSource.of(seed).fillGaussian(0, 1, new DMatrixRMaj(rows, columns));
  }

  private static List<Parameter> parameters(Model model) {
    return model.weights().stream().map(Weight::parameter).toList();
  }

  /** Weights are in the order that Keras 3.15.1 has for the same graph. */
  @Test
  void wordsAndNumbersAreConcatenated() {
    Input words = Input.of(DataShape.sequence(5, 1)).name("words");
    Input extra = Input.of(DataShape.vectors(3)).name("extra");
    Tensor read = words.apply(Embedding.of(6, 3).maskZero(true)).apply(GRU.of(3));
    Tensor hidden = extra.apply(Dense.of(2).name("hidden"));
    Tensor y = read.apply(Concatenate.of(), hidden).apply(Dense.of(1));
    Model model = Functional.of(List.of(words, extra), List.of(y)).build(RandomSource.of(1));
    assertThat(parameters(model).stream().map(Parameter::name))
        .containsExactly(
            "embedding/embeddings",
            "gru/kernel",
            "gru/recurrent_kernel",
            "gru/bias",
            "hidden/kernel",
            "hidden/bias",
            "dense/kernel",
            "dense/bias");
    double[][][] numbers = {{{5}, {2}, {1}, {0}, {0}}, {{3}, {1}, {4}, {2}, {0}}};
    GradientCheck.of(
            (tape, x) ->
                model
                    .call(
                        CallContext.inference(tape),
                        List.of(Sequence.ofBatchMajor(tape, numbers), Sequence.ofVectors(x[0])))
                    .get(0)
                    .values())
        .inputs(gaussian(1, 2, 3))
        .parameters(parameters(model).subList(1, 8))
        .run()
        .requirePassed();
  }

  @Test
  void gradientOfAnInputFlowsAlongBothBranches() {
    Input features = Input.of(DataShape.sequence(4, 3)).name("features");
    Tensor projection = features.apply(Dense.of(2).name("projection"));
    Tensor gru = features.apply(GRU.of(2).returnSequences(true));
    Tensor y = gru.apply(Add.of(), projection).apply(Dense.of(1));
    Model model = Functional.of(features, y).build(RandomSource.of(1));
    assertThat(names(model)).containsExactly("features", "gru", "projection", "add", "dense");
    GradientCheck.of(
            (tape, x) -> model.call(CallContext.inference(tape), Sequence.of(x[0], 4)).values())
        .inputs(gaussian(1, 8, 3))
        .parameters(parameters(model))
        .run()
        .requirePassed();
  }

  @Test
  void branchesThatDoNotFitAreRefusedWhereTheyMeet() {
    Input vectors = Input.of(DataShape.vectors(3));
    Input sequences = Input.of(DataShape.sequence(3));
    assertThatThrownBy(() -> vectors.apply(Concatenate.of(), sequences))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Concatenate: ");
  }
}
