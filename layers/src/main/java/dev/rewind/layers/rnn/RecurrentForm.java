package dev.rewind.layers.rnn;

import dev.rewind.core.options.Options;
import dev.rewind.layers.StreamRow;

/**
 * How a recurrent layer goes through a sequence and what it gives.
 *
 * @param returnSequences all outputs, or the last one only
 * @param goBackwards from the end to the start; the outputs stay in the order of processing
 * @param zeroOutputForMask the output of a masked step is 0, not the output before
 */
record RecurrentForm(boolean returnSequences, boolean goBackwards, boolean zeroOutputForMask) {

  static RecurrentForm of(Options options) {
    return new RecurrentForm(
        options.get(RecurrentOptions.RETURN_SEQUENCES),
        options.get(RecurrentOptions.GO_BACKWARDS),
        options.get(RecurrentOptions.ZERO_OUTPUT_FOR_MASK));
  }

  /** The time step that is processed as number i. */
  int timestep(int i, int timesteps) {
    return goBackwards ? timesteps - 1 - i : i;
  }

  /** What a layer gives at a step of a stream: the newest output, if nothing else is wanted. */
  void give(StreamRow newest, StreamRow input, StreamRow output) {
    if (input.isValid() || !zeroOutputForMask) {
      output.copyFrom(newest);
    } else {
      output.clear();
    }
    output.setValid(!returnSequences || input.isValid());
  }
}
