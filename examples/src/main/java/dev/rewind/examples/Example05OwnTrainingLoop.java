package dev.rewind.examples;

import static dev.rewind.autograd.ops.Ops.add;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.DropoutSource;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.layers.constraints.MaxNorm;
import dev.rewind.layers.regularizers.L2;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.optimizers.Adam;
import dev.rewind.optimizers.Optimizer;
import dev.rewind.training.Model;
import dev.rewind.training.Sequential;
import dev.rewind.training.data.Batch;
import dev.rewind.training.losses.Loss;
import dev.rewind.training.losses.MeanSquaredError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;

/**
 * A training loop of one's own, beside {@code model.trainOnBatch}, which is what {@code fit} does
 * with each batch: the same losses, digit by digit. A GRU learns the mean of six numbers.
 *
 * <p>All that training does to a model stands in {@link #trainByHand}: nothing is added behind its
 * back. The model has a penalty on each of its kernels and on the output of its GRU, dropout and a
 * constraint, so that each line there is needed. With none of them, the lines marked with a star
 * can go.
 */
public final class Example05OwnTrainingLoop {
  private static final int TIMESTEPS = 6;
  private static final int BATCH_SIZE = 16;
  private static final int STEPS = 200;
  private static final Adam ADAM = Adam.of().learningRate(0.01).clipnorm(1);
  private static final Loss LOSS = MeanSquaredError.of();

  private Example05OwnTrainingLoop() {}

  public static void main(String[] args) {
    RandomSource random = RandomSource.of(1);
    List<Batch> batches = Stream.generate(() -> batch(random)).limit(STEPS).toList();

    List<Double> byHand = trainByHand(model(), batches, RandomSource.of(3));
    List<Double> byModel = trainByModel(model(), batches, RandomSource.of(3));

    System.out.println("step  loss of one's own loop  loss of trainOnBatch");
    for (int step = 0; step < STEPS; step += 20) {
      print(step, byHand.get(step), byModel.get(step));
    }
    print(STEPS - 1, byHand.get(STEPS - 1), byModel.get(STEPS - 1));
    System.out.println("The same in all steps: " + byHand.equals(byModel));
  }

  /** Trains, and returns the loss before each update. */
  static List<Double> trainByHand(Model model, List<Batch> batches, RandomSource random) {
    List<Double> losses = new ArrayList<>();
    Optimizer optimizer = ADAM.build(model.weights().stream().map(Weight::parameter).toList());
    for (Batch batch : batches) {
      try (Tape tape = Tape.create()) { // each batch has its tape, whose memory close gives back
        CallContext context = CallContext.training(tape, random); // dropout is drawn from random
        Sequence output = model.call(context, batch.sequence(tape));
        Variable loss = LOSS.call(batch.targets(), output);
        for (Variable penalty : penalties(model, context)) { // *
          loss = add(loss, penalty);
        }
        losses.add(loss.scalar());
        optimizer.apply(tape.gradients(loss));
      }
      model.weights().forEach(Weight::constrain); // *
    }
    return losses;
  }

  /** The penalties of the weights, and those that layers added while they were called. */
  private static List<Variable> penalties(Model model, CallContext context) {
    List<Variable> penalties = new ArrayList<>();
    for (Weight weight : model.weights()) {
      weight.regularizer().ifPresent(rule -> penalties.add(rule.penalty(context.use(weight))));
    }
    penalties.addAll(context.losses());
    return penalties;
  }

  /** The same in one call. Dropout is drawn from the given source, not from the model's own. */
  static List<Double> trainByModel(Model model, List<Batch> batches, RandomSource random) {
    model.compile(ADAM, LOSS);
    DropoutSource dropout = DropoutSource.random(random);
    return batches.stream()
        .map(batch -> model.trainOnBatch(batch, dropout))
        .map(scores -> Objects.requireNonNull(scores.get("loss")))
        .toList();
  }

  /** The same model each time. */
  static Model model() {
    L2 l2 = L2.of(1e-3);
    GRU gru = GRU.of(12).recurrentDropout(0.1).kernelRegularizer(l2).activityRegularizer(l2);
    Dense dense = Dense.of(1).kernelRegularizer(l2).kernelConstraint(MaxNorm.of(1));
    return Sequential.of(DataShape.sequence(1), gru, dense).build(RandomSource.of(2));
  }

  /** Sequences of numbers in [0, 1), and their means. */
  static Batch batch(RandomSource random) {
    DMatrixRMaj numbers = random.fillUniform(0, 1, new DMatrixRMaj(TIMESTEPS * BATCH_SIZE, 1));
    DMatrixRMaj means = new DMatrixRMaj(BATCH_SIZE, 1);
    for (int row = 0; row < numbers.numRows; row++) { // row = t · BATCH_SIZE + sample
      means.add(row % BATCH_SIZE, 0, numbers.get(row, 0) / TIMESTEPS);
    }
    return Batch.ofSequences(numbers, TIMESTEPS, Optional.empty()).withTargets(means);
  }

  private static void print(int step, double byHand, double byModel) {
    System.out.printf(Locale.ROOT, "%4d  %-22s  %s%n", step, byHand, byModel);
  }
}
