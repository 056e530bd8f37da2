package dev.rewind.training.data;

import dev.rewind.core.Checks;
import dev.rewind.layers.DataShape;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * One block of rows per sample: its time steps, or the one row of a vector. All rows are of one
 * width and finite. Inputs and targets are both kept like this. Immutable.
 */
final class Blocks {
  private final int width;
  private final double[][] blocks;

  private Blocks(int width, double[][] blocks) {
    this.width = width;
    this.blocks = blocks;
  }

  /**
   * How errors name a place in the data.
   *
   * @param sample goes before the number of the sample, such as {@code "target of sample "}
   * @param row goes before the number of the row, such as {@code ", step "}; empty if each block
   *     has one row
   * @param column one column, such as {@code "feature"}
   */
  record Wording(String sample, String row, String column) {
    static final Wording SEQUENCE = new Wording("sample ", ", step ", "feature");
    static final Wording VECTOR = new Wording("sample ", "", "feature");
    static final Wording TARGET = new Wording("target of sample ", "", "value");
    static final Wording WEIGHT = new Wording("weight of sample ", "", "value");
    static final Wording STEP_TARGET = new Wording("target of sample ", ", step ", "value");

    String place(int sampleNumber, int rowNumber) {
      return sample + sampleNumber + (row.isEmpty() ? "" : row + rowNumber);
    }
  }

  /** Copies and checks; there is at least one block. */
  static Blocks copyOf(String who, Wording wording, List<double[][]> samples) {
    double[][] copy = new double[samples.size()][];
    int width = 0;
    for (int sample = 0; sample < copy.length; sample++) {
      double[][] rows = samples.get(sample);
      Checks.require(
          rows.length > 0,
          who,
          wording.sample + sample + " has no time steps; expected at least one. Leave it out.");
      width = sample == 0 ? rows[0].length : width;
      copy[sample] = new double[Math.multiplyExact(rows.length, width)];
      for (int row = 0; row < rows.length; row++) {
        requireWidth(who, wording, sample, row, rows[row].length, width);
        System.arraycopy(rows[row], 0, copy[sample], row * width, width);
      }
    }
    Blocks blocks = new Blocks(width, copy);
    blocks.requireFinite(who, wording);
    return blocks;
  }

  private static void requireWidth(
      String who, Wording wording, int sample, int row, int actual, int expected) {
    if (actual == expected && actual > 0) {
      return;
    }
    String has =
        wording.place(sample, row)
            + " has "
            + actual
            + " "
            + wording.column
            + (actual == 1 ? "" : "s");
    Checks.require(expected > 0, who, has + "; expected at least one.");
    throw new IllegalArgumentException(
        who
            + ": "
            + has
            + "; expected "
            + expected
            + " as in "
            + wording.place(0, 0)
            + ". Give all of them the same number.");
  }

  private void requireFinite(String who, Wording wording) {
    for (int sample = 0; sample < blocks.length; sample++) {
      for (int i = 0; i < blocks[sample].length; i++) {
        double value = blocks[sample][i];
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(
              who
                  + ": "
                  + wording.place(sample, i / width)
                  + ", "
                  + wording.column
                  + " "
                  + i % width
                  + " is "
                  + value
                  + "; expected finite numbers. Remove or impute it first.");
        }
      }
    }
  }

  int size() {
    return blocks.length;
  }

  int width() {
    return width;
  }

  /** The number of rows of one sample. */
  int rows(int sample) {
    return blocks[sample].length / width;
  }

  /** Blocks as sequences, whose length is given if all have the same. */
  DataShape sequenceShape() {
    boolean equalLengths = Arrays.stream(blocks).allMatch(b -> b.length == blocks[0].length);
    return equalLengths ? DataShape.sequence(rows(0), width) : DataShape.sequence(width);
  }

  /** The number of rows of the longest sample. */
  int maxRows(int... samples) {
    int max = 0;
    for (int sample : samples) {
      max = Math.max(max, rows(sample));
    }
    return max;
  }

  /**
   * Row r of the sample at place b becomes row {@code r·samples + b}; what a sample lacks stays 0.
   */
  DMatrixRMaj gather(int rows, int... samples) {
    DMatrixRMaj matrix = new DMatrixRMaj(Math.multiplyExact(rows, samples.length), width);
    for (int b = 0; b < samples.length; b++) {
      double[] block = blocks[samples[b]];
      for (int i = 0; i < block.length; i++) {
        matrix.set(i / width * samples.length + b, i % width, block[i]);
      }
    }
    return matrix;
  }
}
