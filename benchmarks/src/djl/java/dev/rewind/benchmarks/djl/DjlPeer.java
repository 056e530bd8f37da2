package dev.rewind.benchmarks.djl;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.GRU;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import dev.rewind.benchmarks.sidebyside.Server;
import dev.rewind.benchmarks.task.Size;
import java.io.IOException;

/** The process of {@link Djl}: time stands first, as in the layout that its GRU computes in. */
public final class DjlPeer implements AutoCloseable {
  private final Model model;
  private final Trainer trainer;
  private final NDArray inputs;
  private final NDArray targets;

  private DjlPeer(Size size) {
    model = Model.newInstance("gru");
    model.setBlock(block(size));
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.l2Loss()).optOptimizer(Adam.builder().build()));
    Shape shape = new Shape(size.timesteps(), size.batch(), size.features());
    trainer.initialize(shape);
    NDManager manager = trainer.getManager();
    inputs = manager.randomNormal(shape);
    targets = manager.randomNormal(new Shape(size.batch(), 1));
  }

  private static Block block(Size size) {
    return new SequentialBlock()
        .add(
            GRU.builder()
                .setNumLayers(1)
                .setStateSize(size.units())
                .optBatchFirst(false)
                .optReturnState(false)
                .build())
        .add(LambdaBlock.singleton(outputs -> outputs.get(size.timesteps() - 1)))
        .add(Linear.builder().setUnits(1).build());
  }

  /**
   * Serves the runner.
   *
   * @param arguments kind of work, size, number of threads
   */
  public static void main(String[] arguments) throws IOException {
    Size size = Size.parse(arguments[1]);
    try (DjlPeer peer = new DjlPeer(size)) {
      Engine engine = Engine.getInstance();
      String about =
          "DJL %s, %s %s, float32, %s threads"
              .formatted(
                  Engine.getDjlVersion(),
                  engine.getEngineName(),
                  engine.getVersion(),
                  arguments[2]);
      boolean training = arguments[0].equals("training");
      new Server(training ? peer::train : peer::predict).serve(peer.parameters(), about);
    } catch (ExceptionInInitializerError | UnsatisfiedLinkError | RuntimeException failure) {
      failure.printStackTrace();
      System.out.println("missing " + failure);
    }
  }

  private long parameters() {
    return model.getBlock().getParameters().values().stream()
        .mapToLong(parameter -> parameter.getArray().size())
        .sum();
  }

  /** What is computed belongs to the manager of the step, and goes with it. */
  private void train() {
    try (NDManager step = trainer.getManager().newSubManager()) {
      inputs.tempAttach(step);
      targets.tempAttach(step);
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList outputs = trainer.forward(new NDList(inputs));
        collector.backward(trainer.getLoss().evaluate(new NDList(targets), outputs));
      }
      trainer.step();
    }
  }

  private void predict() {
    try (NDManager step = trainer.getManager().newSubManager()) {
      inputs.tempAttach(step);
      trainer.evaluate(new NDList(inputs));
    }
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
