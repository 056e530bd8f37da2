package dev.rewind;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown file: its fenced blocks and its links.
 *
 * @param file where it lies
 * @param lines its text
 */
record MarkdownPage(Path file, List<String> lines) {
  private static final String FENCE = "```";
  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");

  /** The top of the checkout; outside Maven, tests run in the directory of their module. */
  static final Path ROOT = Path.of(System.getProperty("rewind.root", ".."));

  /**
   * A fenced block.
   *
   * @param line the number of its first line, from 1
   * @param language what stands after the fence, such as {@code java}
   * @param above the last line of text before it
   * @param text its content
   */
  record Block(int line, String language, String above, String text) {

    /** The file that is quoted, if the line above ends with a link to a Java file and a colon. */
    List<String> quoted() {
      return above.endsWith(".java):") ? links(above) : List.of();
    }

    boolean isImports() {
      return text.lines().allMatch(line -> line.isEmpty() || line.startsWith("import "));
    }
  }

  static MarkdownPage of(String path) {
    return of(ROOT.resolve(path));
  }

  static MarkdownPage of(Path file) {
    try {
      return new MarkdownPage(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The blocks in a language, in order; a fence without a language is one in {@code ""}. */
  List<Block> blocks(String language) {
    List<Block> blocks = new ArrayList<>();
    String above = "";
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(FENCE)) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf(FENCE);
        String text = String.join("\n", lines.subList(i + 1, end));
        blocks.add(new Block(i + 2, lines.get(i).substring(FENCE.length()), above, text));
        i = end;
      } else if (!lines.get(i).isBlank()) {
        above = lines.get(i);
      }
    }
    return blocks.stream().filter(block -> block.language().equals(language)).toList();
  }

  /** Where the links of the page lead, outside of blocks. */
  List<String> links() {
    String prose = String.join("\n", lines).replaceAll("(?ms)^" + FENCE + ".*?^" + FENCE + "$", "");
    return links(prose);
  }

  private static List<String> links(String text) {
    Matcher matcher = LINK.matcher(text);
    return matcher.results().map((MatchResult result) -> result.group(1)).toList();
  }

  /** A path as it is written in a link of this page. */
  Path resolve(String link) {
    return file.resolveSibling(link.replaceFirst("#.*", ""));
  }

  @Override
  public String toString() {
    return ROOT.relativize(file).toString();
  }
}
