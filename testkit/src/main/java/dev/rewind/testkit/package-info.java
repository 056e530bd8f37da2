/**
 * What the tests of every module share: golden values that real Keras computed, and assertions on
 * matrices that print the worst element.
 *
 * <p><b>What it is.</b> A reader of golden files ({@link dev.rewind.testkit.GoldenFiles}, {@link
 * dev.rewind.testkit.GoldenCase}, {@link dev.rewind.testkit.GoldenValue}, {@link
 * dev.rewind.testkit.Tensor}), a loop over all cases of a suite ({@link
 * dev.rewind.testkit.GoldenRun}) and comparisons within a tolerance ({@link
 * dev.rewind.testkit.MatrixAssertions}, {@link dev.rewind.testkit.Tolerance}).
 *
 * <p><b>What it is not.</b> It knows no layer, optimizer or loss: the module that owns a piece of
 * code translates a case into calls of that code, in its own tests. It is for tests only; no module
 * uses it in {@code main}.
 *
 * <p><b>Where to start.</b> A test of one suite, tagged {@code golden}:
 *
 * <pre>{@code
 * @Test
 * @Tag("golden")
 * void activationsAgreeWithKeras() {
 *   GoldenRun.of("activations").run(golden -> {
 *     DMatrixRMaj got = activation(golden.get("activation").text(), golden.tensor("inputs").matrix());
 *     assertMatrix(got).named("outputs")
 *         .isCloseTo(golden.tensor("outputs").matrix(), golden.tolerance());
 *   });
 * }
 * }</pre>
 *
 * <p>The golden files are packed in this module's resources. With the system property {@code
 * rewind.golden} they are read from a directory of the same format instead. What is not built yet
 * is listed in one place, the class {@code PendingCases}. The format is described in {@code
 * tools/golden/README.md}, beside the generator.
 */
@NullMarked
package dev.rewind.testkit;

import org.jspecify.annotations.NullMarked;
