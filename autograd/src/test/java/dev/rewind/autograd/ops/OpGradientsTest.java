package dev.rewind.autograd.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Op;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient of every op agrees with finite differences, and no op escapes. */
class OpGradientsTest {
  private static final double RELATIVE_ERROR = 1e-6; // what the project promises for every op

  static List<OpCase> cases() {
    return OpCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientAgreesWithFiniteDifferences(OpCase op) {
    GradientCheck.of(op.function())
        .inputs(op.point())
        .tolerance(RELATIVE_ERROR)
        .run()
        .requirePassed();
  }

  @Test
  void everyMethodOfTheFacadeHasACase() {
    for (Method method : facadeMethods()) {
      boolean found =
          OpCases.WITHOUT_GRADIENT.contains(method.getName())
              || cases().stream().anyMatch(op -> calls(op, method));
      assertThat(found).as("a case in OpCases for %s", method).isTrue();
    }
  }

  @Test
  void everyCaseCallsAMethodOfTheFacade() {
    for (OpCase op : cases()) {
      assertThat(facadeMethods()).as(op.call()).anyMatch(method -> calls(op, method));
    }
  }

  @Test
  void everyOpIsRecordedByACase() throws Exception {
    Set<Class<?>> recorded = new HashSet<>();
    for (OpCase op : cases()) {
      try (Tape tape = Tape.create()) {
        op.function().apply(tape, variables(tape, op));
        RecordedOps.of(tape).forEach(entry -> recorded.add(entry.op().getClass()));
      }
    }
    List<Class<?>> ops =
        compiledClasses().stream()
            .filter(type -> Op.class.isAssignableFrom(type) && !type.isInterface())
            .toList();
    assertThat(ops).hasSizeGreaterThan(50);
    assertThat(recorded).containsExactlyInAnyOrderElementsOf(ops);
  }

  @Test
  void facadeHoldsEveryMethodThatMakesVariables() throws Exception {
    for (Class<?> type : compiledClasses()) {
      for (Method method : type.getDeclaredMethods()) {
        if (isFacadeMethod(method)) {
          assertThat(type.isAssignableFrom(Ops.class)).as("%s is part of Ops", method).isTrue();
        }
      }
    }
  }

  private static Variable[] variables(Tape tape, OpCase op) {
    return Stream.of(op.point()).map(tape::variable).toArray(Variable[]::new);
  }

  private static List<Method> facadeMethods() {
    List<Method> methods =
        Stream.of(Ops.class.getMethods()).filter(m -> isFacadeMethod(m)).toList();
    assertThat(methods).hasSizeGreaterThan(70);
    return methods;
  }

  private static boolean isFacadeMethod(Method method) {
    int modifiers = method.getModifiers();
    return Modifier.isStatic(modifiers)
        && Modifier.isPublic(modifiers)
        && method.getGenericReturnType().getTypeName().contains(Variable.class.getSimpleName());
  }

  private static boolean calls(OpCase op, Method method) {
    int parameters = method.getParameterCount();
    return op.method().equals(method.getName())
        && (method.isVarArgs() ? op.arguments() >= parameters - 1 : op.arguments() == parameters);
  }

  /** All classes of the package and the packages below it, as compiled. */
  private static List<Class<?>> compiledClasses()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path root = Path.of(Ops.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> classes = new ArrayList<>();
    try (Stream<Path> files =
        Files.walk(root.resolve(Ops.class.getPackageName().replace('.', '/')))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        String path = root.relativize(file).toString();
        String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
        if (!name.endsWith("package-info")) {
          classes.add(Class.forName(name));
        }
      }
    }
    return classes;
  }
}
