package dev.rewind.training.losses;

import static dev.rewind.testkit.MatrixAssertions.assertArray;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static dev.rewind.testkit.MatrixAssertions.assertNumber;
import static dev.rewind.training.losses.LossCases.column;
import static dev.rewind.training.losses.LossCases.gradient;
import static dev.rewind.training.losses.LossCases.matrix;
import static dev.rewind.training.losses.LossCases.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rewind.autograd.Tape;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.testkit.Tolerance;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/**
 * Numbers of others are those of Keras 3.15.1 on torch 2.13.0, whose CTC computes in float32, and
 * of {@code torch.nn.functional.ctc_loss} 2.13.0 in float64, over the same inputs.
 */
class CTCTest {
  private static final int TIMESTEPS = 5;
  private static final int BATCH = 3;
  private static final int CLASSES = 4;

  /** The same sums in another order. */
  private static final Tolerance ROUNDING = new Tolerance(1e-12, 1e-14);

  /** What float32 keeps of a number. */
  private static final Tolerance FLOAT32 = new Tolerance(1e-6, 0);

  /** Different labels, equal neighbours, and none. */
  private static final DMatrixRMaj LABELS =
      matrix(new double[][] {{1, 2, 0}, {3, 3, 1}, {0, 0, 0}});

  private static final DMatrixRMaj LOGITS = logits(TIMESTEPS, BATCH, CLASSES, 2);
  private static final DMatrixRMaj SAMPLE_WEIGHT = column(1, 2, 0.5);
  private static final Mask LENGTHS = Mask.ofLengths(TIMESTEPS, 4, 5, 2);
  private static final CTC SUM = CTC.of().reduction(Reduction.SUM);

  @Test
  void valuesAreThoseOfKerasAndTorch() {
    double[] values = values(CTC.of(), LABELS, LOGITS);
    double[] keras = {3.658125877380371, 4.441279411315918, 10.159895896911621};
    assertArray(values).isCloseTo(keras, FLOAT32);
    double[] torch = {3.6581258571928994, 4.441279354718726, 10.159896146299236};
    assertArray(values).isCloseTo(torch, ROUNDING);
    SampleWeights weights = SampleWeights.of(BATCH, TIMESTEPS);
    assertNumber(LossCases.call(CTC.of(), LABELS, LOGITS, weights))
        .isCloseTo(6.086433410644531, FLOAT32); // by Keras
    assertNumber(LossCases.call(CTC.of(), LABELS, LOGITS, weights.times(SAMPLE_WEIGHT)))
        .isCloseTo(5.873544216156006, FLOAT32); // by Keras
  }

  @Test
  void gradientIsThatOfTorch() {
    DMatrixRMaj expected =
        matrix(
            new double[][] {
              {-0.10522094171400533, -0.1642763641656843, 0.21260510884382228, 0.05689219703586735},
              {0.07206173128485818, 0.2920329597858983, 0.7824445831723003, -1.1465392742430567},
              {-0.4836477752718998, 0.026906553370047395, 0.09272525468011882, 0.36401596722173357},
              {
                -0.24122884544420833, -0.38200944117353036, 0.052900229444783925, 0.5703380571729548
              },
              {-0.5590220315017423, 0.35528457100913413, 0.1163130079857978, 0.08742445250681043},
              {-0.2537701154168367, 0.18097558911926218, 0.05837352540662011, 0.014421000890954404},
              {
                -0.05146190649519486, -0.06298206395133105, 0.01905070053562974, 0.09539326991089617
              },
              {0.047338132215918316, 0.1973730036006506, 0.6721340766222764, -0.9168452124388453},
              {-0.4714937499412211, 0.031873075439455015, 0.08690738893286552, 0.3527132855689006},
              {-0.16253579579184085, 0.01664131873366712, -0.2621749267187467, 0.4080694037769204},
              {
                0.007618609501169523,
                -0.11012570307816524,
                0.10489207445079307,
                -0.002384980873797344
              },
              {-0.312881218004813, 0.2040989588018148, 0.08683575699807289, 0.021946502204925306},
              {-0.09465719014071754, 0.34152486433422874, -0.4053582854079947, 0.15849061121448343},
              {-0.07121295557180247, -1.7467088560242434, 0.5540279708390987, 1.263893840756947},
              {-0.44370262986573433, 0.0423947859827849, 0.08443756318658076, 0.3168702806963687}
            });
    SampleWeights weights = SampleWeights.of(BATCH, TIMESTEPS).times(SAMPLE_WEIGHT);
    assertMatrix(gradient(SUM, LABELS, LOGITS, weights)).isCloseTo(expected, ROUNDING);
  }

