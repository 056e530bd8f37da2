package dev.rewind.autograd;

import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.MatrixPool;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The record of a computation, from which gradients are computed. A flat list: each op is appended
 * when it is computed, and {@link #gradients} goes through the list once, backwards.
 *
 * <pre>{@code
 * try (Tape tape = Tape.create()) {
 *   Variable x = tape.variable(3);
 *   Variable y = Ops.mul(x, Ops.tanh(x));
 *   double slope = tape.gradients(y).of(x).get(0, 0);
 * }
 * }</pre>
 *
 * <p><b>Ownership.</b> The tape owns the values of its ops, what they saved, and the gradients;
 * closing it gives their matrices back to the pool, after which they can not be read any more.
 * Matrices that went in by {@link #variable}, {@link #constant} or {@link #parameter} are not
 * copied and must not change until then.
 *
 * <p>One tape serves one thread.
 */
public final class Tape implements AutoCloseable {
  private final Kernels kernels;
  private final MatrixPool pool;
  private final List<TapeEntry> entries = new ArrayList<>(16); // enough for a small model
  private final List<DMatrixRMaj> owned = new ArrayList<>(32);
  private final List<GradientStore> stores = new ArrayList<>(1);
  private final TapeParameters parameters = new TapeParameters();
  private final OpCall call;
  private @Nullable NumericsCheck numerics;
  private int variables;
  private boolean open = true;

  private Tape(Kernels kernels, MatrixPool pool) {
    this.kernels = kernels;
    this.pool = pool;
    this.call = new OpCall(pool);
  }

  /**
   * An empty tape with the preferred kernels and a pool of its own.
   *
   * @return a new tape
   */
  public static Tape create() {
    return of(Kernels.preferred(), new MatrixPool());
  }

  /**
   * An empty tape.
   *
   * @param kernels what to compute with
   * @param pool where matrices come from and go back to; may serve one tape after the other
   * @return a new tape
   */
  public static Tape of(Kernels kernels, MatrixPool pool) {
    return new Tape(kernels, pool);
  }

  /**
   * Looks for numbers that are not finite: from now on this tape stops at the first value or
   * gradient that is NaN or infinite, and says which op gave it and {@linkplain #within where}. A
   * recurrent layer computes step by step then, so it is for finding an error, not for training.
   *
   * @return this tape, all of whose calls may throw a {@link NonFiniteException} now
   * @throws IllegalStateException if anything is on the tape already, or it is closed
   */
  public Tape debugNumerics() {
    requireOpen();
    TapeChecks.requireEmpty(variables);
    numerics = new NumericsCheck(kernels);
    return this;
  }

  /**
   * Whether this tape looks for numbers that are not finite.
   *
   * @return false unless {@link #debugNumerics} was called
   */
  public boolean isDebuggingNumerics() {
    return numerics != null;
  }

  /**
   * Computes a part of a model that has a name, by which {@link #debugNumerics} says where an op
   * was computed: a layer, a time step, a gate. Parts may lie within parts. While nothing is looked
   * for, this does nothing but compute.
   *
   * @param <T> what is computed
   * @param name a name for messages, such as {@code "gru"} or {@code "gate z"}
   * @param part records ops on this tape
   * @return what the part gave
   */
  public <T> T within(String name, Supplier<T> part) {
    return numerics != null ? numerics.within(Place.of(name), part) : part.get();
  }

  /**
   * Computes a part of a model whose rows are known to be samples or their time steps, see {@link
   * #within(String, Supplier)}.
   *
   * @param <T> what is computed
   * @param place its name, and what its rows are
   * @param part records ops on this tape
   * @return what the part gave
   */
  public <T> T within(Place place, Supplier<T> part) {
    return numerics != null ? numerics.within(place, part) : part.get();
  }

  /**
   * Puts in a value whose gradient is wanted.
   *
   * @param value any matrix; not copied, must not change until the tape is closed
   * @return its variable
   */
  public Variable variable(DMatrixRMaj value) {
    return put(value, true);
  }

  /**
   * Puts in a number whose gradient is wanted.
   *
   * @param value any number
   * @return a variable of shape [1, 1]
   */
  public Variable variable(double value) {
    return variable(new DMatrixRMaj(new double[][] {{value}}));
  }

  /**
   * Puts in a value that needs no gradient, such as data.
   *
   * @param value any matrix; not copied, must not change until the tape is closed
   * @return its variable
   */
  public Variable constant(DMatrixRMaj value) {
    return put(value, false);
  }

  /**
   * Puts in a number that needs no gradient.
   *
   * @param value any number
   * @return a constant of shape [1, 1]
   */
  public Variable constant(double value) {
    return constant(new DMatrixRMaj(new double[][] {{value}}));
  }

  /**
   * Puts in zeros that need no gradient, such as the state that a sequence begins with. Their
   * matrix is the tape's.
   *
   * @param rows number of rows
   * @param columns number of columns
   * @return a constant of shape [rows, columns]
   * @throws IllegalArgumentException if a number is negative
   * @throws IllegalStateException if the tape is closed
   */
  public Variable zeros(int rows, int columns) {
    return constant(rows, columns, zeros -> {});
  }

  /**
   * Puts in a value that needs no gradient and is computed here, such as the weights of a batch's
   * rows. Its matrix is the tape's, so that a training loop finds it in the pool again.
   *
   * @param rows number of rows
   * @param columns number of columns
   * @param fill writes the value into a matrix of zeros, which is not to be reshaped, nor kept
   * @return a constant of shape [rows, columns]
   * @throws IllegalArgumentException if a number is negative
   * @throws IllegalStateException if the tape is closed
   * @throws NonFiniteException if the value is not finite, with {@link #debugNumerics}
   */
  public Variable constant(int rows, int columns, Consumer<DMatrixRMaj> fill) {
    requireOpen();
    DMatrixRMaj value = own(pool.borrowZeros(new Shape(rows, columns)));
    fill.accept(value);
    return put(value, false);
  }

  /**
   * Puts in a parameter. However often it is used, it is one variable, and its gradient is the sum
   * over all uses.
   *
   * @param parameter a parameter; it must not be changed until the gradients are computed
   * @return its variable, the same one for each call on this tape
   */
  public Variable parameter(Parameter parameter) {
    requireOpen();
    return parameters.trained(parameter, p -> put(p, true));
  }

  /**
   * Puts in a parameter that needs no gradient, such as that of a frozen layer.
   *
   * @param parameter a parameter; it must not be changed until the gradients of others are computed
   * @return its variable, the same one for each call on this tape
   */
  public Variable constant(Parameter parameter) {
    requireOpen();
    return parameters.frozen(parameter, p -> put(p, false));
  }

  /**
   * Computes an op and remembers it. Ops of constants are computed but not remembered.
   *
   * @param op the op
   * @param inputs its inputs, all of this tape
   * @return its output
   * @throws IllegalArgumentException if the inputs do not fit the op or are of another tape
   * @throws IllegalStateException if the tape is closed
   * @throws NonFiniteException if it gives a number that is not finite, with {@link #debugNumerics}
   */
  public Variable record(Op op, Variable... inputs) {
    requireOpen();
    TapeChecks.requireArity(op, inputs.length);
    Shape[] shapes = new Shape[inputs.length];
    boolean needsGradient = false;
    for (int i = 0; i < inputs.length; i++) {
      shapes[i] = inputs[i].shape();
      TapeChecks.requireOn(this, op, i, inputs[i]);
      needsGradient |= inputs[i].needsGradient();
    }
    Shape shape = op.outputShape(shapes);
    DMatrixRMaj value = own(pool.borrow(shape));
    List<Variable> kept = List.of(inputs);
    op.forward(kernels, call.forward(op, kept, value));
    Saved saved = needsGradient ? call.takeSaved() : null;
    call.clear();
    for (Saved each = saved; each != null; each = each.before()) {
      own(each.matrix());
    }
    Variable output = add(value, shape, needsGradient);
    if (numerics != null) {
      numerics.look(op, kept, output);
    }
    if (needsGradient) {
      entries.add(new TapeEntry(op, kept, output, saved));
    }
    return output;
  }

  /**
   * Computes the gradients of a loss: one pass through the tape, backwards.
   *
   * <p>The gradient of an op's result is dropped as soon as it has been passed on, unless it is
   * asked for here.
   *
   * @param loss a single number, [1, 1]
   * @param also results of ops whose gradients are wanted beside those of parameters and variables,
   *     such as the state at each time step
   * @return the gradients; the tape owns their matrices
   * @throws IllegalArgumentException if the loss is not [1, 1] or depends on constants only, or a
   *     variable is on another tape
   * @throws IllegalStateException if the tape is closed or a parameter was changed since it was put
   *     in
   * @throws NonFiniteException if a gradient is not finite, with {@link #debugNumerics}
   */
  public Gradients gradients(Variable loss, Variable... also) {
    requireOpen();
    TapeChecks.requireLoss(this, loss);
    parameters.requireUnchanged();
    GradientStore store = new GradientStore(variables, pool);
    stores.add(store);
    for (Variable variable : also) {
      TapeChecks.requireOn(this, variable);
      store.retain(variable);
    }
    store.of(loss).set(0, 0, 1);
    for (int i = entries.size() - 1; i >= 0; i--) {
      TapeEntry entry = entries.get(i);
      if (store.reached(entry.output())) {
        Op op = entry.op();
        op.backward(
            kernels, call.backward(op, entry.inputs(), entry.output(), entry.saved(), store));
        call.clear();
        if (numerics != null) {
          numerics.look(i, entries, store, parameters);
        }
      }
      store.passedOn(entry.output());
    }
    return new Gradients(this, store, parameters.trained());
  }

  /**
   * The number of ops that are remembered.
   *
   * @return the length of the list
   */
  public int size() {
    return entries.size();
  }

  /**
   * The ops that are remembered, in the order in which they were computed.
   *
   * @return a copy of the list
   * @throws IllegalStateException if the tape is closed
   */
  public List<Op> ops() {
    requireOpen();
    return entries.stream().map(TapeEntry::op).toList();
  }

  /**
   * What is remembered, one line for each op: its number, its name, its inputs, and the shape of
   * its output. An input is {@code #3[4, 2]} if it is the output of op 3, {@code kernel[2, 6]} if
   * it is a parameter of that name, and otherwise a {@code Variable} or a {@code Constant}.
   *
   * <pre>
   * 0  matmul  Constant[4, 2]  gru/kernel[2, 6]  → [4, 6]
   * 1  add     #0[4, 6]  gru/bias[1, 6]          → [4, 6]
   * </pre>
   *
   * @return several lines of text, none if nothing is remembered
   * @throws IllegalStateException if the tape is closed
   */
  public String summary() {
    requireOpen();
    IdentityHashMap<Variable, String> names = new IdentityHashMap<>();
    parameters.byVariable().forEach((variable, p) -> names.put(variable, p.toString()));
    return TapeSummary.of(entries, names);
  }

  /**
   * Whether values can be read and ops recorded.
   *
   * @return false once the tape is closed
   */
  public boolean isOpen() {
    return open;
  }

  /** Gives all matrices of values and gradients back to the pool. Closing twice does nothing. */
  @Override
  public void close() {
    if (open) {
      open = false;
      call.clear();
      owned.forEach(pool::giveBack);
      stores.forEach(GradientStore::clear);
      owned.clear();
      stores.clear();
      entries.clear();
    }
  }

  /** A borrowed matrix that goes back when the tape is closed. */
  private DMatrixRMaj own(DMatrixRMaj matrix) {
    owned.add(matrix);
    return matrix;
  }

  void requireOpen() {
    if (!open) {
      throw new IllegalStateException(
          "Tape: it is closed, its values are gone. Copy what you need before closing it.");
    }
  }

  private Variable put(Parameter parameter, boolean needsGradient) {
    if (numerics != null) {
      numerics.look(parameter);
    }
    return add(parameter.value(), parameter.shape(), needsGradient);
  }

  private Variable put(DMatrixRMaj value, boolean needsGradient) {
    if (numerics != null) {
      numerics.look(value, needsGradient);
    }
    return add(value, Shape.of(value), needsGradient);
  }

  private Variable add(DMatrixRMaj value, Shape shape, boolean needsGradient) {
    requireOpen();
    return new Variable(this, variables++, value, shape, needsGradient);
  }

  /** What it is, and how long: {@code Tape(12 ops)}. */
  @Override
  public String toString() {
    return open ? "Tape(" + size() + " ops)" : "Tape(closed)";
  }
}
