package dev.rewind.autograd.ops;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All operations, one line each. Import statically and write {@code sigmoid(add(xz, hz))}.
 *
 * <p>Here are arithmetic, products, and what moves rows and columns; inherited from {@link
 * ReductionOps} are sums, means and norms, from {@link ActivationOps} the activation functions.
 */
public final class Ops extends ReductionOps {
  private Ops() {}

  /**
   * {@code a · b}.
   *
   * @param a {@code [m, k]}
   * @param b {@code [k, n]}
   * @return {@code [m, n]}
   * @see MatMul
   */
  public static Variable matmul(Variable a, Variable b) {
    return a.tape().record(new MatMul(), a, b);
  }

  /**
   * {@code aᵀ · b}.
   *
   * @param a {@code [k, m]}
   * @param b {@code [k, n]}
   * @return {@code [m, n]}
   * @see MatMulTransA
   */
  public static Variable matmulTransA(Variable a, Variable b) {
    return a.tape().record(new MatMulTransA(), a, b);
  }

  /**
   * {@code a · bᵀ}.
   *
   * @param a {@code [m, k]}
   * @param b {@code [n, k]}
   * @return {@code [m, n]}
   * @see MatMulTransB
   */
  public static Variable matmulTransB(Variable a, Variable b) {
    return a.tape().record(new MatMulTransB(), a, b);
  }

  /**
   * {@code a + b}.
   *
   * @param a {@code [m, n]}
   * @param b the same shape, or one row, one column or one element
   * @return {@code [m, n]}
   * @see Add
   */
  public static Variable add(Variable a, Variable b) {
    return a.tape().record(new Add(), a, b);
  }

  /**
   * {@code a − b}.
   *
   * @param a {@code [m, n]}
   * @param b the same shape, or one row, one column or one element
   * @return {@code [m, n]}
   * @see Sub
   */
  public static Variable sub(Variable a, Variable b) {
    return a.tape().record(new Sub(), a, b);
  }

  /**
   * {@code a ⊙ b}.
   *
   * @param a {@code [m, n]}
   * @param b the same shape, or one row, one column or one element
   * @return {@code [m, n]}
   * @see Mul
   */
  public static Variable mul(Variable a, Variable b) {
    return a.tape().record(new Mul(), a, b);
  }

  /**
   * {@code a / b}.
   *
   * @param a {@code [m, n]}
   * @param b the same shape, or one row, one column or one element
   * @return {@code [m, n]}
   * @see Div
   */
  public static Variable div(Variable a, Variable b) {
    return a.tape().record(new Div(), a, b);
  }

  /**
   * {@code max(a, b)}, element by element.
   *
   * @param a {@code [m, n]}
   * @param b the same shape, or one row, one column or one element
   * @return {@code [m, n]}
   * @see Maximum
   */
  public static Variable maximum(Variable a, Variable b) {
    return a.tape().record(new Maximum(), a, b);
  }

  /**
   * {@code min(a, b)}, element by element.
   *
   * @param a {@code [m, n]}
   * @param b the same shape, or one row, one column or one element
   * @return {@code [m, n]}
   * @see Minimum
   */
  public static Variable minimum(Variable a, Variable b) {
    return a.tape().record(new Minimum(), a, b);
  }

  /**
   * {@code x + addend}.
   *
   * @param x {@code [m, n]}
   * @param addend any number
   * @return {@code [m, n]}
   * @see AddScalar
   */
  public static Variable addScalar(Variable x, double addend) {
    return x.tape().record(new AddScalar(addend), x);
  }

  /**
   * {@code factor · x}.
   *
   * @param x {@code [m, n]}
   * @param factor any number
   * @return {@code [m, n]}
   * @see Scale
   */
  public static Variable scale(Variable x, double factor) {
    return x.tape().record(new Scale(factor), x);
  }

  /**
   * {@code −x}.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Scale
   */
  public static Variable neg(Variable x) {
    return x.tape().record(new Scale(-1), x);
  }

  /**
   * {@code x²}.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Square
   */
  public static Variable square(Variable x) {
    return x.tape().record(new Square(), x);
  }

  /**
   * {@code √x}.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Sqrt
   */
  public static Variable sqrt(Variable x) {
    return x.tape().record(new Sqrt(), x);
  }

  /**
   * {@code eˣ}.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Exp
   */
  public static Variable exp(Variable x) {
    return x.tape().record(new Exp(), x);
  }

  /**
   * {@code log(x)}.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Log
   */
  public static Variable log(Variable x) {
    return x.tape().record(new Log(), x);
  }

  /**
   * {@code |x|}.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Abs
   */
  public static Variable abs(Variable x) {
    return x.tape().record(new Abs(), x);
  }

  /**
   * {@code xᵖ}.
   *
   * @param x {@code [m, n]}
   * @param exponent p, any number
   * @return {@code [m, n]}
   * @see Pow
   */
  public static Variable pow(Variable x, double exponent) {
    return x.tape().record(new Pow(exponent), x);
  }

