package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.concatColumns;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.scale;

import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.options.Codec;
import dev.rewind.core.options.Codecs;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Sequence;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How {@link Bidirectional} makes one output of two.
 *
 * <p><b>Source</b>: {@code keras/src/layers/rnn/bidirectional.py}, Keras 3.15.1.
 */
public enum MergeMode {
  /** The features of the forward output, then those of the backward output. */
  CONCAT,
  /** The sum. */
  SUM,
  /** The product, element by element. */
  MUL,
  /** The mean. */
  AVE,
  /** Two outputs: forward, backward. In Keras' configurations {@code null}. */
  NONE;

  /** Reads and writes Keras' names. */
  static final Codec<MergeMode> CODEC = new MergeModeCodec();

  /** The shapes of the outputs. */
  List<DataShape> shapes(String who, DataShape forward, DataShape backward) {
    Checks.require(
        this == CONCAT || this == NONE || forward.equals(backward),
        who,
        "the forward layer gives "
            + forward
            + " and the backward layer "
            + backward
            + "; expected equal shapes for mergeMode "
            + this
            + ". Give both as many units, or use CONCAT.");
    return switch (this) {
      case NONE -> List.of(forward, backward);
      case CONCAT -> List.of(forward.withFeatures(forward.features() + backward.features()));
      case SUM, MUL, AVE -> List.of(forward);
    };
  }

  /** The outputs; the mask is that of the forward output. */
  List<Sequence> merge(Sequence forward, Sequence backward) {
    Variable y = forward.values();
    Variable yRev = backward.values();
    return switch (this) {
      case CONCAT -> List.of(forward.withValues(concatColumns(y, yRev)));
      case SUM -> List.of(forward.withValues(add(y, yRev)));
      case MUL -> List.of(forward.withValues(mul(y, yRev)));
      case AVE -> List.of(forward.withValues(scale(add(y, yRev), 0.5)));
      case NONE -> List.of(forward, backward);
    };
  }

  private record MergeModeCodec() implements Codec<MergeMode> {
    private static final Codec<MergeMode> NAMES = Codecs.choice(MergeMode.class);

    @Override
    public MergeMode read(Object plain) {
      return Arrays.stream(values())
          .filter(mode -> write(mode).equals(plain))
          .findFirst()
          .orElseThrow(
              () -> new IllegalArgumentException("one of concat, sum, mul, ave, or nothing"));
    }

    @Override
    public Object write(MergeMode value) {
      return value == NONE ? Optional.empty() : NAMES.write(value);
    }
  }
}
