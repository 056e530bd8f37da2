package dev.rewind.core.kernels.vector;

/**
 * Products of a few rows of a by a panel of b, the sums held in registers while k runs. All other
 * products are cut into these.
 *
 * <pre>
 *               b   ┌────────────┐  k
 *                   │ 1, 2 or 4  │  ↓
 *                   │  vectors   │
 *                   └────────────┘
 *   a ┌────────┐  c ┌────────────┐
 *     │ k →    │    │ 1, 4, 5 or │
 *     │        │    │   6 rows   │
 *     └────────┘    └────────────┘
 * </pre>
 *
 * <p>At each k a tile reads one vector of b for each column of vectors and one number of a for each
 * row, and does as many fused multiply-adds as it has sums. So large tiles read little, up to the
 * number of registers. Each sum is one chain over k that begins with what c has, whatever the tile:
 * how a product is cut does not change a bit.
 */
final class Tiles {
  /** The most rows of a tile. */
  static final int ROWS = 6;

  /** The most vectors of a tile's row: vectors of four numbers have half as many registers. */
  static final int WIDTH = Lanes.COUNT == 4 ? 2 : 4;

  private static final int FEWEST_ROWS = 4;

  private Tiles() {}

  /** The rows of the tile that begins where so many rows are left: as even as can be. */
  static int rows(int left) {
    if (left < FEWEST_ROWS) {
      return 1;
    }
    int tiles = (left + ROWS - 1) / ROWS;
    return (left + tiles - 1) / tiles;
  }

  /** The vectors of the tile that begins where so many vectors are left: 4, 2 or 1. */
  static int width(int left) {
    return left >= WIDTH ? WIDTH : left >= 2 ? 2 : 1;
  }

  /**
   * One tile.
   *
   * @param rows how many, as {@link #rows} says
   * @param width how many vectors, as {@link #width} says
   * @param a array of the left factor
   * @param from for each row of the tile the index of its first element in a
   * @param aStep from an element of a to that of the next k
   * @param b array of the right factor
   * @param bFrom index of the first row of the panel
   * @param count number of k
   * @param c array of the product
   * @param to for each row of the tile the index of its first element in c
   */
  static void add(
      int rows,
      int width,
      double[] a,
      int[] from,
      int aStep,
      double[] b,
      int bFrom,
      int count,
      double[] c,
      int[] to) {
    switch (width) {
      case 4 -> four(rows, a, from, aStep, b, bFrom, count, c, to);
      case 2 -> two(rows, a, from, aStep, b, bFrom, count, c, to);
      default -> one(rows, a, from, aStep, b, bFrom, count, c, to);
    }
  }

  /**
   * One row of a tile's width.
   *
   * @param width how many vectors, as {@link #width} says
   * @param a array of the left factor
   * @param from index of its first element
   * @param b array of the right factor
   * @param bFrom index of the first row of the panel
   * @param count number of k
   * @param c array of the product
   * @param to index of its first element
   */
  static void addRow(
      int width, double[] a, int from, double[] b, int bFrom, int count, double[] c, int to) {
    switch (width) {
      case 4 -> Tiles4.rows1(a, from, 1, b, bFrom, count, c, to);
      case 2 -> Tiles2.rows1(a, from, 1, b, bFrom, count, c, to);
      default -> Tiles1.rows1(a, from, 1, b, bFrom, count, c, to);
    }
  }

  private static void four(
      int rows,
      double[] a,
      int[] from,
      int aStep,
      double[] b,
      int bFrom,
      int count,
      double[] c,
      int[] to) {
    switch (rows) {
      case 6 ->
          Tiles4.rows6(
              a, from[0], from[1], from[2], from[3], from[4], from[5], aStep, b, bFrom, count, c,
              to[0], to[1], to[2], to[3], to[4], to[5]);
      case 5 ->
          Tiles4.rows5(
              a, from[0], from[1], from[2], from[3], from[4], aStep, b, bFrom, count, c, to[0],
              to[1], to[2], to[3], to[4]);
      case 4 ->
          Tiles4.rows4(
              a, from[0], from[1], from[2], from[3], aStep, b, bFrom, count, c, to[0], to[1], to[2],
              to[3]);
      default -> Tiles4.rows1(a, from[0], aStep, b, bFrom, count, c, to[0]);
    }
  }

  private static void two(
      int rows,
      double[] a,
      int[] from,
      int aStep,
      double[] b,
      int bFrom,
      int count,
      double[] c,
      int[] to) {
    switch (rows) {
      case 6 ->
          Tiles2.rows6(
              a, from[0], from[1], from[2], from[3], from[4], from[5], aStep, b, bFrom, count, c,
              to[0], to[1], to[2], to[3], to[4], to[5]);
      case 5 ->
          Tiles2.rows5(
              a, from[0], from[1], from[2], from[3], from[4], aStep, b, bFrom, count, c, to[0],
              to[1], to[2], to[3], to[4]);
      case 4 ->
          Tiles2.rows4(
              a, from[0], from[1], from[2], from[3], aStep, b, bFrom, count, c, to[0], to[1], to[2],
              to[3]);
      default -> Tiles2.rows1(a, from[0], aStep, b, bFrom, count, c, to[0]);
    }
  }

  private static void one(
      int rows,
      double[] a,
      int[] from,
      int aStep,
      double[] b,
      int bFrom,
      int count,
      double[] c,
      int[] to) {
    int r = 0;
    if (rows >= FEWEST_ROWS) {
      Tiles1.rows4(
          a, from[0], from[1], from[2], from[3], aStep, b, bFrom, count, c, to[0], to[1], to[2],
          to[3]);
      r = FEWEST_ROWS;
    }
    for (; r < rows; r++) {
      Tiles1.rows1(a, from[r], aStep, b, bFrom, count, c, to[r]);
    }
  }
}
