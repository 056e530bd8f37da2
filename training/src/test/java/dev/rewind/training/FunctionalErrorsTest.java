package dev.rewind.training;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.rnn.GRU;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What can not be a model is refused where it is written down, or at the latest when built. */
class FunctionalErrorsTest {
  private final Input vectors = Input.of(DataShape.vectors(3)).name("vectors");
  private final Input sequences = Input.of(DataShape.sequence(3));

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static ThrowingCallable building(List<Input> inputs, List<? extends Tensor> outputs) {
    return () -> Functional.of(inputs, outputs).build(RandomSource.of(1));
  }

  @Test
  void inputsAndOutputsAreNeeded() {
    assertRefused(
        building(List.of(), List.of(vectors)), "Functional: there is no input. List at least one.");
    assertRefused(
        building(List.of(vectors), List.of()),
        "Functional: there is no output. List at least one.");
    assertRefused(
        building(List.of(vectors, sequences, vectors), List.of(vectors)),
        "Functional: Input vectors (None, 3) is listed twice. List it once.");
  }

  @Test
  void outputOfAnotherGraphIsRefused() {
    Tensor state = vectors.apply(Dense.of(2));
    Tensor y = sequences.apply(GRU.of(2), state);
    assertRefused(
        building(List.of(sequences), List.of(sequences, y)),
        "Functional: output 1 depends on Input vectors (None, 3), which is not among the inputs of"
            + " the model. List it there.");
    assertRefused(
        building(List.of(vectors), List.of(y)),
        "Functional: output 0 depends on Input (None, None, 3), which is not among the inputs of"
            + " the model. List it there.");
  }

  @Test
  void namesAreUnique() {
    assertRefused(
        building(List.of(vectors), List.of(vectors.apply(Dense.of(1).name("vectors")))),
        "Functional: two layers are called vectors. Give each a name of its own.");
    assertRefused(
        () -> vectors.name("a/b"),
        "InputLayer: name must be one or more characters other than /, got a/b.");
  }

  @Test
  void layerRefusesTensorsWhereItIsApplied() {
    assertRefused(
        () -> vectors.apply(GRU.of(2)),
        "GRU: input (None, 3) has no time axis; expected (batch, timesteps, features)."
            + " Give it sequences: DataShape.sequence(…), or let the layer before it return them.");
    assertRefused(() -> vectors.apply(Dense.of(2), vectors), "Dense: got 2 inputs; expected 1.");
    assertRefused(
        () -> sequences.apply(GRU.of(2), vectors),
        "GRU: got inputs of the shapes [(None, None, 3), (None, 3)]; expected a sequence, and after"
            + " it either no initial state or [(None, 2)].");
    assertRefused(
        () -> sequences.apply(GRU.of(2).returnState(true)),
        "GRU: has 2 outputs; expected 1. Use applyAll, or turn returnState off.");
  }
}
