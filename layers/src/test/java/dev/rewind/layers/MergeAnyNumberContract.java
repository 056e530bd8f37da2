package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Tape;
import dev.rewind.core.RandomSource;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every layer owes that merges any number of inputs.
 *
 * @param <L> the type of the layer
 */
interface MergeAnyNumberContract<L extends LayerConfig & LayerOptions<L>> extends MergeContract<L> {

  /** {@return what becomes of 2, 1 and 3} */
  double ofTwoOneAndThree();

  @Test
  default void oneInputOrThreeAreMergedToo() {
    List<DataShape> shapes = Collections.nCopies(3, DataShape.vectors(1));
    Layer layer = plain().build("layer", shapes, RandomSource.of(1));
    try (Tape tape = Tape.create()) {
      List<Sequence> inputs =
          Stream.of(2.0, 1.0, 3.0).map(x -> Sequence.ofVectors(tape.constant(x))).toList();
      CallContext context = CallContext.inference(tape);
      assertThat(layer.call(context, inputs).get(0).values().scalar())
          .isEqualTo(ofTwoOneAndThree());
      assertThat(layer.call(context, inputs.get(0)).values().scalar()).isEqualTo(2);
    }
  }
}
