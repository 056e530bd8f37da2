package dev.rewind.training;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.sum;
import static dev.rewind.training.TestGraphs.SOURCE;
import static dev.rewind.training.TestGraphs.TARGET;
import static dev.rewind.training.TestGraphs.encoderDecoder;
import static dev.rewind.training.TestGraphs.names;
import static dev.rewind.training.TestGraphs.reversals;
import static dev.rewind.training.TestModels.ROUNDING;
import static dev.rewind.training.TestModels.SILENT;
import static dev.rewind.training.TestModels.ramps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Gradients;
import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Embedding;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.Adam;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.losses.SparseCategoricalCrossentropy;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** A graph computes what its layers compute one by one, and its gradients flow along all paths. */
class FunctionalTest {
  private static final GRU DROPPING = GRU.of(6).dropout(0.2);
  private static final Dense SOFTMAX = Dense.of(2).activation(Activations.SOFTMAX);

  private static DMatrixRMaj gaussian(long seed, int rows, int columns) {
    return RandomSource.of(seed).fillGaussian(0, 1, new DMatrixRMaj(rows, columns));
  }

  private static double[] values(Weight weight) {
    return weight.parameter().value().data;
  }

  private static List<Parameter> parameters(Model model) {
    return model.weights().stream().map(Weight::parameter).toList();
  }

  @Test
  void chainHasTheBitsOfASequential() {
    Dataset data = ramps(20);
    Input input = Input.of(DataShape.sequence(2));
    Model chain = Functional.of(input, input.apply(DROPPING).apply(SOFTMAX)).build(seed());
    Model stack = Sequential.of(DataShape.sequence(2), DROPPING, SOFTMAX).build(seed());
    for (Model model : List.of(chain, stack)) {
      model.compile(Adam.of(), SparseCategoricalCrossentropy.of());
    }
    assertThat(chain.fit(data, SILENT.epochs(2)).epochs())
        .isEqualTo(stack.fit(data, SILENT.epochs(2)).epochs());
    for (int i = 0; i < stack.weights().size(); i++) {
      assertThat(values(chain.weights().get(i))).containsExactly(values(stack.weights().get(i)));
    }
    assertThat(names(chain)).containsExactly("input_layer", "gru", "dense");
    assertThat(names(stack)).containsExactly("gru", "dense");
    assertThat(chain.inputShape()).isEqualTo(stack.inputShape());
    assertThat(chain.outputShape()).isEqualTo(stack.outputShape());
  }

  private static RandomSource seed() {
    return RandomSource.of(3);
  }

