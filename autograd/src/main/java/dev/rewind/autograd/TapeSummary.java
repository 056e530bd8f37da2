package dev.rewind.autograd;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** The lines of {@link Tape#summary}: number, name, inputs, shape of the output. */
final class TapeSummary {
  private static final String GAP = "  ";

  private TapeSummary() {}

  /**
   * One line for each op.
   *
   * @param entries what is remembered
   * @param parameters what the variables of parameters are called
   */
  static String of(List<TapeEntry> entries, IdentityHashMap<Variable, String> parameters) {
    IdentityHashMap<Variable, String> names = new IdentityHashMap<>(parameters);
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      TapeEntry entry = entries.get(i);
      inputs.add(
          entry.inputs().stream()
              .map(input -> names.getOrDefault(input, input.toString()))
              .collect(Collectors.joining(GAP)));
      names.put(entry.output(), "#" + i + entry.output().shape());
    }
    int numberWidth = String.valueOf(entries.size() - 1).length();
    int nameWidth = width(entries.stream().map(entry -> entry.op().name()).toList());
    int inputsWidth = width(inputs);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < entries.size(); i++) {
      String number = String.valueOf(i);
      String name = entries.get(i).op().name();
      text.append(" ".repeat(numberWidth - number.length()))
          .append(number)
          .append(GAP)
          .append(padded(name, nameWidth))
          .append(GAP)
          .append(padded(inputs.get(i), inputsWidth))
          .append(GAP)
          .append("→ ")
          .append(entries.get(i).output().shape())
          .append('\n');
    }
    return text.toString();
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
