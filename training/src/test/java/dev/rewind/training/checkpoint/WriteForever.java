package dev.rewind.training.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/** A process that writes one of two checkpoints after the other until it is killed. */
final class WriteForever {
  private static final int SIZE = 120;

  private WriteForever() {}

  /** The checkpoint that is written at a turn. */
  static Snapshot at(int turn) {
    DMatrixRMaj matrix = new DMatrixRMaj(SIZE, SIZE);
    Arrays.setAll(matrix.data, i -> Math.sin(i + (turn % 2) * 0.5));
    return new Snapshot.Builder().put("w", matrix).put("turn", turn % 2).build();
  }

  /** Says on standard output how many are written. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    Snapshot[] both = {at(0), at(1)};
    for (int turn = 0; ; turn++) {
      Checkpoint.write(file, both[turn % 2]);
      System.out.println(turn + 1);
    }
  }
}
