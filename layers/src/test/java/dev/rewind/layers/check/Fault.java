package dev.rewind.layers.check;

/** What can be wrong with {@link BrokenLayer}, and what is to be said about it. */
enum Fault {
  NONE("", ""),
  LOST_OPTION("configuration", "option use_bias is true after reading back; expected false\\."),
  NOT_PLAIN("configuration", "use_bias is written as Fault NOT_PLAIN; expected a plain value\\."),
  CLASS_NAME("plain form", "class_name is Other; expected Broken\\."),
  SHAPE(
      "shapes",
      "outputShapes announces \\[\\(None, 4, 3\\)\\], but the call gives \\[\\(None, 4, 2\\)\\]\\."),
  LENGTH(
      "shapes",
      "outputShapes announces \\[\\(None, None, 3\\)\\] before the length is known, but the call gives"
          + " \\[\\(None, 4, 2\\)\\]\\."),
  LAYER_NAME("shapes", "the layer's name is wrong; expected layer as it was built\\."),
  CONFIG("shapes", "config\\(\\) is BrokenLayer\\[.*; expected BrokenLayer\\[.*"),
  SAMPLES("shapes", "a result has 3 samples; expected 4\\."),
  TWO_FORMS(
      "shapes", "call with one sequence, compared with a list of it: the result\\[0, 0\\] .*"),
  MIXED_ROWS("row by row", "isRowWise\\(\\) is true, but row 0 by itself gives another result:.*"),
  MIXED_STEPS(
      "step by step",
      "isStepwise\\(\\) is true, but step 0 of sample 0 by itself gives another result:.*"),
  ACCIDENT("other features", "threw ArrayIndexOutOfBoundsException: 4"),
  MASK_SIZE(
      "masks",
      "threw IllegalArgumentException: Sequence: mask is for 4 samples × 4 steps; expected 4 × 3\\."),
  ALL_MASKED("masks", "the result of masked samples has numbers that are not finite: sum NaN\\."),
  MASK_COUNTS(
      "masks", "a mask without holes, compared with none, changes the result:\\[0, 0\\] .*"),
  MASKED_GRADIENT(
      "masks",
      "with masked samples, the gradient of input 0 has numbers that are not finite: sum NaN\\."),
  PADDING(
      "padding",
      "values under the mask change the result at step 0 of sample 1: .*; expected .*\\."),
  SAME_NAMES("weights", "two weights have the name layer/kernel\\."),
  FOREIGN_NAME(
      "weights", "a weight has the name other/kernel; expected layer/…, after the layer's name\\."),
  NEW_WEIGHTS("weights", "weights\\(\\) gives other parameters when asked again: .*; expected .*"),
  SHARED("weights", "layer/kernel is shared by two layers that were built from one description\\."),
  UNLISTED(
      "listed",
      "a call puts layer/bias on the tape, which is not in weights\\(\\); they are"
          + " \\[layer/kernel\\]\\. An optimizer can not train it, and it is not saved: list it\\."),
  NUMBER("seeds", "a layer has [12] weights, and built again [12]\\."),
  OWN_NUMBERS("seeds", "equal seeds give different weights: two/kernel\\[0, 0\\] is .*"),
  FIXED_SEED("seeds", "another seed gives equal weights, though numbers are drawn\\."),
  STILL_TRAINED("frozen", "layer/kernel is trainable though the layer has trainable=false\\."),
  NEVER_FROZEN(
      "frozen",
      "a frozen layer puts a parameter on the tape: its result needs a gradient though its inputs"
          + " are constants\\. Use context\\.use\\(weight\\)\\."),
  GRADIENT("gradients", "input 0\\[.*\\]: analytic .*, numeric .*, relative error .*"),
  FUSED(
      "fused", "with unroll=false, compared with unroll=true: result 0\\[.*\\] is .*; expected .*"),
  FUSED_WITHOUT_DROPOUT(
      "fused", "with unroll=false, compared with unroll=true: result 0\\[.*\\] is .*; expected .*"),
  UPHILL("descent", "no step of 0\\.1 or less against the gradient lowers the loss of .*"),
  REMEMBERED("calls", "the same call gives another result after others: result 0\\[.*"),
  WORN("calls", "a call outside of training changes layer/kernel\\[0, 0\\] is .*; expected .*"),
  DECAYED("calls", "a call in training changes layer/kernel\\[0, 0\\] is .*; expected .*"),
  WRITTEN("calls", "a call changes its input 0\\[0, 0\\] is 7\\.0; expected .*"),
  UNLISTED_STREAM(
      "streams",
      "a call in training gives another result after the 0 of randomStreams\\(\\) were restored:"
          + " result 0\\[.*\\] is .*; expected .*"),
  INFINITE_WITHIN(
      "numerics",
      "threw NonFiniteException: debugNumerics: log gave -Infinity at \\[0, 0\\] going forward; .*"),
  DEBUGGED(
      "numerics",
      "with debugNumerics, compared with a call without: result 0\\[.*\\] is .*; expected .*");

  private final String clause;
  private final String sentence;

  Fault(String clause, String sentence) {
    this.clause = clause;
    this.sentence = sentence;
  }

  String clause() {
    return clause;
  }

  String sentence() {
    return sentence;
  }
}