  @Test
  void encoderDecoderIsItsLayersOneAfterTheOther() {
    Model model = encoderDecoder(4).build(RandomSource.of(1));
    assertThat(names(model)).containsExactly("source", "target", "gru", "gru_1", "dense");
    Batch batch = reversals(5).batch(0, 1, 2, 3, 4);
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      List<Sequence> data = batch.sequences(tape);
      Sequence state = model.getLayer("gru").call(context, data.subList(0, 1)).get(1);
      Sequence decoded = model.getLayer("gru_1").call(context, List.of(data.get(1), state)).get(0);
      Sequence byHand = model.getLayer("dense").call(context, decoded);

      Sequence output = model.call(context, data).get(0);
      assertThat(output.values().value().data).containsExactly(byHand.values().value().data);
      assertThat(output.mask()).isEqualTo(data.get(1).mask()).isPresent();
    }
  }

  @Test
  void gradientsOfAnEncoderDecoderFlowThroughThePassedState() {
    Model model = encoderDecoder(2).build(RandomSource.of(1));
    Optional<Mask> mask = Optional.of(Mask.ofLengths(3, 3, 2));
    GradientCheck.of(
            (tape, x) ->
                model
                    .call(
                        CallContext.inference(tape),
                        List.of(Sequence.of(x[0], 3, mask), Sequence.of(x[1], 2)))
                    .get(0)
                    .values())
        .inputs(gaussian(1, 6, TestGraphs.DIGITS), gaussian(2, 4, TestGraphs.DIGITS + 1))
        .parameters(parameters(model))
        .run()
        .requirePassed();
  }

  /** One layer, applied to two inputs. */
  private static Model twins() {
    Input left = Input.of(DataShape.sequence(2)).name("left");
    Input right = Input.of(DataShape.sequence(2)).name("right");
    SharedLayer encoder = SharedLayer.of(GRU.of(3));
    return Functional.of(List.of(left, right), List.of(left.apply(encoder), right.apply(encoder)))
        .build(RandomSource.of(1));
  }

  @Test
  void sharedLayerHasItsWeightsOnceAndTheSumOfItsGradients() {
    Model model = twins();
    assertThat(names(model)).containsExactly("left", "right", "gru");
    assertThat(model.weights()).hasSize(3);
    try (Tape tape = Tape.create()) {
      List<Sequence> outputs =
          model.call(
              CallContext.inference(tape),
              List.of(
                  Sequence.of(tape.constant(gaussian(1, 6, 2)), 3),
                  Sequence.of(tape.constant(gaussian(2, 6, 2)), 3)));
      Variable left = sum(outputs.get(0).values());
      Variable right = sum(outputs.get(1).values());
      Gradients ofLeft = tape.gradients(left);
      Gradients ofRight = tape.gradients(right);
      Gradients ofBoth = tape.gradients(add(left, right));
      for (Parameter parameter : parameters(model)) {
        for (int i = 0; i < parameter.shape().size(); i++) {
          double one = ofLeft.of(parameter).get(i);
          double other = ofRight.of(parameter).get(i);
          assertThat(one).isNotEqualTo(other);
          assertThat(ofBoth.of(parameter).get(i)).isCloseTo(one + other, within(ROUNDING));
        }
      }
    }
  }

  @Test
  void gradientsOfASharedLayerAreRight() {
    Model model = twins();
    GradientCheck.of(
            (tape, x) -> {
              List<Sequence> data = List.of(Sequence.of(x[0], 3), Sequence.of(x[1], 2));
              List<Sequence> outputs = model.call(CallContext.inference(tape), data);
              return add(outputs.get(0).values(), outputs.get(1).values());
            })
        .inputs(gaussian(1, 6, 2), gaussian(2, 4, 2))
        .parameters(parameters(model))
        .run()
        .requirePassed();
  }

  @Test
  void maskThatAnEmbeddingMakesReachesLayersAcrossTheGraph() {
    Input words = Input.of(DataShape.sequence(1));
    Tensor embedded = words.apply(Embedding.of(5, 2).maskZero(true));
    Tensor state = embedded.applyAll(GRU.of(3).returnState(true)).get(1);
    Tensor again = embedded.apply(GRU.of(3).returnSequences(true), state);
    Model model =
        Functional.of(List.of(words), List.of(again.apply(Dense.of(1)), state))
            .build(RandomSource.of(1));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      double[][][] padded = {{{3}, {4}, {0}}};
      double[][][] bare = {{{3}, {4}}};
      List<Sequence> of = model.call(context, List.of(Sequence.ofBatchMajor(tape, padded)));
      List<Sequence> ofBare = model.call(context, List.of(Sequence.ofBatchMajor(tape, bare)));
      assertThat(of.get(0).mask()).contains(Mask.ofLengths(3, 2));
      assertThat(of.get(1).values().value().data)
          .containsExactly(ofBare.get(1).values().value().data);
      double[] steps = of.get(0).values().value().data;
      assertThat(new double[] {steps[0], steps[1]})
          .containsExactly(ofBare.get(0).values().value().data);
    }
  }

  /** What {@code [layer.name for layer in model.layers]} is in Keras 3.15.1. */
  @Test
  void layersAreInTheOrderOfKeras() {
    Input a = Input.of(DataShape.vectors(4)).name("a");
    Input b = Input.of(DataShape.vectors(4)).name("b");
    Tensor p = a.apply(Dense.of(2).name("d1"));
    Tensor q = b.apply(Dense.of(3).name("d2")).apply(Dense.of(2).name("d3"));
    assertThat(names(Functional.of(List.of(a, b), List.of(q, p)).build(seed())))
        .containsExactly("b", "d2", "a", "d3", "d1");
    assertThat(names(Functional.of(List.of(b, a), List.of(p, q)).build(seed())))
        .containsExactly("b", "a", "d2", "d1", "d3");
    assertThat(names(Functional.of(List.of(b, a), List.of(p, p, a)).build(seed())))
        .as("an input that leads nowhere, one that is an output")
        .containsExactly("a", "b", "d1");

    SharedLayer shared = SharedLayer.of(Dense.of(4).name("s"));
    Tensor y = a.apply(Dense.of(4).name("y")).apply(Dense.of(4).name("z"));
    Tensor s = a.apply(shared).apply(Dense.of(4).name("m")).apply(shared).apply(shared);
    assertThat(names(Functional.of(List.of(a), List.of(y, s)).build(seed())))
        .as("a layer stands where it is first needed")
        .containsExactly("a", "s", "m", "y", "z");
  }

  @Test
  void descriptionCanBeBuiltMoreThanOnce() {
    Functional description = encoderDecoder(3);
    Model one = description.build(RandomSource.of(1));
    Model same = description.build(RandomSource.of(1));
    for (int i = 0; i < one.weights().size(); i++) {
      assertThat(values(same.weights().get(i)))
          .containsExactly(values(one.weights().get(i)))
          .isNotSameAs(values(one.weights().get(i)));
    }
    assertThat(description.inputs()).containsExactly(SOURCE, TARGET);
    assertThat(Input.of(DataShape.vectors(1))).isNotEqualTo(Input.of(DataShape.vectors(1)));
    assertThat(SOURCE).hasToString("Input source (None, None, 3)");
    assertThat(SOURCE.applyAll(GRU.of(2).returnState(true)).get(1)).hasToString("GRU[1] (None, 2)");
    assertThat(SharedLayer.of(Dense.of(1))).hasToString("SharedLayer(Dense(units=1))");
  }
}
