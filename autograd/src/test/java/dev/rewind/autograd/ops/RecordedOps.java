package dev.rewind.autograd.ops;

import dev.rewind.autograd.Op;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a tape remembers. The tape keeps it to itself, so that this looks through the keyhole. */
final class RecordedOps {
  /** One op with its variables. */
  record RecordedOp(Op op, List<Variable> inputs, Variable output, Map<?, ?> saved) {}

  private RecordedOps() {}

  static List<RecordedOp> of(Tape tape) {
    try {
      List<RecordedOp> ops = new ArrayList<>();
      Field entries = Tape.class.getDeclaredField("entries");
      entries.setAccessible(true);
      for (Object entry : (List<?>) entries.get(tape)) {
        List<Variable> inputs =
            ((List<?>) component(entry, "inputs")).stream().map(Variable.class::cast).toList();
        ops.add(
            new RecordedOp(
                (Op) component(entry, "op"),
                inputs,
                (Variable) component(entry, "output"),
                (Map<?, ?>) component(entry, "saved")));
      }
      return ops;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Tape has changed: tell this test where it keeps its ops.", e);
    }
  }

  private static Object component(Object entry, String name) throws ReflectiveOperationException {
    Method accessor = entry.getClass().getDeclaredMethod(name);
    accessor.setAccessible(true);
    return accessor.invoke(entry);
  }
}
