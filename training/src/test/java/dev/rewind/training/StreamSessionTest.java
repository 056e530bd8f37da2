package dev.rewind.training;

import static dev.rewind.training.Streams.model;
import static dev.rewind.training.Streams.run;
import static dev.rewind.training.Streams.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.layers.BatchNormalization;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Dropout;
import dev.rewind.layers.Embedding;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.layers.rnn.GRUCell;
import dev.rewind.layers.rnn.LSTM;
import dev.rewind.layers.rnn.LSTMCell;
import dev.rewind.layers.rnn.RNN;
import dev.rewind.layers.rnn.SimpleRNN;
import dev.rewind.layers.rnn.StackedRNNCells;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** What a session remembers, what it costs, and that sessions do not know of each other. */
class StreamSessionTest {
  private static final DataShape FIVE = DataShape.sequence(5);

  private static final int ROUNDS = 100;
  private static final int STEPS = 5_000;

  /** What the measurement itself may leave, spread over the steps of a round. */
  private static final double BYTES = 1;

  private static Model stack() {
    return model(
        FIVE,
        LSTM.of(6).returnSequences(true),
        RNN.of(StackedRNNCells.of(GRUCell.of(3), LSTMCell.of(2))).returnSequences(true),
        Dropout.of(0.3),
        SimpleRNN.of(4).returnSequences(true),
        BatchNormalization.of(),
        GRU.of(5),
        Dense.of(2).activation(Activations.SOFTMAX));
  }

  @Test
  void goesOnFromItsStatesBitForBit() {
    ModelStream stream = stack().stream();
    StreamSession first = stream.open();
    run(first, steps(5, 1), 2);
    List<DMatrixRMaj> states = first.states();
    StreamSession second = stream.open();
    run(second, steps(5, 2), 2);
    second.restore(states);
    double[][] continued = run(first, steps(5, 3), 2);
    assertThat(run(second, steps(5, 3), 2)).isEqualTo(continued);
    first.restore(states);
    assertThat(run(first, steps(5, 3), 2)).isEqualTo(continued);
  }

  @Test
  void statesAreThoseOfTheLayersInOrder() {
    StreamSession session = stack().stream().open();
    assertThat(session.states().stream().map(state -> state.numCols))
        .containsExactly(6, 6, 3, 2, 2, 2, 4, 5);
    assertThat(session.states())
        .allMatch(state -> Arrays.equals(state.data, new double[state.numCols]));
    session.step(steps(5)[0], new double[2]);
    assertThat(session.states()).noneMatch(state -> state.data[0] == 0);
  }

  @Test
  void statesAreCopies() {
    StreamSession session = stack().stream().open();
    session.step(steps(5)[0], new double[2]);
    List<DMatrixRMaj> states = session.states();
    double kept = states.get(0).data[0];
    states.get(0).data[0] = 100;
    assertThat(session.states().get(0).data[0]).isEqualTo(kept);
    session.restore(states);
    states.get(0).data[0] = 200;
    assertThat(session.states().get(0).data[0]).isEqualTo(100);
  }

  @Test
  void beginsAnew() {
    StreamSession session = stack().stream().open();
    double[][] y = run(session, steps(5), 2);
    assertThat(run(session, steps(5), 2)).isNotEqualTo(y);
    session.reset();
    assertThat(run(session, steps(5), 2)).isEqualTo(y);
  }

  @Test
  void trainingDoesNotChangeAnOpenStream() {
    Model model = stack();
    ModelStream stream = model.stream();
    StreamSession old = stream.open();
    double[][] y = run(stream.open(), steps(5), 2);
    model.weights().forEach(weight -> weight.parameter().update(DMatrixRMaj::zero));
    assertThat(run(old, steps(5), 2)).isEqualTo(y);
    assertThat(run(stream.open(), steps(5), 2)).isEqualTo(y);
    assertThat(run(model.stream().open(), steps(5), 2)).isNotEqualTo(y);
  }

  @Test
  void anEmbeddingOfAnOpenStreamStays() {
    Model model = model(DataShape.sequence(1), Embedding.of(3, 2), GRU.of(3).resetAfter(false));
    StreamSession session = model.stream().open();
    double[][] x = {{2}, {1}};
    double[][] y = run(session, x, 3);
    model.weights().forEach(weight -> weight.parameter().update(DMatrixRMaj::zero));
    session.reset();
    assertThat(run(session, x, 3)).isEqualTo(y);
  }

