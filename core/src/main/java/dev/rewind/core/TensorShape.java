package dev.rewind.core;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.ejml.data.DMatrixRMaj;

/**
 * The sizes of a tensor of any rank, as Keras has them, and of the matrix that holds it here.
 *
 * <p>The matrix has the last axis as its columns and all others as its rows, so that both have
 * their elements in the same order:
 *
 * <pre>
 *   (3, 4)     [3, 4]       a kernel
 *   (7,)       [1, 7]       a bias
 *   (2, 3, 4)  [6, 4]       a kernel of a convolution
 *   ()         [1, 1]       a number
 * </pre>
 *
 * <p>Written as in Python in every message.
 *
 * @param sizes the size of each axis, at least 0; none for a single number
 */
public record TensorShape(List<Integer> sizes) {

  /**
   * Checks the sizes.
   *
   * @param sizes the size of each axis; copied
   * @throws IllegalArgumentException if a size is negative or the tensor would have 2³¹ elements or
   *     more
   */
  public TensorShape {
    sizes = List.copyOf(sizes);
    long elements = 1;
    for (int size : sizes) {
      Checks.require(size >= 0, "TensorShape", "sizes must not be negative, got " + sizes + ".");
      elements *= size;
      Checks.require(
          elements <= Integer.MAX_VALUE, "TensorShape", sizes + " has 2³¹ elements or more.");
    }
  }

  /**
   * A shape.
   *
   * @param sizes the size of each axis, at least 0
   * @return the shape
   * @throws IllegalArgumentException if a size is negative or the tensor would have 2³¹ elements or
   *     more
   */
  public static TensorShape of(int... sizes) {
    return new TensorShape(Arrays.stream(sizes).boxed().toList());
  }

  /**
   * The number of axes.
   *
   * @return 0 for a single number, 1 for a vector, 2 for a matrix
   */
  public int rank() {
    return sizes.size();
  }

  /**
   * The size of an axis.
   *
   * @param axis from 0, or from −1 backwards
   * @return its size
   * @throws IllegalArgumentException if there is no such axis
   */
  public int size(int axis) {
    return sizes.get(index(axis));
  }

  /**
   * The number of an axis, counted from the front.
   *
   * @param axis from 0, or from −1 backwards
   * @return the same axis, from 0
   * @throws IllegalArgumentException if there is no such axis
   */
  public int index(int axis) {
    Checks.require(
        -rank() <= axis && axis < rank(),
        "TensorShape",
        this + " has no axis " + axis + "; its rank is " + rank() + ".");
    return axis < 0 ? axis + rank() : axis;
  }

  /**
   * The number of elements.
   *
   * @return the product of all sizes
   */
  public int elements() {
    return sizes.stream().reduce(1, (a, b) -> a * b);
  }

  /**
   * The shape of the matrix that holds the tensor.
   *
   * @return the last axis as columns, all others as rows
   */
  public Shape matrix() {
    int rows = sizes.stream().limit(Math.max(0, rank() - 1)).reduce(1, (a, b) -> a * b);
    return new Shape(rows, rank() == 0 ? 1 : size(-1));
  }

  /**
   * A matrix that holds a tensor of this shape.
   *
   * @return new zeros of the shape {@link #matrix()}
   */
  public DMatrixRMaj zeros() {
    return new DMatrixRMaj(matrix().rows(), matrix().columns());
  }

  @Override
  public String toString() {
    String ending = rank() == 1 ? ",)" : ")";
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ending));
  }
}
