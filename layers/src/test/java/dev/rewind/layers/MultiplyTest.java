package dev.rewind.layers;

class MultiplyTest implements MergeAnyNumberContract<Multiply> {

  @Override
  public Multiply plain() {
    return Multiply.of();
  }

  @Override
  public double expected(
      double a, double b, boolean real, boolean otherReal, boolean bothHaveMasks) {
    return bothHaveMasks && !real && !otherReal ? 0 : (real ? a : 1) * (otherReal ? b : 1);
  }

  @Override
  public double ofTwoOneAndThree() {
    return 6;
  }
}