  @Test
  void sessionsOnSeveralThreadsGiveWhatTheyGiveAlone() throws Exception {
    ModelStream stream = stack().stream();
    int sessions = 100;
    List<StreamSession> open = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      open.add(stream.open());
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<double[][]>> results = new ArrayList<>();
      for (int i = 0; i < sessions; i++) {
        StreamSession session = open.get(i);
        double[][] x = steps(5, i);
        results.add(threads.submit(() -> run(session, x, 2)));
      }
      for (int i = 0; i < sessions; i++) {
        assertThat(results.get(i).get()).isEqualTo(run(stream.open(), steps(5, i), 2));
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aStepAllocatesNothing() {
    assertAllocatesNothing(8, GRU.of(64), Dense.of(1));
    assertAllocatesNothing(
        5,
        Dense.of(7).activation(Activations.RELU),
        LSTM.of(6).returnSequences(true),
        Dropout.of(0.2),
        SimpleRNN.of(5).returnSequences(true),
        GRU.of(9).resetAfter(false),
        Dense.of(3).activation(Activations.SOFTMAX));
    assertAllocatesNothing(
        4,
        SimpleRNN.of(5),
        Dense.of(9).activation(Activations.LOG_SOFTMAX),
        Dense.of(3).activation(Activations.SPARSEMAX));
  }

  private static void assertAllocatesNothing(int features, LayerConfig... layers) {
    Model model = model(DataShape.sequence(features), layers);
    for (Kernels kernels : List.of(Kernels.portable(), Kernels.preferred())) {
      ModelStream stream = ModelStream.of(model.graph(), kernels);
      assertThat(stream.allocates()).isFalse();
      double bytes = bytesPerStep(stream, steps(features)[0]);
      assertThat(bytes).as("bytes per step, %s", kernels).isLessThan(BYTES);
    }
  }

  /** The least of some rounds: the compiler needs a while, and works when it likes to. */
  private static double bytesPerStep(ModelStream stream, double[] x) {
    StreamSession session = stream.open();
    double[] y = new double[stream.outputs()];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    double least = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS && least >= BYTES; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      repeat(session, x, y, STEPS);
      least = Math.min(least, (threads.getThreadAllocatedBytes(thread) - before) / (double) STEPS);
    }
    return least;
  }

  private static void repeat(StreamSession session, double[] x, double[] y, int times) {
    for (int i = 0; i < times; i++) {
      session.step(x, y);
    }
  }

  @Test
  void saysHowManyNumbersItWants() {
    ModelStream stream = model(FIVE, GRU.of(3), Dense.of(2)).stream();
    assertThat(stream).hasToString("ModelStream(5 features to 2)");
    assertThat(stream.open()).hasToString("StreamSession(5 features to 2, 1 state)");
    assertThatThrownBy(() -> stream.open().step(new double[4], new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "step: got 4 features and room for 2 outputs; expected 5 and 2."
                + " The stream's inputs() and outputs() say how many there are.");
    assertThatThrownBy(() -> stream.open().step(new double[5], new double[3]))
        .hasMessageContaining("room for 3 outputs; expected 5 and 2");
  }

  @Test
  void refusesStatesOfAnotherModel() {
    StreamSession session = model(FIVE, LSTM.of(3)).stream().open();
    double[][] before = {session.states().get(0).data, session.states().get(1).data};
    assertThatThrownBy(() -> session.restore(List.of(new DMatrixRMaj(1, 3))))
        .hasMessage(
            "restore: got 1 states; expected 2. Give those of a session of the same stream.");
    DMatrixRMaj ones = new DMatrixRMaj(new double[][] {{1, 1, 1}});
    assertThatThrownBy(() -> session.restore(List.of(ones, new DMatrixRMaj(1, 4))))
        .hasMessage("restore: state 1: shape [1, 4] does not fit; expected [1, 3].");
    assertThat(session.states().get(0).data).isEqualTo(before[0]);
  }

  @Test
  void refusesNumbersThatAnEmbeddingDoesNotKnow() {
    StreamSession session =
        model(DataShape.sequence(1), Embedding.of(3, 2), GRU.of(3)).stream().open();
    assertThatThrownBy(() -> session.step(new double[] {3}, new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "embedding: a step is 3.0; expected a whole number in [0, 3)."
                + " Raise inputDim, or check the vocabulary.");
  }
}
