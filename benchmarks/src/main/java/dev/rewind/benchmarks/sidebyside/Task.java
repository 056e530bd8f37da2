package dev.rewind.benchmarks.sidebyside;

import dev.rewind.benchmarks.task.Size;
import java.util.List;

/**
 * What all contenders do alike.
 *
 * @param work what a step is
 * @param size of model and batch
 * @param threads that each may use
 */
record Task(Work work, Size size, int threads) {

  /** As arguments of a peer's process: {@code training 32x50x16x32 2}. */
  List<String> arguments() {
    return List.of(work.toString(), size.toString(), Integer.toString(threads));
  }

  /** Reads {@link #arguments}. */
  static Task parse(List<String> arguments) {
    if (arguments.size() != 3) {
      throw new IllegalArgumentException(
          "Task: got %s; expected WORK SIZE THREADS, such as training 32x50x16x32 2."
              .formatted(arguments));
    }
    return new Task(
        Work.parse(arguments.get(0)),
        Size.parse(arguments.get(1)),
        Integer.parseInt(arguments.get(2)));
  }

  @Override
  public String toString() {
    return work + " " + size;
  }
}
