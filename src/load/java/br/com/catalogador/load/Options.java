package br.com.catalogador.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What the command line says. */
final class Options {
  @Option(names = "--users", defaultValue = "1000", description = "default ${DEFAULT-VALUE}")
  int users;

  @Option(
      names = "--logins-per-second",
      defaultValue = "50",
      description = "default ${DEFAULT-VALUE}")
  double loginsPerSecond;

  @Option(
      names = "--every",
      defaultValue = "5",
      description = "seconds between a user's analyses; 0 for none; default ${DEFAULT-VALUE}")
  double every;

  @Option(
      names = "--seconds",
      defaultValue = "300",
      description = "length of the steady phase; default ${DEFAULT-VALUE}")
  private int seconds;

  @Option(names = "--minutes", description = "the same in minutes; goes before --seconds")
  private Integer minutes;

  @Option(
      names = "--assets",
      defaultValue = "50",
      description = "assets that live charts show and analyses are about; default ${DEFAULT-VALUE}")
  int assets;

  @Option(names = "--no-live", description = "nobody holds a live chart")
  boolean noLive;

  @Option(
      names = "--ranking",
      description =
          "everybody looks at the same ranking, all strategies on all assets, kept fresh; needs"
              + " live charts")
  boolean ranking;

  @Option(
      names = "--own-rankings",
      description = "with --ranking: everybody looks at a ranking of his own, unlike all others")
  boolean ownRankings;

  @Option(names = "--quadrants", defaultValue = "10", description = "default ${DEFAULT-VALUE}")
  int quadrants;

  @Option(
      names = "--java",
      defaultValue = "-Xmx512m",
      split = ",",
      description = "options of the server's JVM; default ${DEFAULT-VALUE}")
  List<String> javaOptions;

  @Option(
      names = "--set",
      description = "a setting of the server as in the environment, e.g. CACHE_TYPE=redis")
  Map<String, String> settings = Map.of();

  @Option(
      names = "--broker-apart",
      description = "runs the simulated broker in a process of its own, as it is in the world")
  boolean brokerApart;

  @Option(
      names = "--knee",
      description = "more and more users, each time on a new server, until p99 > 1 s or errors")
  boolean knee;

  @Option(
      names = "--step",
      defaultValue = "500",
      description = "by how many users --knee goes up; default ${DEFAULT-VALUE}")
  int step;

  @Option(names = "--profile", description = "records it and prints where the time went")
  boolean profile;

  @Option(names = "--profile-logins", description = "the same of the logins")
  boolean profileLogins;

  @Option(names = "--jar", defaultValue = "target/catalogador.jar", hidden = true)
  Path jar;

  @Option(
      names = "--json",
      defaultValue = "target/load.json",
      description = "where the figures are written; default ${DEFAULT-VALUE}")
  Path json;

  /** Length of the steady phase. */
  int steadySeconds() {
    return minutes == null ? seconds : 60 * minutes;
  }
}
