package dev.rewind.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.StandardOutput;
import dev.rewind.core.RandomSource;
import dev.rewind.training.Model;
import dev.rewind.training.Predictions;
import dev.rewind.training.data.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of the chorales' example; its whole training takes too long to be a test. */
class JsbChoralesTest {
  /** Sums of some hundred thousand terms, added in another order. */
  private static final double ROUNDING = 1e-9;

  private static Model untrained() {
    return JsbChorales.build(1, 1, 1);
  }

  @Test
  void everyPartOfTheDataIsThere() throws Exception {
    assertThat(Chorale.read("train")).hasSize(229);
    assertThat(Chorale.read("valid")).hasSize(76);
    assertThat(Chorale.read("test")).hasSize(77);
    assertThat(steps("train")).isEqualTo(13_807);
    assertThat(steps("valid")).isEqualTo(4_602);
    assertThat(steps("test")).isEqualTo(4_725);
    assertThat(Chorale.read("train").get(0).chords())
        .startsWith(List.of(60, 72, 79, 88), List.of(72, 79, 88), List.of(67, 70, 76, 84));
  }

  private static int steps(String part) throws Exception {
    return Chorale.read(part).stream().mapToInt(Chorale::steps).sum();
  }

  @Test
  void rollHasOneRowPerChord() {
    Chorale chorale = Chorale.parse("21,108 - 60");
    assertThat(chorale.chords()).containsExactly(List.of(21, 108), List.of(), List.of(60));

    double[][] roll = new double[3][88];
    roll[0][0] = 1;
    roll[0][87] = 1;
    roll[2][39] = 1;
    assertThat(chorale.roll()).isDeepEqualTo(roll);
  }

  @Test
  void listenerHearsTheStepBefore() {
    double[][] heard = new double[3][100];
    for (int column : List.of(0, 27, 39, 88, 97)) { // A, C and C; 9 and 0 of the pitch classes
      heard[1][column] = 1;
    }
    assertThat(Chorale.parse("21,48,60 - 60").heard()).isDeepEqualTo(heard);
  }

  @Test
  void noteThatNoPianoHasIsRefused() {
    for (String note : List.of("20", "109")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Chorale.parse("60 61," + note))
          .withMessage("Chorale: got note %s; expected MIDI numbers in [21, 108].", note);
    }
  }

  @Test
  void scoreIsTheMeanOverAllStepsOfAllChorales() throws Exception {
    List<Chorale> chorales = Chorale.read("test");
    Model model = untrained();
    Predictions logits = model.predict(JsbChorales.dataset(chorales));
    double nats = 0;
    for (int i = 0; i < chorales.size(); i++) {
      nats += nats(chorales.get(i).roll(), logits.sample(i));
    }
    assertThat(JsbChorales.score(model, JsbChorales.dataset(chorales)))
        .isCloseTo(nats / steps("test"), within(ROUNDING));
  }

  private static double nats(double[][] roll, DMatrixRMaj logits) {
    double nats = 0;
    for (int step = 0; step < roll.length; step++) {
      for (int key = 0; key < Chorale.KEYS; key++) {
        double sounds = 1 / (1 + Math.exp(-logits.get(step, key)));
        nats -= Math.log(roll[step][key] == 1 ? sounds : 1 - sounds);
      }
    }
    return nats;
  }

  @Test
  void fewEpochsTeachALot() throws Exception {
    Dataset train = JsbChorales.dataset(Chorale.read("train").subList(0, 100));
    Dataset valid = JsbChorales.dataset(Chorale.read("valid").subList(0, 20));
    Model model = JsbChorales.build(1, train.size(), 3);
    assertThat(JsbChorales.score(model, valid)).as("before training").isGreaterThan(14);

    JsbChorales.Best best = train(model, train, valid, 3);
    assertThat(best.score()).isLessThan(10).isEqualTo(JsbChorales.score(model, valid));
  }

  @Test
  void weightsOfTheBestEpochAreKept() throws Exception {
    Dataset one = JsbChorales.dataset(Chorale.read("train").subList(0, 1));
    Dataset others = JsbChorales.dataset(Chorale.read("valid").subList(0, 5));
    Model model = JsbChorales.build(1, one.size(), 60);
    JsbChorales.Best best = train(model, one, others, 60);
    assertThat(best.epoch()).as("before it is known by heart").isBetween(2, 59);
    assertThat(JsbChorales.score(model, others)).isEqualTo(best.score());
  }

  /** Trains, and prints nothing. */
  private static JsbChorales.Best train(Model model, Dataset train, Dataset valid, int epochs)
      throws Exception {
    List<JsbChorales.Best> best = new ArrayList<>();
    StandardOutput.of(() -> best.add(JsbChorales.train(model, train, valid, epochs)));
    return best.get(0);
  }

  @Test
  void composerGoesOnWithThreeOrFourNotesThatDoNotRub() throws Exception {
    Chorale begun = Chorale.read("test").get(0).first(4);
    Model model = untrained();
    Chorale chorale = new Composer(model, RandomSource.of(1)).goOn(begun, 30);
    assertThat(chorale.steps()).isEqualTo(34);
    assertThat(chorale.first(4)).isEqualTo(begun);
    assertThat(chorale.chords().subList(4, 34))
        .allMatch(chord -> chord.size() == 3 || chord.size() == 4)
        .allMatch(chord -> chord.stream().noneMatch(note -> chord.contains(note + 1)))
        .allMatch(chord -> chord.stream().sorted().distinct().toList().equals(chord));

    assertThat(new Composer(model, RandomSource.of(1)).goOn(begun, 30)).isEqualTo(chorale);
    assertThat(new Composer(model, RandomSource.of(2)).goOn(begun, 30)).isNotEqualTo(chorale);
  }

  @Test
  void midiFileHoldsNotesThatGoOn(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("music").resolve("chorale.mid");
    MidiFile.write(Chorale.parse("48,60,108 48,62 - 21,48 48"), file);

    Sequence sequence = MidiSystem.getSequence(file.toFile());
    assertThat(sequence.getDivisionType()).isEqualTo(Sequence.PPQ);
    assertThat(sequence.getTickLength()).isEqualTo(5L * sequence.getResolution());
    assertThat(sequence.getMicrosecondLength()).as("at 80 per minute").isEqualTo(5 * 750_000);
    assertThat(notes(sequence))
        .containsExactly(
            "on 48 at 0",
            "on 60 at 0",
            "on 108 at 0",
            "off 60 at 1",
            "off 108 at 1",
            "on 62 at 1",
            "off 48 at 2",
            "off 62 at 2",
            "on 21 at 3",
            "on 48 at 3",
            "off 21 at 4",
            "off 48 at 5");
  }

  private static List<String> notes(Sequence sequence) {
    Track track = sequence.getTracks()[0];
    return IntStream.range(0, track.size())
        .mapToObj(track::get)
        .filter(event -> event.getMessage() instanceof ShortMessage)
        .filter(event -> !isProgram(event))
        .map(event -> note(event, sequence.getResolution()))
        .toList();
  }

  private static boolean isProgram(MidiEvent event) {
    return ((ShortMessage) event.getMessage()).getCommand() == ShortMessage.PROGRAM_CHANGE;
  }

  private static String note(MidiEvent event, int quarter) {
    ShortMessage message = (ShortMessage) event.getMessage();
    String what = message.getCommand() == ShortMessage.NOTE_ON ? "on " : "off ";
    return what + message.getData1() + " at " + event.getTick() / quarter;
  }
}
