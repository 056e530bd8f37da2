package dev.rewind.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GoldenParserTest {

  private static void assertRefused(String file, String message) {
    assertThatThrownBy(() -> Golden.parse(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void caseCarriesSuiteGroupAndTolerance() {
    GoldenCase one = Golden.only("\"loss\": 2");
    assertThat(one.suite()).isEqualTo("toy");
    assertThat(one.group()).isEqualTo("made");
    assertThat(one.name()).isEqualTo("one");
    assertThat(one.what()).isEqualTo("made");
    assertThat(one.tolerance()).isEqualTo(new Tolerance(1e-9, 1e-11));
    assertThat(one).hasToString("toy/one");
  }

  @Test
  void toleranceOfTheCaseGoesBeforeThatOfTheFile() {
    assertThat(Golden.only("\"rtol\": 1e-4").tolerance()).isEqualTo(new Tolerance(1e-4, 1e-11));
    assertThat(Golden.only("\"atol\": 0").tolerance()).isEqualTo(new Tolerance(1e-9, 0));
  }

  @Test
  void configIsAnIndexOrAConfigurationOrAbsent() {
    GoldenSuite suite =
        Golden.parse(
            Golden.file(
                "{\"units\": 5}, {\"units\": 6}",
                "{\"name\": \"index\", \"config\": 1}",
                "{\"name\": \"itself\", \"config\": {\"units\": 7}}",
                "{\"name\": \"null\", \"config\": null}",
                "{\"name\": \"absent\"}"));
    assertThat(suite.cases())
        .extracting(one -> one.config().map(config -> config.get("units").integer()).orElse(-1))
        .containsExactly(6, 7, -1, -1);
  }

  @Test
  void configOutsideOfTheListIsRefused() {
    assertRefused(
        Golden.file("{}", "{\"name\": \"x\", \"config\": 1}"),
        "toy/x: config is 1; expected an index into 1 configs.");
  }

  @Test
  void foreignFilesAreRefused() {
    String good = Golden.file("", "{\"name\": \"x\"}");
    assertRefused(
        good.replace("golden-1", "golden-2"),
        "toy/made.json: format is \"golden-2\"; expected \"golden-1\".");
    assertRefused(
        good.replace("\"suite\": \"toy\"", "\"suite\": \"other\""),
        "toy/made.json: suite is \"other\"; expected \"toy\".");
    assertRefused("[]", "toy/made.json: it is []; expected an object.");
    assertThatThrownBy(() -> Golden.parse("{\"format\":\n  oops}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("toy/made.json: is not JSON at line 2, column ")
        .hasMessageContaining("oops")
        .hasMessageEndingWith(" Generate it again.");
  }

  @Test
  void namesAreUnique() {
    assertRefused(
        Golden.file("", "{\"name\": \"x\"}", "{\"name\": \"x\"}"),
        "toy: has two cases named \"x\"; expected each to have a name of its own.");
  }
}
