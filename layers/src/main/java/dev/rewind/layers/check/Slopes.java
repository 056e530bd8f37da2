package dev.rewind.layers.check;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.sum;

import dev.rewind.autograd.Gradients;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Layer;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.layers.check.Subject.Validity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;

/**
 * A call with all that follows from it.
 *
 * @param loss the results, weighted with random numbers, and the layer's penalties
 * @param results the results
 * @param gradients of the loss, for every input and every trainable weight, by name
 * @param masks the shapes of the dropout masks that were asked for, in this order
 */
record Slopes(
    double loss, List<DMatrixRMaj> results, Map<String, DMatrixRMaj> gradients, List<Shape> masks) {

  /** A call in training. */
  static Slopes of(Subject subject, Layer layer, Optional<Validity> validity) {
    return onTape(Tape.create(), subject, layer, validity);
  }

  /** A call in training, on a tape that stops at numbers that are not finite. */
  static Slopes debugged(Subject subject, Layer layer, Optional<Validity> validity) {
    return onTape(Tape.create().debugNumerics(), subject, layer, validity);
  }

  private static Slopes onTape(
      Tape tape, Subject subject, Layer layer, Optional<Validity> validity) {
    SharedStream dropout = new SharedStream(RandomSource.of(subject.seed()));
    return of(tape, subject, layer, validity, dropout, t -> Subject.training(t, dropout));
  }

  /** A call outside of training. */
  static Slopes withoutDropout(Subject subject, Layer layer, Optional<Validity> validity) {
    SharedStream none = new SharedStream(RandomSource.of(subject.seed()));
    return of(Tape.create(), subject, layer, validity, none, CallContext::inference);
  }

  private static Slopes of(
      Tape empty,
      Subject subject,
      Layer layer,
      Optional<Validity> validity,
      SharedStream dropout,
      Function<Tape, CallContext> call) {
    try (Tape tape = empty) {
      CallContext context = call.apply(tape);
      List<Variable> inputs = subject.inputs(0).stream().map(tape::variable).toList();
      List<Sequence> results = subject.call(layer, context, subject.sequences(inputs, validity));
      Variable loss = loss(subject, context, results);
      List<DMatrixRMaj> values = results.stream().map(r -> r.values().value().copy()).toList();
      if (!loss.needsGradient()) {
        return new Slopes(loss.scalar(), values, Map.of(), dropout.masks());
      }
      Gradients gradients = tape.gradients(loss, inputs.toArray(Variable[]::new));
      Map<String, DMatrixRMaj> byName = new LinkedHashMap<>();
      for (int i = 0; i < inputs.size() && subject.inputsHaveGradients(); i++) {
        byName.put("the gradient of input " + i, gradients.of(inputs.get(i)).copy());
      }
      for (Weight weight : trained(layer)) {
        if (gradients.has(weight.parameter())) {
          byName.put(
              "the gradient of " + weight.parameter().name(),
              gradients.of(weight.parameter()).copy());
        }
      }
      return new Slopes(loss.scalar(), values, byName, dropout.masks());
    }
  }

  static List<Weight> trained(Layer layer) {
    return layer.weights().stream().filter(Weight::trainable).toList();
  }

  /** A number that everything in the results counts in, each element differently. */
  static Variable loss(Subject subject, CallContext context, List<Sequence> results) {
    RandomSource random = RandomSource.of(subject.seed());
    List<Variable> terms = new ArrayList<>();
    for (Sequence result : results) {
      Variable y = result.values();
      DMatrixRMaj weights = new DMatrixRMaj(y.shape().rows(), y.shape().columns());
      random.fillGaussian(0, 1, weights);
      terms.add(sum(mul(y, context.tape().constant(weights))));
    }
    terms.addAll(context.losses());
    Variable loss = context.tape().constant(0);
    for (Variable term : terms) {
      loss = add(loss, term);
    }
    return loss;
  }
}
