package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.matmul;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.sliceColumns;

import dev.rewind.autograd.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A block of neighbouring gates, computed by one product: {@code (v ⊙ m)·kernel + bias}, cut into
 * gates.
 *
 * @param units width of a gate
 * @param place what the gates are called, for messages; nothing in a cell without gates
 * @param source what goes in, for messages: {@link #INPUT} or {@link #RECURRENT}
 * @param kernel the columns of these gates
 * @param bias the same columns of the bias, a row
 * @param mask the dropout mask of what comes in
 */
record GateBlock(
    int units,
    Optional<String> place,
    String source,
    Variable kernel,
    Optional<Variable> bias,
    Optional<Variable> mask) {

  /** What the product of the kernel with the input is called. */
  static final String INPUT = "input";

  /** What the product of the recurrent kernel with the state is called. */
  static final String RECURRENT = "recurrent";

  /**
   * Cuts a kernel into blocks.
   *
   * @param source what goes in, for messages: {@link #INPUT} or {@link #RECURRENT}
   * @param units width of a gate
   * @param gates which gates each block has, for example all in one, or one in each
   * @param kernel {@code [n, gates·units]}
   * @param bias {@code [1, gates·units]}
   * @param masks none, one for all blocks, or one per block
   */
  static List<GateBlock> cut(
      String source,
      int units,
      List<List<String>> gates,
      Variable kernel,
      Optional<Variable> bias,
      List<Variable> masks) {
    List<GateBlock> blocks = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < gates.size(); i++) {
      int first = from;
      int to = from + gates.get(i).size() * units;
      String place = String.join(", ", gates.get(i));
      Optional<Variable> mask =
          masks.isEmpty()
              ? Optional.empty()
              : Optional.of(masks.get(Math.min(i, masks.size() - 1)));
      Variable own = kernel.tape().within(place, () -> columns(kernel, first, to));
      Optional<Variable> ownBias =
          bias.map(b -> b.tape().within(place, () -> columns(b, first, to)));
      blocks.add(new GateBlock(units, Optional.of(place), source, own, ownBias, mask));
      from = to;
    }
    return blocks;
  }

  /** The products of all blocks, gate by gate. */
  static List<Variable> products(List<GateBlock> blocks, Variable value) {
    return blocks.stream().flatMap(block -> block.products(value).stream()).toList();
  }

  /** The products of this block, gate by gate. */
  List<Variable> products(Variable value) {
    return place
        .map(name -> value.tape().within(name, () -> ofSource(value)))
        .orElseGet(() -> ofSource(value));
  }

  private List<Variable> ofSource(Variable value) {
    return value.tape().within(source, () -> computed(value));
  }

  private List<Variable> computed(Variable value) {
    Variable dropped = mask.map(m -> mul(value, m)).orElse(value);
    Variable product = matmul(dropped, kernel);
    Variable all = bias.map(b -> add(product, b)).orElse(product);
    List<Variable> gates = new ArrayList<>();
    for (int from = 0; from < all.shape().columns(); from += units) {
      gates.add(columns(all, from, from + units));
    }
    return gates;
  }

  private static Variable columns(Variable x, int from, int to) {
    return from == 0 && to == x.shape().columns() ? x : sliceColumns(x, from, to);
  }
}
