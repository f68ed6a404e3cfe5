package br.com.catalogador.load;

import br.com.catalogador.app.Nginx;
import br.com.catalogador.attack.Attack;
import br.com.catalogador.attack.Means;
import br.com.catalogador.attack.Victim;
import br.com.catalogador.support.Verdict;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.net.SelfSignedCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Attacks the packaged server, started with the JVM options of its service file, while a crowd of
 * live users works; prints figures and writes them as JSON, too. Ends with 1 when anything is not
 * as it has to be.
 */
@Command(
    name = "attack",
    description = "Attacks on the packaged server before the eyes of its users.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Attacks implements Callable<Integer> {
  private static final double P99_MILLIS = 500;
  private static final double GROWTH = 1.1;
  private static final int SAMPLE_MILLIS = 250;
  private static final double LOGINS_PER_SECOND = 5;
  private static final double EVERY_SECONDS = 5;

  @Parameters(
      arity = "0..*",
      paramLabel = "ATTACK",
      description =
          "ping-flood, burst, half-messages, starve, login-limits, endless-answer, odd-paths;"
              + " default: all")
  private List<String> attacks = List.of();

  @Option(names = "--seconds", defaultValue = "60", description = "default ${DEFAULT-VALUE}")
  private int seconds;

  @Option(names = "--users", defaultValue = "100", description = "default ${DEFAULT-VALUE}")
  private int users;

  @Option(
      names = "--rest",
      defaultValue = "60",
      description = "seconds until memory is looked at again; default ${DEFAULT-VALUE}")
  private int rest;

  @Option(names = "--nginx", description = "through the shipped nginx")
  private boolean nginx;

  @Option(names = "--jar", defaultValue = "target/catalogador.jar", hidden = true)
  private Path jar;

  @Option(
      names = "--json",
      defaultValue = "target/attack.json",
      description = "where the figures are written; default ${DEFAULT-VALUE}")
  private Path json;

  private final Vertx vertx = Vertx.vertx();

  public static void main(String[] args) {
    System.exit(new CommandLine(new Attacks()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    List<Attack> wanted =
        Arrays.stream(Attack.values())
            .filter(attack -> attacks.isEmpty() || attacks.contains(attack.id()))
            .toList();
    if (wanted.isEmpty()) {
      System.err.println("no such attack: " + attacks);
      return 2;
    }
    List<Verdict> verdicts = new ArrayList<>();
    for (Attack attack : wanted) {
      verdicts.add(round(attack));
    }
    JsonArray all = new JsonArray();
    verdicts.forEach(verdict -> all.add(verdict.json()));
    Files.writeString(json, all.encodePrettily());
    long bad = verdicts.stream().filter(verdict -> !verdict.isGood()).count();
    System.out.printf("%d of %d attacks NOT ok; written to %s%n", bad, verdicts.size(), json);
    vertx.close().await();
    return bad == 0 ? 0 : 1;
  }

  /** A new server each time. */
  private Verdict round(Attack attack) throws Exception {
    Verdict verdict = new Verdict(attack.id() + (nginx ? ", nginx" : ""));
    Figures figures = new Figures();
    try (Victim victim = Victim.start(jar)) {
      verdict.report("server's log", victim.log());
      Crowd crowd = new Crowd(Clients.of(vertx, victim.port(), 0), figures, 0, users);
      crowd.logIn(LOGINS_PER_SECOND);
      if (figures.failures() > 0) {
        throw new IllegalStateException("not all could log in:\n" + figures.table());
      }
      List<String> open = crowd.assets();
      List<String> assets = open.subList(0, Math.min(50, open.size()));
      crowd.watch(assets);
      analyze(crowd, assets, 10);
      pause(10);
      verdict.report("p99 of the users before, ms", figures.millis(Trader.ANALYSIS, 99));
      double before = victim.liveMegabytes() - victim.cacheMegabytes();
      figures.forget();
      analyze(crowd, assets, seconds);
      Means means = attackedBySomebody(attack, victim, verdict);
      verdict.exactly("alive", victim.isAlive() ? 1 : 0, 1);
      verdict.atMost("p99 of the users, ms", figures.millis(Trader.ANALYSIS, 99), P99_MILLIS);
      verdict.exactly("failures of the users", figures.failures(), 0);
      if (figures.failures() > 0) {
        verdict.report("which", figures.json().getJsonObject("failures").encode());
      }
      attack.judged(means, verdict);
      if (victim.isAlive()) {
        pause(rest);
        double cached = victim.cacheMegabytes();
        verdict.report("candle cache afterwards, MB", Watchman.tenths(cached));
        verdict.report("live memory besides it before, MB", Watchman.tenths(before));
        verdict.atMost(
            "live memory besides it afterwards, MB",
            Watchman.tenths(victim.liveMegabytes() - cached),
            Watchman.tenths(GROWTH * before));
      }
    }
    return verdict;
  }

  private void analyze(Crowd crowd, List<String> assets, int forSeconds) {
    crowd.analyze(
        assets,
        10,
        (long) (EVERY_SECONDS * 1e9),
        System.nanoTime() + TimeUnit.SECONDS.toNanos(forSeconds));
  }

  private Means attackedBySomebody(Attack attack, Victim victim, Verdict verdict) throws Exception {
    AtomicReference<Double> most = new AtomicReference<>(victim.residentMegabytes());
    long timer =
        vertx.setPeriodic(
            SAMPLE_MILLIS, look -> most.accumulateAndGet(victim.residentMegabytes(), Math::max));
    try {
      return nginx
          ? throughNginx(attack, victim)
          : attack.run(victim, victim.port(), false, seconds);
    } finally {
      vertx.cancelTimer(timer);
      verdict.atMost(
          "resident memory at most, MB", Watchman.tenths(most.get()), Victim.memoryLimit());
    }
  }

  private Means throughNginx(Attack attack, Victim victim) throws Exception {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    Path folder = Files.createTempDirectory("catalogador-attack-nginx");
    try (Nginx before =
        Nginx.start(
            folder, victim.port(), certificate.certificatePath(), certificate.privateKeyPath())) {
      return attack.run(victim, before.httpsPort(), true, seconds);
    } finally {
      certificate.delete();
    }
  }

  private void pause(long forSeconds) throws Exception {
    vertx.timer(forSeconds, TimeUnit.SECONDS).await(forSeconds + 60, TimeUnit.SECONDS);
  }
}
