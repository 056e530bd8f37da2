package dev.rewind.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Tape;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.rnn.DropoutRNNCell;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * Golden cases of the four mask methods of a cell. Masks are drawn at random, so what is compared
 * are the facts: how many, which are the same, which are all ones.
 */
final class CellMaskMethods {
  private static final OptionalInt NEVER = OptionalInt.empty();

  private final DropoutRNNCell cell;
  private final RandomSource random = RandomSource.of(3);
  private final List<Optional<List<DMatrixRMaj>>> results = new ArrayList<>();

  private CellMaskMethods(DropoutRNNCell cell) {
    this.cell = cell;
  }

  static void check(GoldenCase golden) {
    RecordedConfig.check(golden, config -> GoldenLayers.cell(golden, config));
    List<GoldenValue> operations = golden.get("operations").items();
    CellMaskMethods run =
        new CellMaskMethods(
            GoldenLayers.cell(golden).build("cell", features(operations), RandomSource.of(1)));
    operations.forEach(run::operate);
  }

  private static int features(List<GoldenValue> operations) {
    return operations.stream()
        .filter(operation -> operation.find("inputs_shape").isPresent())
        .findFirst()
        .map(operation -> operation.get("inputs_shape").integers()[1])
        .orElseThrow();
  }

  private void operate(GoldenValue operation) {
    switch (operation.get("method").text()) {
      case "reset_dropout_mask" -> {
        cell.resetDropoutMask();
        results.add(Optional.empty());
      }
      case "reset_recurrent_dropout_mask" -> {
        cell.resetRecurrentDropoutMask();
        results.add(Optional.empty());
      }
      default -> {
        List<DMatrixRMaj> masks = masks(operation);
        compare(operation, masks);
        results.add(Optional.of(masks));
      }
    }
  }

  private List<DMatrixRMaj> masks(GoldenValue operation) {
    int[] sizes = operation.get("inputs_shape").integers();
    Shape shape = new Shape(sizes[0], sizes[1]);
    int count = operation.find("count").map(GoldenValue::integer).orElse(1);
    boolean training = operation.find("training").map(GoldenValue::flag).orElse(false);
    try (Tape tape = Tape.create()) {
      CallContext context =
          training ? CallContext.training(tape, random) : CallContext.inference(tape);
      return operation.get("method").text().startsWith("get_recurrent")
          ? cell.getRecurrentDropoutMaskForCell(context, shape, count)
          : cell.getDropoutMaskForCell(context, shape, count);
    }
  }

  private void compare(GoldenValue operation, List<DMatrixRMaj> masks) {
    if (operation.get("result").text().equals("none")) {
      assertThat(masks).isEmpty();
      return;
    }
    List<GoldenValue> recorded = recorded(operation);
    assertThat(masks).hasSameSizeAs(recorded);
    double kept = 1 / (1 - operation.get("rate").number());
    for (int i = 0; i < masks.size(); i++) {
      DMatrixRMaj example = recorded.get(i).tensor().matrix();
      assertThat(Shape.of(masks.get(i))).isEqualTo(Shape.of(example));
      assertThat(masks.get(i).data).containsOnly(allOnes(operation) ? onlyOnes() : zeroOr(kept));
    }
    assertThat(distinct(masks)).isEqualTo(operation.get("distinct_masks").integer());
    assertThat(earlier(earlier -> earlier == masks).findFirst())
        .as("the first earlier operation that gave the very same")
        .isEqualTo(
            operation.find("same_object_as").map(i -> OptionalInt.of(i.integer())).orElse(NEVER));
    assertThat(earlier(earlier -> equal(earlier, masks)).toArray())
        .as("earlier operations that gave equal masks")
        .isEqualTo(operation.get("equal_values").integers());
  }

  private IntStream earlier(Predicate<List<DMatrixRMaj>> test) {
    return IntStream.range(0, results.size()).filter(i -> results.get(i).filter(test).isPresent());
  }

  private static List<GoldenValue> recorded(GoldenValue operation) {
    return operation.get("result").text().equals("tensor")
        ? List.of(
            operation.get("masks").isTensor()
                ? operation.get("masks")
                : operation.get("masks").items().get(0))
        : operation.get("masks").items();
  }

  private static boolean allOnes(GoldenValue operation) {
    return operation.get("all_ones").flag();
  }

  private static double[] onlyOnes() {
    return new double[] {1};
  }

  private static double[] zeroOr(double kept) {
    return new double[] {0, kept};
  }

  private static long distinct(List<DMatrixRMaj> masks) {
    return masks.stream().map(mask -> Arrays.toString(mask.data)).distinct().count();
  }

  private static boolean equal(List<DMatrixRMaj> a, List<DMatrixRMaj> b) {
    return a.size() == b.size()
        && a.stream()
            .map(m -> Arrays.toString(m.data))
            .toList()
            .equals(b.stream().map(m -> Arrays.toString(m.data)).toList());
  }
}
