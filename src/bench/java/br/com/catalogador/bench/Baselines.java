package br.com.catalogador.bench;

import br.com.catalogador.app.WarmCatalog;
import br.com.catalogador.bench.Figure.Round;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures everything that has a committed baseline and compares it with that, or writes it anew.
 * Baselines of another model of processor are not compared. Ends with 0; with {@code --strict} with
 * 1 when something is different; with 2 when something cannot be measured.
 */
@Command(
    name = "bench",
    description = "Compares the benchmarks with their committed baselines.",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 2)
public final class Baselines implements Callable<Integer> {
  private static final double MICROS = 1e6;

  @Option(names = "--write", description = "renews the baselines instead")
  private boolean write;

  @Option(
      names = "--strict",
      description = "ends with 1 when a move is beyond the noise, or a figure new or missing")
  private boolean strict;

  @Option(names = "--rounds", defaultValue = "5", description = "default ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--millis",
      defaultValue = "200",
      description = "of a JMH iteration; default ${DEFAULT-VALUE}")
  private int millis;

  @Option(
      names = "--pairs",
      defaultValue = "7",
      description = "of runs, short text beside warm catalogue; default ${DEFAULT-VALUE}")
  private int pairs;

  @Option(
      names = "--seconds",
      defaultValue = "2",
      description = "of each such run; default ${DEFAULT-VALUE}")
  private int seconds;

  @Option(names = "--file", defaultValue = "docs/desempenho.json", hidden = true)
  private Path file;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Baselines()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    JsonObject before =
        Files.exists(file) ? new JsonObject(Files.readString(file)) : new JsonObject();
    boolean isLike = Processor.name().equals(before.getString("processor"));
    List<Figure> baseline = isLike ? figures(before) : List.of();
    List<Figure> now = new ArrayList<>(new MicroBenchmarks(millis).measure(rounds));
    now.add(warmCatalog());
    Comparison comparison = Comparison.of(baseline, now);
    System.out.print(comparison.table());
    if (!isLike) {
      System.out.printf(
          "not compared: the baseline is of %s, this is %s%n",
          before.getString("processor", "an unnamed processor"), Processor.name());
    }
    if (write) {
      write(now);
      return 0;
    }
    return strict && isLike && comparison.isDifferent() ? 1 : 0;
  }

  private Figure warmCatalog() throws Exception {
    List<Round> times =
        WarmCatalog.measure(pairs, seconds).stream()
            .map(pair -> new Round(MICROS / pair.catalogs(), MICROS / pair.plaintexts()))
            .toList();
    return Figure.of("GET /catalog, warm", "plaintext", "µs per answer", times);
  }

  private static List<Figure> figures(JsonObject file) {
    return file.getJsonArray("figures").stream()
        .map(JsonObject.class::cast)
        .map(Figure::of)
        .toList();
  }

  private void write(List<Figure> figures) throws Exception {
    JsonObject all =
        new JsonObject()
            .put("measured", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("java", Runtime.version().toString())
            .put("processor", Processor.name())
            .put("processors", Runtime.getRuntime().availableProcessors())
            .put("rounds", rounds)
            .put("figures", new JsonArray(figures.stream().map(Figure::json).toList()));
    Files.writeString(file, all.encodePrettily() + "\n");
    System.out.println("written: " + file);
  }
}
