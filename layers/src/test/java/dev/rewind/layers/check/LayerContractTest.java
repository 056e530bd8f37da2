package dev.rewind.layers.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import dev.rewind.layers.ActivationLayer;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Dropout;
import dev.rewind.layers.Embedding;
import dev.rewind.layers.Flatten;
import dev.rewind.layers.GaussianNoise;
import dev.rewind.layers.GlobalAveragePooling1D;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Masking;
import dev.rewind.layers.RepeatVector;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.check.ContractReport.Finding;
import dev.rewind.layers.check.ContractReport.Verdict;
import dev.rewind.layers.regularizers.L2;
import dev.rewind.layers.rnn.Bidirectional;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.layers.rnn.GRUCell;
import dev.rewind.layers.rnn.KerasProfile;
import dev.rewind.layers.rnn.LSTM;
import dev.rewind.layers.rnn.MergeMode;
import dev.rewind.layers.rnn.RNN;
import dev.rewind.layers.rnn.SimpleRNN;
import dev.rewind.layers.rnn.TimeDistributed;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LayerContractTest {
  private static final DataShape SEQUENCE = DataShape.sequence(3);
  private static final DataShape VECTORS = DataShape.vectors(3);
  private static final DataShape STATE = DataShape.vectors(2);

  static Stream<LayerContract> layersOfTheHouse() {
    GRU gru = GRU.of(2).returnSequences(true);
    Bidirectional both = Bidirectional.of(gru);
    return Stream.of(
        LayerContract.of(Dense.of(2).activation(Activations.TANH), VECTORS).other(Dense.of(4)),
        LayerContract.of(Dense.of(2).activation(Activations.SOFTMAX), SEQUENCE),
        LayerContract.of(ActivationLayer.of(Activations.TANH), SEQUENCE),
        LayerContract.of(Dropout.of(0.4), DataShape.sequence(5, 3)),
        LayerContract.of(Masking.of(), SEQUENCE),
        LayerContract.of(Embedding.of(6, 2), DataShape.sequence(1)).wholeNumbers(6),
        LayerContract.of(Embedding.of(6, 2).maskZero(true), DataShape.sequence(1)).wholeNumbers(6),
        LayerContract.of(gru.dropout(0.3).recurrentDropout(0.2), SEQUENCE),
        LayerContract.of(GRU.of(2).seed(3).dropout(0.4), SEQUENCE),
        LayerContract.of(Dropout.of(0.4).seed(3), DataShape.sequence(5, 3)),
        LayerContract.of(GaussianNoise.of(0.4).seed(3), VECTORS),
        LayerContract.of(GRU.of(KerasProfile.TF_KERAS_V2, 2).dropout(0.2), SEQUENCE),
        LayerContract.of(gru.goBackwards(true).zeroOutputForMask(true), SEQUENCE),
        LayerContract.of(GRU.of(2).stateful(true).returnState(true), SEQUENCE),
        LayerContract.of(gru.returnState(true).activityRegularizer(L2.of(1)), SEQUENCE, STATE),
        LayerContract.of(GRU.of(2).unroll(true).resetAfter(false), DataShape.sequence(2, 3)),
        LayerContract.of(RNN.of(GRUCell.of(2)), SEQUENCE).other(RNN.of(GRUCell.of(3))),
        LayerContract.of(both, SEQUENCE).other(Bidirectional.of(GRU.of(3))),
        LayerContract.of(both.mergeMode(MergeMode.NONE), SEQUENCE, STATE, STATE),
        LayerContract.of(Bidirectional.of(GRU.of(2).stateful(true)), SEQUENCE),
        LayerContract.of(TimeDistributed.of(Dense.of(2)), SEQUENCE)
            .other(TimeDistributed.of(Dropout.of(0.1))),
        LayerContract.of(TimeDistributed.of(Dropout.of(0.4)), SEQUENCE),
        LayerContract.of(LSTM.of(2).returnState(true), SEQUENCE, STATE, STATE),
        LayerContract.of(Bidirectional.of(LSTM.of(2).returnSequences(true)), SEQUENCE),
        LayerContract.of(SimpleRNN.of(2).goBackwards(true), SEQUENCE),
        LayerContract.of(GlobalAveragePooling1D.of(), SEQUENCE).withoutEmptySamples(),
        LayerContract.of(Flatten.of(), DataShape.sequence(3, 2)),
        LayerContract.of(RepeatVector.of(3), VECTORS));
  }

  @ParameterizedTest
  @MethodSource("layersOfTheHouse")
  void layersOfTheHouseKeepIt(LayerContract contract) {
    contract.run().requirePassed();
  }

  @Test
  void workingTwinOfTheBrokenLayersKeepsIt() {
    LayerContract.verify(BrokenLayer.of(Fault.NONE), SEQUENCE);
    LayerContract.verify(BrokenLayer.of(Fault.NONE), VECTORS);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void eachFaultIsCaughtByItsClause(Fault fault) {
    ContractReport report = LayerContract.of(BrokenLayer.of(fault), SEQUENCE).run();
    Finding finding =
        report.broken().stream()
            .filter(broken -> broken.clause().equals(fault.clause()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("not caught: " + report));
    assertThat(finding.text()).matches(fault.sentence());
    assertThatThrownBy(report::requirePassed)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("LayerContract: Broken: " + report.broken().get(0).clause() + ": ");
  }

  @Test
  void whatALayerThrewIsTheCause() {
    ContractReport report = LayerContract.of(BrokenLayer.of(Fault.MASK_SIZE), SEQUENCE).run();
    assertThatThrownBy(report::requirePassed)
        .isInstanceOf(AssertionError.class)
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void layerInsideThatIsNotReadBackIsSeenByAnotherDescription() {
    record Forgetful(LayerConfig inner, Options options) implements LayerConfig {
      @Override
      public LayerConfig with(Options newOptions) {
        return new Forgetful(inner, newOptions);
      }

      @Override
      public DataShape outputShape(DataShape input) {
        return inner.outputShape(input);
      }

      @Override
      public Layer build(String name, DataShape input, RandomSource random) {
        return inner.build(name, input, random);
      }
    }
    Options none = Options.of("Forgetful");
    LayerContract contract =
        LayerContract.of(new Forgetful(Dense.of(2), none), VECTORS)
            .other(new Forgetful(Dense.of(3), none));
    assertThat(contract.run().broken().get(0).text()).startsWith("read back as Forgetful[");
  }

  @Test
  void whatDoesNotApplyIsNotAsked() {
    ContractReport report =
        LayerContract.of(Embedding.of(4, 2).trainable(false), DataShape.vectors(1))
            .wholeNumbers(4)
            .run();
    assertThat(report.passed()).isTrue();
    assertThat(report.findings())
        .filteredOn(finding -> finding.verdict() == Verdict.NOT_ASKED)
        .extracting(Finding::clause)
        .containsExactly("step by step", "masks", "padding", "gradients", "fused", "descent");
  }

  @Test
  void undefinedMeanOfNoStepsIsNotFinite() {
    assertThatThrownBy(() -> LayerContract.verify(GlobalAveragePooling1D.of(), SEQUENCE))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "LayerContract: GlobalAveragePooling1D: masks: the result of masked samples has"
                + " numbers that are not finite: sum NaN.");
  }

  @Test
  void reportIsATableOfClauses() {
    ContractReport good = LayerContract.of(Dense.of(2), VECTORS).seed(7).run();
    assertThat(good.toString())
        .startsWith("LayerContract of Dense kept (seed 7)")
        .containsPattern("masks +not asked")
        .containsPattern("gradients +ok");
    assertThatCode(good::requirePassed).doesNotThrowAnyException();
    ContractReport bad = LayerContract.of(BrokenLayer.of(Fault.SHAPE), VECTORS).run();
    assertThat(bad.toString())
        .startsWith("LayerContract of Broken broken (seed 42)")
        .containsPattern("shapes +broken +outputShapes announces");
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertRefused(
        () -> LayerContract.of(Dense.of(2)),
        "LayerContract: got no shape of an input; expected at least one.");
    assertRefused(
        () -> LayerContract.of(Dense.of(2), VECTORS).other(Masking.of()),
        "LayerContract: the other description is of Masking; expected Dense.");
    assertRefused(
        () -> LayerContract.of(Dense.of(2), VECTORS).wholeNumbers(0),
        "LayerContract: limit must be positive, got 0.");
  }

  private static void assertRefused(Runnable action, String message) {
    assertThatThrownBy(action::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
