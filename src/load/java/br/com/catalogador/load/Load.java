package br.com.catalogador.load;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Puts a crowd before the packaged server on this machine and prints figures; writes them as JSON,
 * too. Ends with 1 when anything failed, or when anything was left of those who had gone.
 */
@Command(
    name = "load",
    description = "A crowd before the packaged server, in open loop.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Load implements Callable<Integer> {
  private static final String[] COLUMNS = {
    "users", "p50", "p99", "live p99", "failed", "server", "tool", "busy", "lag", "workers", "gc %"
  };
  private static final double KNEE_MILLIS = 1000;
  private static final double ALL_OF_A_CORE = 0.95;

  @Mixin private Options options;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Load()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    return options.knee ? knee() : once();
  }

  private int once() throws Exception {
    JsonObject report = Round.run(options, options.users);
    write(report.encodePrettily());
    return report.getLong("failures") == 0 && report.getBoolean("clean") ? 0 : 1;
  }

  private int knee() throws Exception {
    List<JsonObject> rounds = new ArrayList<>();
    int users = options.users;
    do {
      rounds.add(Round.run(options, users));
      users += options.step;
    } while (!isKnee(rounds.get(rounds.size() - 1)));
    System.out.println(row((Object[]) COLUMNS));
    rounds.forEach(round -> System.out.println(row(round)));
    System.out.println("what gave way: " + cause(rounds.get(rounds.size() - 1)));
    write(new JsonArray(rounds).encodePrettily());
    return 0;
  }

  private static boolean isKnee(JsonObject round) {
    return round.getLong("failures") > 0 || millis(round, Trader.ANALYSIS, "p99") > KNEE_MILLIS;
  }

  private static double millis(JsonObject round, String what, String percentile) {
    JsonObject all = round.getJsonObject("figures").getJsonObject("milliseconds");
    return all.containsKey(what) ? all.getJsonObject(what).getDouble(percentile) : 0;
  }

  private static double busy(JsonObject steady) {
    return steady.getJsonArray("coresBusy").stream()
        .mapToDouble(core -> ((Number) core).doubleValue())
        .average()
        .orElse(0);
  }

  private static String row(JsonObject round) {
    JsonObject steady = round.getJsonObject("steady");
    return row(
        round.getInteger("users"),
        millis(round, Trader.ANALYSIS, "p50"),
        millis(round, Trader.ANALYSIS, "p99"),
        millis(round, Trader.CLOSED, "p99"),
        round.getLong("failures"),
        steady.getDouble("serverCores"),
        steady.getDouble("loadCores"),
        Watchman.hundredths(busy(steady)),
        steady.getDouble("lagMs"),
        steady.getDouble("workersMs"),
        Watchman.tenths(100 * steady.getDouble("gcShare")));
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%8s ".repeat(cells.length), cells);
  }

  private static String cause(JsonObject round) {
    JsonObject steady = round.getJsonObject("steady");
    String waits =
        String.format(
            Locale.ROOT,
            "event loops late by %.0f ms, analyses with the workers for %.0f ms, garbage %.1f %%",
            steady.getDouble("lagMs"),
            steady.getDouble("workersMs"),
            100 * steady.getDouble("gcShare"));
    if (busy(steady) > ALL_OF_A_CORE) {
      return String.format(
          Locale.ROOT,
          "the processors are all busy (server %.2f, broker apart %.2f, this tool %.2f cores); %s",
          steady.getDouble("serverCores"),
          steady.getDouble("brokerCores"),
          steady.getDouble("loadCores"),
          waits);
    }
    return "not the processors; " + waits;
  }

  private void write(String json) throws Exception {
    Files.writeString(options.json, json);
    System.out.println("written to " + options.json);
  }
}
