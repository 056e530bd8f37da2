package dev.rewind.training.golden;

import dev.rewind.core.options.Configured;
import dev.rewind.layers.ActivationLayer;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Dropout;
import dev.rewind.layers.Embedding;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Masking;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.rnn.CellConfig;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.layers.rnn.GRUCell;
import dev.rewind.layers.rnn.RNN;
import dev.rewind.testkit.GoldenValue;
import java.util.List;
import java.util.Set;

/** The layers and cells that golden arguments describe. */
final class GoldenLayers {
  private static final Set<String> UNBUILT =
      Set.of(
          "stateful",
          "unroll",
          "time_major",
          "activity_regularizer",
          "noise_shape",
          "quantization_config");

  /**
   * Which kernel of cuDNN computes, what masks are drawn from and the type of the numbers: none
   * changes a number here. The cells of a layer are read apart.
   */
  private static final Set<String> NO_OPTIONS = Set.of("use_cudnn", "seed", "dtype", "cells");

  private GoldenLayers() {}

  static LayerConfig layer(String type, GoldenValue args) {
    return switch (type) {
      case "Activation" -> configured(ActivationLayer.of(Activations.LINEAR), args);
      case "Dense" -> configured(Dense.of(args.get("units").integer()), args);
      case "Dropout" -> configured(Dropout.of(args.get("rate").number()), args);
      case "Embedding" -> configured(embedding(args), args);
      case "GRU" -> configured(GRU.of(args.get("units").integer()), args);
      case "Masking" -> configured(Masking.of(), args);
      case "RNN" -> configured(RNN.of(onlyCell(args.get("cells").items())), args);
      default -> throw new UnsupportedOperationException("layer " + type + " is not built");
    };
  }

  private static Embedding embedding(GoldenValue args) {
    return Embedding.of(args.get("input_dim").integer(), args.get("output_dim").integer());
  }

  private static CellConfig onlyCell(List<GoldenValue> cells) {
    if (cells.size() != 1) {
      throw new UnsupportedOperationException("a stack of " + cells.size() + " cells is not built");
    }
    return cell(cells.get(0).get("class_name").text(), cells.get(0).get("args"));
  }

  static CellConfig cell(String type, GoldenValue args) {
    if (!type.equals("GRUCell")) {
      throw new UnsupportedOperationException("cell " + type + " is not built");
    }
    return configured(GRUCell.of(args.get("units").integer()), args);
  }

  private static <S, C extends Configured<S>> S configured(C config, GoldenValue args) {
    return config.with(KerasForm.read(config.options(), args, UNBUILT, NO_OPTIONS));
  }
}
