package dev.rewind.layers;

class AverageTest implements MergeAnyNumberContract<Average> {

  @Override
  public Average plain() {
    return Average.of();
  }

  @Override
  public double expected(
      double a, double b, boolean real, boolean otherReal, boolean bothHaveMasks) {
    return (a + b) / 2;
  }

  @Override
  public double ofTwoOneAndThree() {
    return 2;
  }
}
