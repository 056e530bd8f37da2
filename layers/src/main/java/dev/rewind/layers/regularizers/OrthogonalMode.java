package dev.rewind.layers.regularizers;

/** What {@link OrthogonalRegularizer} makes orthogonal. */
public enum OrthogonalMode {
  /** The rows of a weight: the features of a kernel. */
  ROWS,
  /** The columns of a weight: the units of a kernel. */
  COLUMNS
}
