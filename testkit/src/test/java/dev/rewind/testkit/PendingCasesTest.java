package dev.rewind.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PendingCasesTest {
  private static final PendingRule NADAM =
      PendingCases.where("toy", "optimizer", "later", "Nadam").get(0);
  private static final PendingRule AVERAGES = PendingCases.given("toy", "args.use_ema", "later");
  private static final PendingCases BOTH = new PendingCases(List.of(NADAM, AVERAGES));

  private static final List<GoldenCase> CASES =
      Golden.parse(
              Golden.file(
                  "",
                  "{\"name\": \"nadam\", \"optimizer\": \"Nadam\", \"args\": {}}",
                  "{\"name\": \"nadam_ema\", \"optimizer\": \"Nadam\", \"args\": {\"use_ema\":"
                      + " true}}",
                  "{\"name\": \"sgd_ema\", \"optimizer\": \"SGD\", \"args\": {\"use_ema\": true}}",
                  "{\"name\": \"sgd\", \"optimizer\": \"SGD\", \"args\": {\"use_ema\": false}}"))
          .cases();

  private static List<PendingRule> stale(PendingCases pending, String... failed) {
    Set<GoldenCase> failures =
        CASES.stream()
            .filter(golden -> Arrays.asList(failed).contains(golden.name()))
            .collect(Collectors.toSet());
    return pending.stale(CASES, failures);
  }

  private static List<String> covered(PendingRule rule) {
    return CASES.stream().filter(rule::covers).map(GoldenCase::name).toList();
  }

  @Test
  void ruleCoversTheCasesWithItsValue() {
    assertThat(covered(NADAM)).containsExactly("nadam", "nadam_ema");
    assertThat(covered(AVERAGES)).containsExactly("nadam_ema", "sgd_ema");
    assertThat(covered(PendingCases.all("toy", "later"))).hasSize(4);
    assertThat(covered(PendingCases.all("other", "later"))).isEmpty();
    assertThat(covered(PendingCases.where("toy", "group", "later", "made").get(0))).hasSize(4);
    assertThat(covered(PendingCases.where("toy", "group", "later", "else").get(0))).isEmpty();
    assertThat(covered(PendingCases.where("toy", "args.use_ema", "later", false).get(0)))
        .containsExactly("sgd");
    assertThat(covered(PendingCases.given("toy", "optimizer.class_name", "later"))).isEmpty();
  }

  @Test
  void givenMeansAValueThatAsksForSomething() {
    for (String value : List.of("null", "false", "0", "0.0", "\"\"", "[]", "{}")) {
      assertThat(AVERAGES.covers(Golden.only("\"args\": {\"use_ema\": " + value + "}")))
          .as(value)
          .isFalse();
    }
    for (String value : List.of("true", "1", "0.004", "\"x\"", "[0]", "{\"a\": 0}")) {
      assertThat(AVERAGES.covers(Golden.only("\"args\": {\"use_ema\": " + value + "}")))
          .as(value)
          .isTrue();
    }
  }

  @Test
  void ruleIsStaleOnceTheCasesThatItAloneCoversPass() {
    // Nadam is built, averages are not: only the case of both still fails for Nadam's rule.
    assertThat(stale(BOTH, "nadam_ema", "sgd_ema")).containsExactly(NADAM);
    assertThat(stale(BOTH, "nadam", "nadam_ema")).containsExactly(AVERAGES);
    assertThat(stale(BOTH)).containsExactly(NADAM, AVERAGES);
  }

  @Test
  void ruleStaysWhileAnyCaseOfItsOwnFails() {
    assertThat(stale(BOTH, "nadam", "sgd_ema")).isEmpty();
    assertThat(stale(new PendingCases(List.of(NADAM)), "nadam_ema")).isEmpty();
  }

  @Test
  void ruleWithoutCasesOfItsOwnIsStaleOnceAllPass() {
    PendingRule all = PendingCases.all("toy", "later");
    PendingCases overlapping = new PendingCases(List.of(all, NADAM));
    assertThat(stale(overlapping, "nadam", "sgd")).isEmpty();
    assertThat(stale(overlapping, "sgd")).containsExactly(NADAM);
  }

  @Test
  void ruleWithoutAnyCaseIsNotJudged() {
    PendingRule elsewhere = PendingCases.all("other", "later");
    assertThat(stale(new PendingCases(List.of(elsewhere, NADAM)))).containsExactly(NADAM);
  }

  @Test
  void ruleIsWordedWithItsReason() {
    assertThat(NADAM).hasToString("toy where optimizer is Nadam (later)");
    assertThat(AVERAGES).hasToString("toy where args.use_ema is given (later)");
    assertThat(PendingCases.all("toy", "not read")).hasToString("toy (not read)");
  }

  static Stream<PendingRule> listedRules() {
    return PendingCases.listed().rules().stream();
  }

  @ParameterizedTest
  @MethodSource("listedRules")
  void everyListedRuleCoversACase(PendingRule rule) {
    GoldenFiles packed = GoldenFiles.packed();
    if (packed.suites().contains(rule.suite())) {
      assertThat(packed.suite(rule.suite()).orElseThrow().cases()).anyMatch(rule::covers);
    } else {
      assertThat(rule.field()).as("a suite that is not packed is pending as a whole").isEmpty();
    }
  }
}