  @Test
  void maskedStepsAreNotThere() {
    DMatrixRMaj expected =
        matrix(
            new double[][] {
              {0.08520280070526057, -0.3547001065849502, 0.2126051088438223, 0.056892197035867356},
              {0.07206173128485818, 0.2920329597858983, 0.7824445831723003, -1.1465392742430567},
              {-0.4836477752719002, 0.02690655337004742, 0.0927252546801189, 0.3640159672217339},
              {
                -0.15851082052351578, -0.27001109185980293, -0.14181614478963606, 0.5703380571729547
              },
              {-0.5590220315017423, 0.35528457100913413, 0.1163130079857978, 0.08742445250681043},
              {-0.2537701154168367, 0.18097558911926218, 0.05837352540662011, 0.014421000890954404},
              {0.01054220943522517, 0.23556540239958965, -0.3415008817457109, 0.09539326991089611},
              {0.047338132215918316, 0.1973730036006506, 0.6721340766222764, -0.9168452124388453},
              {0.0, 0.0, 0.0, 0.0},
              {-0.21889660872661534, 0.1338497060864138, -0.3230225011367188, 0.4080694037769203},
              {
                0.007618609501169523,
                -0.11012570307816524,
                0.10489207445079307,
                -0.002384980873797344
              },
              {0.0, 0.0, 0.0, 0.0},
              {0.0, 0.0, 0.0, 0.0},
              {-0.07121295557180247, -1.7467088560242434, 0.5540279708390987, 1.263893840756947},
              {0.0, 0.0, 0.0, 0.0}
            });
    SampleWeights weights = SampleWeights.of(LENGTHS).times(SAMPLE_WEIGHT);
    assertMatrix(gradient(SUM, LABELS, LOGITS, weights)).isCloseTo(expected, ROUNDING);
    double[] torch = {3.1027495155733584, 4.441279354718726, 4.128586650017031};
    assertArray(unreduced(LABELS, LOGITS, SampleWeights.of(LENGTHS))).isCloseTo(torch, ROUNDING);
  }

  @Test
  void outputOfAModelBringsItsMask() {
    try (Tape tape = Tape.create()) {
      Sequence output = Sequence.of(tape.constant(LOGITS), TIMESTEPS, Optional.of(LENGTHS));
      double expected = (3.1027495155733584 + 4.441279354718726 + 4.128586650017031) / 3;
      assertNumber(CTC.of().call(LABELS, output).scalar()).isCloseTo(expected, ROUNDING);
    }
  }

  @Test
  void stepsMayBeMaskedAnywhere() {
    Mask holes =
        Mask.of(
            new boolean[][] {
              {false, true, true, false, true},
              {true, true, true, true, true},
              {true, false, false, false, true}
            });
    double[] values = unreduced(LABELS, LOGITS, SampleWeights.of(holes));
    for (int sample = 0; sample < BATCH; sample++) {
      assertNumber(values[sample])
          .named("sample " + sample)
          .isCloseTo(overAllPaths(sample, SampleWeights.of(holes)), ROUNDING);
    }
  }

  @Test
  void sampleWithoutStepsDoesNotCount() {
    SampleWeights weights = SampleWeights.of(Mask.ofLengths(TIMESTEPS, 4, 0, 2));
    double expected = (3.1027495155733584 + 4.128586650017031) / 2;
    assertNumber(LossCases.call(CTC.of(), LABELS, LOGITS, weights)).isCloseTo(expected, ROUNDING);
    DMatrixRMaj slope = gradient(CTC.of(), LABELS, LOGITS, weights);
    for (int row = 1; row < slope.numRows; row += BATCH) {
      assertEquals(0, slope.get(row, 0));
    }
    assertEquals(0, unreduced(LABELS, LOGITS, weights)[1]);
  }

  @Test
  void valueIsTheSumOverAllPaths() {
    for (SampleWeights steps :
        new SampleWeights[] {SampleWeights.of(BATCH, TIMESTEPS), SampleWeights.of(LENGTHS)}) {
      double[] values = unreduced(LABELS, LOGITS, steps);
      for (int sample = 0; sample < BATCH; sample++) {
        assertNumber(values[sample])
            .named("sample " + sample)
            .isCloseTo(overAllPaths(sample, steps), ROUNDING);
      }
    }
  }

