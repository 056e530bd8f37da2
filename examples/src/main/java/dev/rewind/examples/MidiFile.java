package dev.rewind.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;

/** Writes a chorale as a file that a player of music can play. */
final class MidiFile {
  static final int TICKS_PER_QUARTER = 480;
  static final int MICROSECONDS_PER_QUARTER = 750_000; // 80 quarter notes per minute

  private static final int ONE_TRACK = 0; // the type of a file
  private static final int SET_TEMPO = 0x51;
  private static final int CHANNEL = 0;
  private static final int CHURCH_ORGAN = 19;
  private static final int VELOCITY = 80;

  private MidiFile() {}

  static void write(Chorale chorale, Path file) throws IOException, InvalidMidiDataException {
    Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    MidiSystem.write(sequence(chorale), ONE_TRACK, file.toFile());
  }

  /** A note that sounds in several chords on end is struck once and held. */
  private static Sequence sequence(Chorale chorale) throws InvalidMidiDataException {
    Sequence sequence = new Sequence(Sequence.PPQ, TICKS_PER_QUARTER);
    Track track = sequence.createTrack();
    byte[] tempo = {
      (byte) (MICROSECONDS_PER_QUARTER >> 16),
      (byte) (MICROSECONDS_PER_QUARTER >> 8),
      (byte) MICROSECONDS_PER_QUARTER
    };
    track.add(new MidiEvent(new MetaMessage(SET_TEMPO, tempo, tempo.length), 0));
    add(track, ShortMessage.PROGRAM_CHANGE, CHURCH_ORGAN, 0, 0);
    List<Integer> before = List.of();
    for (int step = 0; step < chorale.steps(); step++) {
      List<Integer> now = chorale.chords().get(step);
      change(track, step, before, now);
      before = now;
    }
    change(track, chorale.steps(), before, List.of());
    return sequence;
  }

  /** Lets go of the notes that are over, and strikes the new ones. */
  private static void change(Track track, int step, List<Integer> before, List<Integer> now)
      throws InvalidMidiDataException {
    long tick = (long) step * TICKS_PER_QUARTER;
    for (int note : before) {
      if (!now.contains(note)) {
        add(track, ShortMessage.NOTE_OFF, note, 0, tick);
      }
    }
    for (int note : now) {
      if (!before.contains(note)) {
        add(track, ShortMessage.NOTE_ON, note, VELOCITY, tick);
      }
    }
  }

  private static void add(Track track, int command, int first, int second, long tick)
      throws InvalidMidiDataException {
    track.add(new MidiEvent(new ShortMessage(command, CHANNEL, first, second), tick));
  }
}
