package dev.rewind.layers;

class AddTest implements MergeAnyNumberContract<Add> {

  @Override
  public Add plain() {
    return Add.of();
  }

  @Override
  public double expected(
      double a, double b, boolean real, boolean otherReal, boolean bothHaveMasks) {
    return a + b;
  }

  @Override
  public double ofTwoOneAndThree() {
    return 6;
  }
}
