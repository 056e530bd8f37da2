package dev.rewind.parity;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.LayerConfig;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenValue;
import dev.rewind.training.Functional;
import dev.rewind.training.Input;
import dev.rewind.training.Model;
import dev.rewind.training.Sequential;
import dev.rewind.training.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The models that golden cases describe. */
final class GoldenModels {
  private GoldenModels() {}

  static Model build(GoldenCase golden) {
    RandomSource random = RandomSource.of(1);
    return golden.get("model_type").text().equals("sequential")
        ? sequential(golden).build(random)
        : functional(golden).build(random);
  }

  private static Sequential sequential(GoldenCase golden) {
    List<GoldenValue> layers = golden.get("layers").items();
    return new Sequential(
        inputShape(layers.get(0)),
        layers.stream().skip(1).map(layer -> config(golden, layer)).toList());
  }

  private static Functional functional(GoldenCase golden) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    List<Input> inputs = new ArrayList<>();
    Tensor last = null;
    for (GoldenValue layer : golden.get("layers").items()) {
      String name = layer.get("name").text();
      if (layer.get("class_name").text().equals("Input")) {
        Input input = Input.of(inputShape(layer)).name(name);
        inputs.add(input);
        tensors.put(name, input);
      } else {
        List<Tensor> from =
            layer.get("inputs").items().stream().map(i -> tensors.get(i.text())).toList();
        last = apply(config(golden, layer), from);
        tensors.put(name, last);
      }
    }
    return Functional.of(inputs, List.of(last));
  }

  private static Tensor apply(LayerConfig layer, List<Tensor> from) {
    Tensor[] more = from.stream().skip(1).toArray(Tensor[]::new);
    return from.get(0).apply(layer, more);
  }

  private static LayerConfig config(GoldenCase golden, GoldenValue layer) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("name", layer.get("name").text());
    boolean frozen =
        golden.get("frozen").items().stream()
            .anyMatch(name -> name.text().equals(layer.get("name").text()));
    if (frozen) {
      more.put("trainable", false);
    }
    return GoldenLayers.layer(layer.get("class_name").text(), layer.get("args"), more);
  }

  /** Numbers for an embedding have no axis for the features. */
  private static DataShape inputShape(GoldenValue input) {
    int[] shape = input.get("args").get("shape").integers();
    boolean tokens =
        input.get("args").find("dtype").map(type -> type.text().startsWith("int")).orElse(false);
    if (tokens) {
      return DataShape.sequence(shape[0], 1);
    }
    return shape.length == 1 ? DataShape.vectors(shape[0]) : DataShape.sequence(shape[0], shape[1]);
  }
}
