package dev.rewind.training.data;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a {@code .ts} file holds, the text format of the time series classification and regression
 * archives. Immutable.
 *
 * <pre>
 *   # a comment
 *   &#64;problemName Vowels
 *   &#64;timeStamps false
 *   &#64;univariate false
 *   &#64;dimensions 2
 *   &#64;classLabel true yes no
 *   &#64;data
 *   0.1,0.2,0.3:1.1,1.2,1.3:yes          two dimensions of three time steps, then the label
 *   0.4,0.5:1.4,1.5:no
 * </pre>
 *
 * <p>Labels are numbered in the order of the header; with {@code @targetLabel true} they are
 * numbers to predict. Time stamps and missing values are refused, as is every malformed line, with
 * file name and line number.
 *
 * <p><b>Source</b>: the format of aeon and sktime, "ts File Format v1.0".
 */
public final class TsFile {
  private final String problemName;
  private final SequenceDataset dataset;

  TsFile(String problemName, SequenceDataset dataset) {
    this.problemName = problemName;
    this.dataset = dataset;
  }

  /**
   * Reads a file.
   *
   * @param path where it is
   * @return its content
   * @throws FileNotFoundException if there is no such file
   * @throws IOException if it can not be read
   * @throws IllegalArgumentException if it is malformed; the message begins with {@code name:line:}
   */
  public static TsFile read(Path path) throws IOException {
    if (Files.notExists(path) || Files.isDirectory(path)) {
      throw new FileNotFoundException(
          "TsFile: "
              + path
              + (Files.isDirectory(path) ? " is a directory" : " does not exist")
              + "; expected a .ts file. Check the path; the working directory is "
              + Path.of("").toAbsolutePath()
              + ".");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return read(in, String.valueOf(path.getFileName()));
    }
  }

  /**
   * Reads a stream, such as a resource of a jar.
   *
   * @param in UTF-8 text; read to its end, closed by the caller
   * @param name what errors call it
   * @return its content
   * @throws IOException if it can not be read
   * @throws IllegalArgumentException if it is malformed; the message begins with {@code name:line:}
   */
  public static TsFile read(InputStream in, String name) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    return new TsReader(reader, name).read();
  }

  /**
   * The name of the data.
   *
   * @return what stands after {@code @problemName}
   */
  public String problemName() {
    return problemName;
  }

  /**
   * The names of the classes.
   *
   * @return in the order of the header; empty if the file has no class labels
   */
  public List<String> classNames() {
    return dataset.classNames();
  }

  /**
   * The samples, with their labels or targets if there are any.
   *
   * @return an immutable data set
   */
  public SequenceDataset dataset() {
    return dataset;
  }

  @Override
  public String toString() {
    return problemName + " " + dataset;
  }
}
