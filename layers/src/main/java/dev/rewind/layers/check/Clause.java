package dev.rewind.layers.check;

import dev.rewind.layers.check.ContractReport.Finding;
import dev.rewind.layers.check.ContractReport.Verdict;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One thing that layers owe.
 *
 * @param name its name
 * @param asked whether a layer owes it
 * @param check throws {@link Breach} if it is broken
 */
record Clause(String name, Predicate<Subject> asked, Consumer<Subject> check) {

  static Clause of(String name, Consumer<Subject> check) {
    return new Clause(name, subject -> true, check);
  }

  Finding examine(Subject subject) {
    if (!asked.test(subject)) {
      return new Finding(name, Verdict.NOT_ASKED, "", Optional.empty());
    }
    try {
      check.accept(subject);
      return new Finding(name, Verdict.KEPT, "", Optional.empty());
    } catch (Breach breach) {
      return new Finding(name, Verdict.BROKEN, breach.what(), Optional.empty());
    } catch (RuntimeException thrown) { // a layer's own; the report carries it on
      String text = "threw " + thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
      return new Finding(name, Verdict.BROKEN, text, Optional.of(thrown));
    }
  }
}
