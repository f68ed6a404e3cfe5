package br.com.catalogador.chaos;

import br.com.catalogador.cache.ArchiveKills;
import br.com.catalogador.support.Verdict;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Lets servers of a cluster freeze, die and part, and tells what became of their users; writes it
 * as JSON, too. Ends with 1 when anything is not as it has to be.
 */
@Command(
    name = "chaos",
    description = "Faults of servers of a cluster, with real processes on this machine.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Chaos implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "FAULT",
      description = "freeze, kill, split, flush, slow-redis, archive; default: all")
  private List<String> faults = List.of();

  @Option(names = "--rounds", defaultValue = "1", description = "default ${DEFAULT-VALUE}")
  private int rounds;

  @Option(names = "--users", defaultValue = "0", description = "default: as each fault needs")
  private int users;

  @Option(names = "--short", description = "12 users in one round; archive: 5 rounds")
  private boolean brief;

  @Option(names = "--jar", defaultValue = "target/catalogador.jar", hidden = true)
  private Path jar;

  @Option(
      names = "--json",
      defaultValue = "target/chaos.json",
      description = "where the figures are written; default ${DEFAULT-VALUE}")
  private Path json;

  /** Its own kind of fault: no cluster, no users, one process that writes candles to disk. */
  private static final String ARCHIVE = "archive";

  private static final int SHORT_ARCHIVE_ROUNDS = 5;

  private void killWriters(List<Verdict> verdicts) throws IOException, InterruptedException {
    ArchiveKills kills = new ArchiveKills(Files.createTempDirectory("catalogador-chaos-archive"));
    for (int round = 0; round < (brief ? SHORT_ARCHIVE_ROUNDS : rounds); round++) {
      verdicts.add(kills.round(round));
    }
    kills.clear();
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new Chaos()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    List<Fault> wanted =
        Arrays.stream(Fault.values())
            .filter(fault -> faults.isEmpty() || faults.contains(fault.id()))
            .toList();
    boolean archive = faults.isEmpty() || faults.contains(ARCHIVE);
    if (wanted.isEmpty() && !archive) {
      System.err.println("no such fault: " + faults);
      return 2;
    }
    List<Verdict> verdicts = new ArrayList<>();
    for (Fault fault : wanted) {
      for (int round = 0; round < (brief ? 1 : rounds); round++) {
        verdicts.add(fault.round(jar, round, brief ? 12 : users));
      }
    }
    if (archive) {
      killWriters(verdicts);
    }
    JsonArray all = new JsonArray();
    verdicts.forEach(verdict -> all.add(verdict.json()));
    Files.writeString(json, all.encodePrettily());
    long bad = verdicts.stream().filter(verdict -> !verdict.isGood()).count();
    System.out.printf("%d of %d rounds NOT ok; written to %s%n", bad, verdicts.size(), json);
    return bad == 0 ? 0 : 1;
  }
}
