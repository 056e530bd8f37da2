package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Tape;
import dev.rewind.core.RandomSource;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddTest implements MergeContract {

  @Override
  public Add plain() {
    return Add.of();
  }

  @Override
  public Add changed() {
    return Add.of().name("merge").trainable(false).dtype("float32");
  }

  @Override
  public double expected(
      double a, double b, boolean real, boolean otherReal, boolean bothHaveMasks) {
    return a + b;
  }

  @Test
  void oneInputOrThreeAreMergedToo() {
    List<DataShape> shapes = Collections.nCopies(3, DataShape.vectors(1));
    Layer layer = plain().build("layer", shapes, RandomSource.of(1));
    try (Tape tape = Tape.create()) {
      List<Sequence> inputs =
          Stream.of(2.0, 1.0, 3.0).map(x -> Sequence.ofVectors(tape.constant(x))).toList();
      CallContext context = CallContext.inference(tape);
      assertThat(layer.call(context, inputs).get(0).values().scalar()).isEqualTo(6);
      assertThat(layer.call(context, inputs.get(0)).values().scalar()).isEqualTo(2);
    }
  }
}
