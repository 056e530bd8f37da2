package dev.rewind.layers;

class MinimumTest implements MergeAnyNumberContract<Minimum> {

  @Override
  public Minimum plain() {
    return Minimum.of();
  }

  @Override
  public double expected(
      double a, double b, boolean real, boolean otherReal, boolean bothHaveMasks) {
    return real && otherReal ? Math.min(a, b) : real || !otherReal ? a : b;
  }

  @Override
  public double ofTwoOneAndThree() {
    return 1;
  }
}