  @Test
  void labelsThatJustFitHaveOnePath() {
    DMatrixRMaj x = logits(3, 1, 3, 1);
    double[] values = values(CTC.of(), matrix(new double[][] {{2, 2}}), x);
    double expected =
        -(logProbability(x, 0, 2) + logProbability(x, 1, 0) + logProbability(x, 2, 2));
    assertNumber(values[0]).isCloseTo(expected, ROUNDING);
  }

  @Test
  void longSequencesStayExact() {
    int timesteps = 1000;
    double[] labels = new double[200];
    Arrays.setAll(labels, i -> 1 + (3 * i * i + i) % 5);
    DMatrixRMaj x = logits(timesteps, 1, 6, 3);
    DMatrixRMaj y = matrix(new double[][] {labels});
    assertNumber(values(CTC.of(), y, x)[0]).isCloseTo(1983.3527015858945, ROUNDING); // by torch
    DMatrixRMaj slope = gradient(CTC.of(), y, x, SampleWeights.of(1, timesteps));
    double[] torch = {
      -0.29450962054234225,
      -0.23915629198020624,
      0.1830818877617853,
      0.060916132893059464,
      0.27311784044828663,
      0.016550051419417122
    };
    assertArray(Arrays.copyOfRange(slope.data, 500 * 6, 501 * 6))
        .isCloseTo(torch, new Tolerance(1e-9, 1e-11)); // a thousand roundings of numbers near 2000
  }

  @Test
  void largeLogitsStayFinite() {
    DMatrixRMaj x = matrix(new double[][] {{900, -900}, {-900, 900}});
    DMatrixRMaj labels = matrix(new double[][] {{1}});
    assertArray(values(CTC.of(), labels, x)).isCloseTo(new double[] {0}, ROUNDING);
    DMatrixRMaj wrong = matrix(new double[][] {{900, -900}, {900, -900}});
    assertArray(values(CTC.of(), labels, wrong))
        .isCloseTo(new double[] {1800 - Math.log(2)}, ROUNDING);
    assertArray(gradient(CTC.of(), labels, wrong, SampleWeights.of(1, 2)).data)
        .isCloseTo(new double[] {0.5, -0.5, 0.5, -0.5}, ROUNDING);
  }

  @Test
  void notANumberIsNotHidden() {
    DMatrixRMaj x = LOGITS.copy();
    x.set(3, 1, Double.NaN);
    double[] values = values(CTC.of(), LABELS, x);
    assertTrue(Double.isNaN(values[0]));
    assertTrue(Double.isFinite(values[1]));
  }

  private static double[] unreduced(DMatrixRMaj labels, DMatrixRMaj x, SampleWeights steps) {
    try (Tape tape = Tape.create()) {
      CTC none = CTC.of().reduction(Reduction.NONE);
      return none.call(labels, tape.constant(x), steps).value().copy().data;
    }
  }

  /** Goes through every path of classes and adds up those that mean the labels of a sample. */
  private static double overAllPaths(int sample, SampleWeights steps) {
    int[] rows =
        IntStream.range(0, LOGITS.numRows)
            .filter(row -> row % BATCH == sample && steps.isValid(row))
            .toArray();
    double probability = 0;
    for (int path = 0; path < Math.pow(CLASSES, rows.length); path++) {
      StringBuilder said = new StringBuilder();
      double product = 1;
      int before = 0;
      int rest = path;
      for (int row : rows) {
        int label = rest % CLASSES;
        rest /= CLASSES;
        product *= Math.exp(logProbability(LOGITS, row, label));
        said.append(label == 0 || label == before ? "" : label);
        before = label;
      }
      StringBuilder wanted = new StringBuilder();
      for (int i = 0; i < LABELS.numCols && LABELS.get(sample, i) != 0; i++) {
        wanted.append((int) LABELS.get(sample, i));
      }
      probability += said.compareTo(wanted) == 0 ? product : 0;
    }
    return -Math.log(probability);
  }

  private static double logProbability(DMatrixRMaj x, int row, int label) {
    double sum = 0;
    for (int j = 0; j < x.numCols; j++) {
      sum += Math.exp(x.get(row, j));
    }
    return x.get(row, label) - Math.log(sum);
  }

  /** Numbers that any language makes alike. */
  private static DMatrixRMaj logits(int timesteps, int batch, int classes, double scale) {
    DMatrixRMaj x = new DMatrixRMaj(timesteps * batch, classes);
    for (int t = 0; t < timesteps; t++) {
      for (int b = 0; b < batch; b++) {
        for (int k = 0; k < classes; k++) {
          x.set(t * batch + b, k, scale * Math.sin(1 + 3 * t + 5 * b + 7 * k));
        }
      }
    }
    return x;
  }
}