  /**
   * {@code min(max(x, low), high)}.
   *
   * @param x {@code [m, n]}
   * @param low the smallest result, may be −∞
   * @param high the largest result, at least {@code low}, may be ∞
   * @return {@code [m, n]}
   * @see Clip
   */
  public static Variable clip(Variable x, double low, double high) {
    return x.tape().record(new Clip(low, high), x);
  }

  /**
   * {@code a} where the condition is 1 (anything but 0), {@code b} where it is 0.
   *
   * @param condition the same shape, or one row, one column or one element; gets no gradient
   * @param a {@code [m, n]}
   * @param b {@code [m, n]}
   * @return {@code [m, n]}
   * @see Where
   */
  public static Variable where(Variable condition, Variable a, Variable b) {
    return a.tape().record(new Where(), condition, a, b);
  }

  /**
   * The value of x as a constant: gradients stop here. Nothing is copied or recorded.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   */
  public static Variable stopGradient(Variable x) {
    return x.tape().constant(x.value());
  }

  /**
   * {@code xᵀ}.
   *
   * @param x {@code [m, n]}
   * @return {@code [n, m]}
   * @see Transpose
   */
  public static Variable transpose(Variable x) {
    return x.tape().record(new Transpose(), x);
  }

  /**
   * The same elements, row after row, in other rows and columns.
   *
   * @param x {@code [m, n]}
   * @param rows rows of the result
   * @param columns columns of the result; {@code rows · columns = m · n}
   * @return {@code [rows, columns]}
   * @see Reshape
   */
  public static Variable reshape(Variable x, int rows, int columns) {
    return x.tape().record(new Reshape(rows, columns), x);
  }

  /**
   * Rows {@code from} to {@code to − 1}.
   *
   * @param x {@code [m, n]}
   * @param from first row, included
   * @param to last row, excluded
   * @return {@code [to − from, n]}
   * @see SliceRows
   */
  public static Variable sliceRows(Variable x, int from, int to) {
    return x.tape().record(new SliceRows(from, to), x);
  }

  /**
   * Columns {@code from} to {@code to − 1}.
   *
   * @param x {@code [m, n]}
   * @param from first column, included
   * @param to last column, excluded
   * @return {@code [m, to − from]}
   * @see SliceColumns
   */
  public static Variable sliceColumns(Variable x, int from, int to) {
    return x.tape().record(new SliceColumns(from, to), x);
  }

  /**
   * Matrices one below the other.
   *
   * @param x at least one, each {@code [mᵢ, n]}
   * @return {@code [Σ mᵢ, n]}
   * @see ConcatRows
   */
  public static Variable concatRows(Variable... x) {
    return tape("concatRows", x).record(new ConcatRows(), x);
  }

  /**
   * Matrices side by side.
   *
   * @param x at least one, each {@code [m, nᵢ]}
   * @return {@code [m, Σ nᵢ]}
   * @see ConcatColumns
   */
  public static Variable concatColumns(Variable... x) {
    return tape("concatColumns", x).record(new ConcatColumns(), x);
  }

  /**
   * Time steps one below the other: the storage of a sequence, in which row {@code t · batch + b}
   * is step t of example b.
   *
   * @param steps at least one, each {@code [batch, n]}
   * @return {@code [timesteps · batch, n]}
   * @see ConcatRows
   */
  public static Variable stackTime(List<Variable> steps) {
    Variable[] x = steps.toArray(Variable[]::new);
    Tape tape = tape("stackTime", x);
    for (Variable step : x) {
      Checks.sameShape("stackTime", step.shape(), x[0].shape());
    }
    return tape.record(new ConcatRows(), x);
  }

  /**
   * The time steps of a sequence, the reverse of {@link #stackTime}.
   *
   * @param x {@code [timesteps · batch, n]}
   * @param timesteps number of steps, positive
   * @return the steps, each {@code [batch, n]}
   * @see SliceRows
   */
  public static List<Variable> splitTime(Variable x, int timesteps) {
    Checks.positive("splitTime", "timesteps", timesteps);
    int rows = x.shape().rows();
    Checks.require(
        rows % timesteps == 0,
        "splitTime",
        x.shape() + " has " + rows + " rows; expected a multiple of timesteps " + timesteps + ".");
    int batch = rows / timesteps;
    return IntStream.range(0, timesteps)
        .mapToObj(t -> sliceRows(x, t * batch, (t + 1) * batch))
        .toList();
  }

  /**
   * Row {@code ids[i]} of the table, for each i: an embedding.
   *
   * @param table {@code [m, n]}
   * @param ids row numbers, each at least 0 and less than m; copied
   * @return {@code [ids.length, n]}
   * @see GatherRows
   */
  public static Variable gatherRows(Variable table, int... ids) {
    return table.tape().record(new GatherRows(ids), table);
  }

  private static Tape tape(String who, Variable... x) {
    Checks.require(x.length > 0, who, "no inputs; expected at least one.");
    return x[0].tape();
  }
}
