package dev.rewind;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.MarkdownPage.Block;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The Java blocks of a page, compiled together. Blocks that quote a file are left out. A block of
 * imports belongs to all others; each of these must be complete.
 */
final class CompiledPage implements AutoCloseable {
  private static final Pattern TYPE =
      Pattern.compile(
          "^(public |final |abstract )*(class|record|interface|enum) (\\w+)", Pattern.MULTILINE);

  private final URLClassLoader loader;
  private final List<Class<?>> types = new ArrayList<>();

  private CompiledPage(URLClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Compiles a page.
   *
   * @param page the page
   * @param directory an empty directory for the class files
   */
  static CompiledPage of(MarkdownPage page, Path directory) throws Exception {
    List<Block> blocks =
        page.blocks("java").stream().filter(block -> block.quoted().isEmpty()).toList();
    String imports = blocks.stream().filter(Block::isImports).map(Block::text).collect(joining());
    List<Source> sources =
        blocks.stream()
            .filter(block -> !block.isImports())
            .map(block -> Source.of(page, block, imports))
            .toList();
    compile(sources, directory);
    CompiledPage compiled =
        new CompiledPage(
            URLClassLoader.newInstance(
                new URL[] {directory.toUri().toURL()}, CompiledPage.class.getClassLoader()));
    for (String name : classNames(directory)) {
      compiled.types.add(compiled.loader.loadClass(name));
    }
    return compiled;
  }

  private static void compile(List<Source> sources, Path directory) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "--release",
            "17",
            "-proc:none",
            "-classpath",
            System.getProperty("java.class.path"),
            "-d",
            directory.toString());
    boolean compiled =
        sources.isEmpty() || compiler.getTask(null, null, problems, options, null, sources).call();
    assertThat(compiled)
        .as(
            () ->
                problems.getDiagnostics().stream()
                    .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                    .map(Source::describe)
                    .collect(joining("\n")))
        .isTrue();
  }

  private static List<String> classNames(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("\\.class$", ""))
          .sorted()
          .toList();
    }
  }

  /** The classes of the page, sorted by name. */
  List<Class<?>> types() {
    return types;
  }

  /** Calls {@code main} of a class. */
  void main(String name) throws Exception {
    invoke(loader.loadClass(name).getMethod("main", String[].class), null, (Object) new String[0]);
  }

  /** Calls a method, and throws what it throws. */
  static void invoke(Method method, Object target, Object... arguments) throws Exception {
    try {
      method.setAccessible(true);
      method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) e.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }

  /** A block with its imports, as a file. */
  private static final class Source extends SimpleJavaFileObject {
    private final String place;
    private final int line;
    private final String text;

    private Source(String type, String place, int line, String text) {
      super(URI.create("string:///" + type + ".java"), Kind.SOURCE);
      this.place = place;
      this.line = line;
      this.text = text;
    }

    static Source of(MarkdownPage page, Block block, String imports) {
      Matcher type = TYPE.matcher(block.text());
      String place = page + ":" + block.line();
      assertThat(type.find()).as("a class, record or interface in the block at %s", place).isTrue();
      // All imports on one line, so that line numbers differ by a constant.
      String text = imports.replace("\n", " ") + "\n" + block.text();
      return new Source(type.group(3), page.toString(), block.line() - 2, text);
    }

    static String describe(Diagnostic<? extends JavaFileObject> problem) {
      Source source = (Source) problem.getSource();
      long line = source.line + problem.getLineNumber();
      return source.place + ":" + line + ": " + problem.getMessage(null);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
