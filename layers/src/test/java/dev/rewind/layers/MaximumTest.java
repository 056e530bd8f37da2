package dev.rewind.layers;

class MaximumTest implements MergeAnyNumberContract<Maximum> {

  @Override
  public Maximum plain() {
    return Maximum.of();
  }

  @Override
  public double expected(
      double a, double b, boolean real, boolean otherReal, boolean bothHaveMasks) {
    return real && otherReal ? Math.max(a, b) : real || !otherReal ? a : b;
  }

  @Override
  public double ofTwoOneAndThree() {
    return 3;
  }
}
