package dev.rewind.layers;

/**
 * Gives on what it gets.
 *
 * @param features how many
 */
record IdentityStream(int features) implements LayerStream {

  @Override
  public boolean allocates() {
    return false;
  }

  @Override
  public StreamStep open(StreamRow input) {
    return new Step(input);
  }

  private record Step(StreamRow output) implements StreamStep {
    @Override
    public void run() {
      // the input is the output
    }
  }
}
