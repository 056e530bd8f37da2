package dev.rewind.training.losses;

import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import java.util.Arrays;
import java.util.function.DoublePredicate;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;

/**
 * Checks of targets against predictions, for losses and metrics, your own too. Each message names
 * the row and the value.
 */
public final class TargetChecks {
  private TargetChecks() {}

  /**
   * Requires one target for each prediction.
   *
   * @param who the loss or metric that speaks
   * @param targets the shape of the targets
   * @param predictions the shape of the predictions
   * @param fix what to do if they differ, a whole sentence
   * @throws ShapeMismatchException if they differ
   */
  public static void sameShape(String who, Shape targets, Shape predictions, String fix) {
    if (!targets.equals(predictions)) {
      throw mismatch(who, targets, predictions, "the same shape. " + fix);
    }
  }

  /**
   * Requires one target, such as a label, for each row of predictions.
   *
   * @param who the loss or metric that speaks
   * @param targets the shape of the targets
   * @param predictions the shape of the predictions
   * @param fix what to do if they do not fit, a whole sentence
   * @throws ShapeMismatchException if they do not fit
   */
  public static void oneColumn(String who, Shape targets, Shape predictions, String fix) {
    if (targets.columns() != 1 || targets.rows() != predictions.rows()) {
      throw mismatch(who, targets, predictions, "targets [" + predictions.rows() + ", 1]. " + fix);
    }
  }

  /**
   * Requires rows of probabilities of at least two classes.
   *
   * @param who the loss or metric that speaks
   * @param targets the shape of the targets
   * @param predictions the shape of the predictions
   * @param fixOfOneColumn what to do if the predictions have only one column, a whole sentence
   * @param fix what to do if the shapes differ, a whole sentence
   * @throws IllegalArgumentException if there is only one column
   * @throws ShapeMismatchException if they differ
   */
  public static void oneHot(
      String who, Shape targets, Shape predictions, String fixOfOneColumn, String fix) {
    if (predictions.columns() <= 1) {
      throw new IllegalArgumentException(
          who
              + (": predictions are " + predictions)
              + ("; expected at least 2 columns, one for each class. " + fixOfOneColumn));
    }
    sameShape(who, targets, predictions, fix);
  }

  /**
   * Requires finite targets.
   *
   * @param who the loss or metric that speaks
   * @param targets the targets. Not modified.
   * @throws IllegalArgumentException naming the first that is NaN or infinite
   */
  public static void finite(String who, DMatrixRMaj targets) {
    all(who, targets, Double::isFinite, () -> "a finite number. Remove or impute it first.");
  }

  /**
   * Requires targets in [0, 1].
   *
   * @param who the loss or metric that speaks
   * @param targets the targets. Not modified.
   * @param fix what to do if one is not, a whole sentence
   * @throws IllegalArgumentException naming the first that is outside or NaN
   */
  public static void probabilities(String who, DMatrixRMaj targets, String fix) {
    all(who, targets, y -> y >= 0 && y <= 1, () -> "a number in [0, 1]. " + fix);
  }

  /**
   * Requires targets of at least 0.
   *
   * @param who the loss or metric that speaks
   * @param targets the targets. Not modified.
   * @throws IllegalArgumentException naming the first that is negative, infinite or NaN
   */
  public static void notNegative(String who, DMatrixRMaj targets) {
    all(
        who,
        targets,
        y -> y >= 0 && Double.isFinite(y),
        () -> "a finite number of at least 0. For targets below 0 use MeanSquaredError.");
  }

  /**
   * Requires yes-or-no targets that are all -1 and 1, or all 0 and 1.
   *
   * @param who the loss or metric that speaks
   * @param targets the targets. Not modified.
   * @throws IllegalArgumentException naming the first that is none of these, or that mixes the two
   */
  public static void signsOrBits(String who, DMatrixRMaj targets) {
    all(
        who,
        targets,
        y -> y == -1 || y == 0 || y == 1,
        () -> "-1 or 1, or else 0 or 1. Write a yes as 1.");
    if (Arrays.stream(targets.data, 0, targets.getNumElements()).anyMatch(y -> y == -1)) {
      all(
          who,
          targets,
          y -> y != 0,
          () -> "-1 or 1, for others are -1. Write each no the same way.");
    }
  }

  /**
   * Requires labels of classes.
   *
   * @param who the loss or metric that speaks
   * @param targets the labels. Not modified.
   * @param classes number of classes
   * @param others further values that are allowed
   * @throws IllegalArgumentException naming the first that is out of range, broken or NaN
   */
  public static void labels(String who, DMatrixRMaj targets, int classes, DoublePredicate others) {
    all(
        who,
        targets,
        y -> (y >= 0 && y < classes && y == Math.rint(y)) || others.test(y),
        () ->
            "a whole number in [0, "
                + classes
                + "), one class for each column of the predictions.");
  }

  private static void all(
      String who, DMatrixRMaj targets, DoublePredicate allowed, Supplier<String> expected) {
    for (int row = 0; row < targets.numRows; row++) {
      for (int column = 0; column < targets.numCols; column++) {
        double y = targets.get(row, column);
        if (!allowed.test(y)) {
          throw new IllegalArgumentException(
              who
                  + ": target ["
                  + row
                  + ", "
                  + column
                  + "] is "
                  + y
                  + "; expected "
                  + expected.get());
        }
      }
    }
  }

  private static ShapeMismatchException mismatch(
      String who, Shape targets, Shape predictions, String expected) {
    return new ShapeMismatchException(
        who
            + ": targets are "
            + targets
            + " and predictions "
            + predictions
            + "; expected "
            + expected,
        targets,
        predictions);
  }
}
