package dev.rewind.training.data;

import dev.rewind.layers.DataShape;
import java.util.List;
import java.util.Optional;

/** Some samples of another data set, by their numbers. */
final class SubsetDataset implements Dataset {
  private final Dataset whole;
  private final int[] samples;

  SubsetDataset(Dataset whole, int... samples) {
    Samples.require("subset", whole.size(), samples);
    this.whole = whole;
    this.samples = samples.clone();
  }

  @Override
  public int size() {
    return samples.length;
  }

  @Override
  public DataShape inputShape() {
    return whole.inputShape();
  }

  @Override
  public List<DataShape> inputShapes() {
    return whole.inputShapes();
  }

  @Override
  public Optional<DataShape> targetShape() {
    return whole.targetShape();
  }

  @Override
  public List<DataShape> targetShapes() {
    return whole.targetShapes();
  }

  @Override
  public List<String> classNames() {
    return whole.classNames();
  }

  @Override
  public int timesteps(int number) {
    return whole.timesteps(inWhole(number)[0]);
  }

  @Override
  public List<BatchTarget> targetsOf(int... numbers) {
    return whole.targetsOf(inWhole(numbers));
  }

  @Override
  public Batch batch(int... numbers) {
    return whole.batch(inWhole(numbers));
  }

  private int[] inWhole(int... numbers) {
    Samples.require("subset", size(), numbers);
    int[] inWhole = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      inWhole[i] = samples[numbers[i]];
    }
    return inWhole;
  }

  @Override
  public String toString() {
    return samples.length + " samples of " + whole;
  }
}
