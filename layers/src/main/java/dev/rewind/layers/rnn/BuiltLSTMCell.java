package dev.rewind.layers.rnn;

import dev.rewind.autograd.Op;
import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Weight;
import dev.rewind.layers.WeightMaker;
import dev.rewind.layers.initializers.Initializer;
import dev.rewind.layers.initializers.Ones;
import dev.rewind.layers.rnn.fused.LSTMSequence;
import dev.rewind.layers.rnn.fused.SequenceSteps;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** An LSTM cell with its weights. */
final class BuiltLSTMCell extends GatedCell<LSTMCell> {
  private static final int GATES = LSTMSteps.GATES.size();

  BuiltLSTMCell(String name, LSTMCell config, int features, RandomSource random) {
    super(
        name,
        config,
        features,
        LSTMSteps.GATES,
        random,
        maker -> makeBias(maker, config, random),
        false);
  }

  private static Weight makeBias(WeightMaker maker, LSTMCell config, RandomSource random) {
    int columns = GATES * config.units();
    return config.unitForgetBias()
        ? maker.make(
            LSTMCell.BIAS, "bias", TensorShape.of(columns), withUnitForgetBias(config, random))
        : maker.make(LSTMCell.BIAS, "bias", columns);
  }

  /** {@code [start(units) | ones | start(2·units)]}: Keras asks the initializer for each part. */
  private static DMatrixRMaj withUnitForgetBias(LSTMCell config, RandomSource random) {
    int units = config.units();
    Initializer start = config.biasInitializer();
    DMatrixRMaj bias = new DMatrixRMaj(1, GATES * units);
    CommonOps_DDRM.insert(start.create(TensorShape.of(units), random), bias, 0, 0);
    CommonOps_DDRM.insert(Ones.of().create(TensorShape.of(units), random), bias, 0, units);
    CommonOps_DDRM.insert(start.create(TensorShape.of(2 * units), random), bias, 0, 2 * units);
    return bias;
  }

  @Override
  protected Steps begin(CallContext context, DropoutMasks masks) {
    List<List<String>> gates = gatesByProduct(context);
    return new LSTMSteps(
        cutKernel(context, gates, bias(context), masks.input()),
        cutRecurrentKernel(context, gates, Optional.empty(), masks.recurrent()),
        config().recurrentActivation(),
        config().activation());
  }

  @Override
  Op sequence(CallContext context, DropoutMasks masks, SequenceSteps steps) {
    return new LSTMSequence(steps, masks.matrices(), recurrentActivation(), activation());
  }
}
