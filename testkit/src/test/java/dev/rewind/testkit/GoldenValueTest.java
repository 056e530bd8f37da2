package dev.rewind.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GoldenValueTest {
  private static final GoldenCase ONE =
      Golden.only(
          """
          "args": {"units": 3, "rate": 0.5, "seed": null, "use_bias": true, "activation": "tanh",
                   "nan": "NaN", "up": "Infinity", "down": "-Infinity", "tiny": 5e-324,
                   "big": 12345678901, "whole": 2.0, "list": [1, 2.5, "NaN", null, "x"]},
          "steps": [0, 1, 7], "rates": [0.1, "Infinity"],
          "values": {"shape": [3], "data": [0.1, "NaN", "-Infinity"]},
          "labels": {"shape": [2, 1], "dtype": "int64", "data": [3, 0]},
          "mask": {"shape": [1, 2], "dtype": "bool", "data": [1, 0]},
          "scalar": {"shape": [], "data": [0.75]},
          "bent": {"shape": [2], "data": [1, 2, 3]},
          "odd": {"shape": [1], "dtype": "half", "data": [1]}
          """);

  private static GoldenValue arg(String name) {
    return ONE.get("args").get(name);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void scalarsAreRead() {
    assertThat(arg("units").integer()).isEqualTo(3);
    assertThat(arg("units").number()).isEqualTo(3.0);
    assertThat(arg("rate").number()).isEqualTo(0.5);
    assertThat(arg("tiny").number()).isEqualTo(Double.MIN_VALUE);
    assertThat(arg("use_bias").flag()).isTrue();
    assertThat(arg("activation").text()).isEqualTo("tanh");
    assertThat(arg("activation").isText()).isTrue();
    assertThat(arg("units").isText()).isFalse();
    assertThat(arg("seed").isNull()).isTrue();
    assertThat(arg("rate").isNull()).isFalse();
  }

  @Test
  void textsOfSpecialNumbersAreNumbers() {
    assertThat(arg("nan").number()).isNaN();
    assertThat(arg("up").number()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(arg("down").number()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void listsAndFieldsKeepTheirOrder() {
    assertThat(ONE.get("steps").integers()).containsExactly(0, 1, 7);
    assertThat(ONE.get("rates").numbers()).containsExactly(0.1, Double.POSITIVE_INFINITY);
    assertThat(ONE.get("steps").items()).extracting(GoldenValue::integer).containsExactly(0, 1, 7);
    assertThat(ONE.get("args").fields().keySet())
        .startsWith("units", "rate", "seed", "use_bias", "activation");
    assertThat(ONE.get("args").isObject()).isTrue();
    assertThat(ONE.get("steps").isObject()).isFalse();
  }

  @Test
  void findTakesNullForAbsent() {
    assertThat(ONE.get("args").find("seed")).isEmpty();
    assertThat(ONE.get("args").find("dropout")).isEmpty();
    assertThat(ONE.get("args").find("units").orElseThrow().integer()).isEqualTo(3);
    assertThat(ONE.find("absent")).isEmpty();
  }

  @Test
  void tensorsAreRead() {
    assertThat(ONE.tensor("values").values())
        .containsExactly(0.1, Double.NaN, Double.NEGATIVE_INFINITY);
    assertThat(ONE.tensor("values").type()).isEqualTo(Tensor.Type.FLOAT64);
    assertThat(ONE.tensor("labels").integers()).containsExactly(3, 0);
    assertThat(ONE.tensor("labels").shape()).containsExactly(2, 1);
    assertThat(ONE.tensor("mask").mask()).isDeepEqualTo(new boolean[][] {{true, false}});
    assertThat(ONE.tensor("scalar").number()).isEqualTo(0.75);
    assertThat(ONE.get("values").isTensor()).isTrue();
    assertThat(ONE.get("args").isTensor()).isFalse();
    assertThat(ONE.get("steps").isTensor()).isFalse();
  }

  @Test
  void plainValuesAreThoseOfJava() {
    Object plain = ONE.get("args").plain();
    assertThat(plain).isInstanceOf(Map.class);
    Map<?, ?> args = (Map<?, ?>) plain;
    assertThat(args.get("units")).isEqualTo(3);
    assertThat(args.get("whole")).isEqualTo(2.0);
    assertThat(args.get("big")).isEqualTo(12345678901L);
    assertThat(args.get("nan")).isEqualTo(Double.NaN);
    assertThat(args.get("use_bias")).isEqualTo(true);
    assertThat(args.get("activation")).isEqualTo("tanh");
    assertThat(args.containsKey("seed")).isTrue();
    assertThat(args.get("seed")).isNull();
    assertThat(args.get("list")).isEqualTo(Arrays.asList(1, 2.5, Double.NaN, null, "x"));
    assertThat(ONE.get("steps").plain()).isEqualTo(List.of(0, 1, 7));
    assertThat(arg("seed").plain()).isNull();
  }

  @Test
  void messagesNameCaseFieldAndValue() {
    assertRefused(() -> arg("activation").number(), is("args.activation is \"tanh\"", "a number"));
    assertRefused(() -> arg("rate").integer(), is("args.rate is 0.5", "a whole number"));
    assertRefused(() -> arg("units").flag(), is("args.units is 3", "true or false"));
    assertRefused(() -> arg("units").text(), is("args.units is 3", "a text"));
    assertRefused(() -> arg("units").items(), is("args.units is 3", "a list"));
    assertRefused(() -> arg("seed").get("x"), is("args.seed is null", "an object"));
    assertRefused(
        () -> arg("list").items().get(1).integer(), is("args.list[1] is 2.5", "a whole number"));
    assertRefused(
        () -> ONE.get("args").tensor(),
        "toy/one: args is {\"units\":3,\"rate\":0.5,\"seed\":null,\"use_bias\":true,\"activatio…;"
            + " expected a tensor {shape, data}.");
  }

  private static String is(String found, String expected) {
    return "toy/one: " + found + "; expected " + expected + ".";
  }

  @Test
  void missingFieldNamesTheFieldsThereAre() {
    assertRefused(
        () -> ONE.get("labels").get("shapes"),
        "toy/one: labels: has no field shapes; expected one of shape, dtype, data.");
    assertRefused(
        () -> ONE.get("input"),
        "toy/one: has no field input; expected one of name, what, args, steps, rates, values,"
            + " labels, mask, scalar, bent, odd.");
  }

  @Test
  void wrongTensorsAreRefused() {
    assertRefused(
        () -> ONE.tensor("bent"),
        "toy/one: bent is {\"shape\":[2],\"data\":[1,2,3]}; expected a tensor."
            + " Tensor: shape [2] does not fit 3 values; expected 2.");
    assertRefused(
        () -> ONE.tensor("odd"), "toy/one: odd.dtype is \"half\"; expected \"int64\" or \"bool\".");
  }
}
