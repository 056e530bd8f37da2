package dev.rewind.benchmarks.sidebyside;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that was measured, and where.
 *
 * @param date when
 * @param machine where
 * @param settings how
 * @param comparisons what came out
 */
record Report(Instant date, Machine machine, Settings settings, List<Comparison> comparisons) {

  Report {
    comparisons = List.copyOf(comparisons);
  }

  /** This report with one comparison more. */
  Report with(Comparison comparison) {
    return new Report(
        date,
        machine,
        settings,
        Stream.concat(comparisons.stream(), Stream.of(comparison)).toList());
  }

  /** The comparisons of one kind of work. */
  List<Comparison> of(Work work) {
    return comparisons.stream().filter(one -> one.task().work() == work).toList();
  }

  /** Writes {@link #json}. */
  void write(Path file) throws IOException {
    JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json());
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("date", date.toString());
    json.putObject("machine")
        .put("processor", machine.processor())
        .put("cores", machine.cores())
        .put("system", machine.system())
        .put("java", machine.java())
        .put("load", machine.load());
    json.putObject("settings")
        .put("rounds", settings.rounds())
        .put("seconds", settings.seconds())
        .put("warmup", settings.warmup())
        .put("threads", settings.threads())
        .put("kernels", settings.kernels().orElse("as chosen"));
    ArrayNode all = json.putArray("comparisons");
    comparisons.forEach(comparison -> fill(all.addObject(), comparison));
    return json;
  }

  private static void fill(ObjectNode json, Comparison comparison) {
    json.put("work", comparison.task().work().toString());
    json.putObject("size")
        .put("batch", comparison.task().size().batch())
        .put("timesteps", comparison.task().size().timesteps())
        .put("features", comparison.task().size().features())
        .put("units", comparison.task().size().units());
    ArrayNode contenders = json.putArray("contenders");
    comparison
        .about()
        .forEach((name, about) -> fill(contenders.addObject(), comparison, name, about));
    ObjectNode absent = json.putObject("absent");
    comparison.absent().forEach(absent::put);
  }

  private static void fill(ObjectNode json, Comparison comparison, String name, String about) {
    json.put("name", name).put("about", about);
    json.put("seconds", comparison.seconds(name)).put("ratio", comparison.ratio(name));
    ArrayNode seconds = json.putArray("secondsOfRounds");
    ArrayNode steps = json.putArray("stepsOfRounds");
    for (Round round : comparison.rounds()) {
      seconds.add(round.seconds(name));
      steps.add(round.steps(name));
    }
    ArrayNode ratios = json.putArray("ratiosOfRounds");
    comparison.ratios(name).forEach(ratios::add);
  }
}
