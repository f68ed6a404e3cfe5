package br.com.catalogador.load;

import br.com.catalogador.support.JavaProcess;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One crowd before one new server: logs in, watches, analyses for a while, leaves; and what that
 * took, by the server's side and by the users'.
 */
final class Round {
  private static final int SAMPLE_SECONDS = 10;
  private static final int SETTLE_SECONDS = 90;
  private static final double KILO = 1024;

  private final Options options;
  private final int users;
  private final Figures figures = new Figures();
  private final JsonObject report = new JsonObject();
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  private Server server;
  private Clients clients;
  private Remains idle;
  private Remains crowded;

  private Round(Options options, int users) {
    this.options = options;
    this.users = users;
  }

  /** What came out, with {@code failures} and {@code clean} in it. */
  static JsonObject run(Options options, int users) throws Exception {
    return new Round(options, users).run();
  }

  private JsonObject run() throws Exception {
    Map<String, String> settings = new TreeMap<>(options.settings);
    settings.putIfAbsent("SESSIONS_MAXIMUM", Integer.toString(users + 10));
    settings.putIfAbsent("AUTH_LOGIN_ATTEMPTS", "100000");
    try (Server started = Server.start(options, settings)) {
      server = started;
      introduce();
      clients = Clients.of(vertx, server.port(), server.moveToAWeekday());
      firstVisitor();
      idle = Remains.of(server);
      report.put("idleMB", server.process().residentMegabytes());
      Crowd crowd = new Crowd(clients, figures, 1, users);
      record(options.profileLogins);
      List<String> assets = arrive(crowd);
      tellRecorded(options.profileLogins, Path.of("target/load-logins.jfr"));
      steady(crowd, assets);
      crowd.logOut();
      say("%s", figures.table());
      checkRemains();
    } finally {
      vertx.close().await(30, TimeUnit.SECONDS);
    }
    return report
        .put("at", Instant.now().toString())
        .put("users", users)
        .put("figures", figures.json())
        .put("failures", figures.failures());
  }

  private void introduce() {
    JavaProcess broker = server.broker();
    say(
        "server%s: process %d, %s; %sthis tool: process %d; all on the same %d cores",
        broker == null ? " with the simulated broker" : "",
        server.process().pid(),
        String.join(" ", options.javaOptions),
        broker == null ? "" : "simulated broker: process " + broker.pid() + "; ",
        ProcessHandle.current().pid(),
        Runtime.getRuntime().availableProcessors());
    say("the server's log: %s", server.process().log());
  }

  /** What is made at the first use and then stays is no user's own. */
  private void firstVisitor() throws Exception {
    Figures unseen = new Figures();
    Crowd visitor = new Crowd(clients, unseen, 0, 1);
    visitor.logIn(1);
    // Until the broker has told its time there are no open assets.
    pause(2);
    List<String> one = visitor.assets().subList(0, 1);
    visitor.watch(one);
    visitor.analyze(one, options.quadrants, TimeUnit.SECONDS.toNanos(1), System.nanoTime() + 1);
    pause(2);
    visitor.logOut();
    pause(2);
    if (unseen.failures() > 0) {
      throw new IOException("the first visitor was not served:\n" + unseen.table());
    }
  }

  private List<String> arrive(Crowd crowd) throws Exception {
    say("%d users log in, %.0f due a second", users, options.loginsPerSecond);
    double cpu = server.process().cpuSeconds();
    long begun = System.nanoTime();
    crowd.logIn(options.loginsPerSecond);
    double seconds = secondsSince(begun);
    say(
        "logged in after %.1f s: %.1f a second; %.1f ms of the server's processor time each",
        seconds,
        figures.count(Trader.LOGIN) / seconds,
        1000 * (server.process().cpuSeconds() - cpu) / users);
    report
        .put("loginsPerSecond", figures.count(Trader.LOGIN) / seconds)
        .put("loginCpuMs", 1000 * (server.process().cpuSeconds() - cpu) / users);
    pause(2);
    List<String> open = crowd.assets();
    List<String> assets = open.subList(0, Math.min(options.assets, open.size()));
    if (!options.noLive) {
      crowd.watch(assets);
      say("all hold a live chart of one of %d assets", assets.size());
      if (options.ranking) {
        crowd.rank(options.ownRankings);
        say(
            "all look at %s of all strategies on all assets",
            options.ownRankings ? "a ranking of their own" : "the same ranking");
      }
    }
    return assets;
  }

  private void steady(Crowd crowd, List<String> assets) throws Exception {
    pause(3);
    crowded = Remains.of(server);
    record(options.profile);
    figures.forgetLive();
    Watchman watchman = new Watchman(server);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.steadySeconds());
    if (options.every > 0) {
      crowd.analyze(assets, options.quadrants, (long) (options.every * 1e9), end);
    }
    for (long left = options.steadySeconds(); left > 0; left -= SAMPLE_SECONDS) {
      pause(Math.min(left, SAMPLE_SECONDS));
      watchman.sample();
    }
    long closes = figures.closes();
    long moves = figures.moves();
    long news = figures.newsBytes();
    tellRecorded(options.profile, Path.of("target/load.jfr"));
    // What was due at the end may still be under way.
    pause(2);
    Remains afterwards = Remains.of(server);
    tell(watchman, closes, moves, news, afterwards);
  }

  private void record(boolean wanted) throws IOException {
    if (wanted) {
      server.process().jcmd("JFR.start", "name=load", "settings=profile");
    }
  }

  private void tellRecorded(boolean wanted, Path recording) throws IOException {
    if (wanted) {
      server.process().jcmd("JFR.stop", "name=load", "filename=" + recording.toAbsolutePath());
      say("%s: %n%s", recording, Profile.of(recording).text());
    }
  }

  private void tell(Watchman watchman, long closes, long moves, long news, Remains afterwards) {
    JsonObject summary = watchman.summary();
    double seconds = summary.getDouble("seconds");
    double liveCatalogs = summary.getDouble("liveCatalogues");
    JsonObject cost =
        new JsonObject()
            .put("heapKB", kilobytes(crowded.liveBytes() - idle.liveBytes()))
            .put("residentKB", kilobytes(residentGrowth(summary)))
            .put(
                "cpuMsPerMinute",
                Watchman.tenths(60_000 * summary.getDouble("serverCores") / users));
    say("%s", Watchman.text(summary));
    say(
        "analyses     %.1f a second of %.1f due",
        figures.count(Trader.ANALYSIS) / seconds, options.every > 0 ? users / options.every : 0);
    say(
        "live         %d candles closed, %.2f catalogues made for each; running candles %.2f per"
            + " user and second",
        closes, closes == 0 ? 0 : liveCatalogs / closes, moves / seconds / users);
    say(
        "rankings     %.0f bytes of news per page and second, in no second of a page more than %d",
        news / seconds / users, figures.mostNewsOfASecond());
    say("subscribed   %s", crowded.held().get("broker subscriptions") - users);
    say(
        "live heap    idle %.1f, with the crowd %.1f, after the phase %.1f MB: %.1f MB an hour",
        idle.liveBytes() / KILO / KILO,
        crowded.liveBytes() / KILO / KILO,
        afterwards.liveBytes() / KILO / KILO,
        (afterwards.liveBytes() - crowded.liveBytes()) / KILO / KILO * 3600 / seconds);
    say("a user costs %s", cost.encode());
    report
        .put("steady", summary)
        .put("cost", cost)
        .put("analysesPerSecond", figures.count(Trader.ANALYSIS) / seconds)
        .put("closes", closes)
        .put("cataloguesPerClose", closes == 0 ? 0 : liveCatalogs / closes)
        .put("runningPerUserAndSecond", moves / seconds / users)
        .put("rankingBytesPerUserAndSecond", news / seconds / users)
        .put("mostRankingBytesOfASecond", figures.mostNewsOfASecond())
        .put("liveHeapIdle", idle.liveBytes())
        .put("liveHeapCrowded", crowded.liveBytes())
        .put("liveHeapAfterwards", afterwards.liveBytes())
        .put("samples", new JsonArray(watchman.samples()));
  }

  private double residentGrowth(JsonObject summary) {
    return (summary.getDouble("residentMB") - report.getDouble("idleMB")) * KILO * KILO;
  }

  private double kilobytes(double bytes) {
    return Watchman.tenths(bytes / KILO / users);
  }

  /** Nothing may be left of anybody. */
  private void checkRemains() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
    Remains left = Remains.of(server);
    while (!left.isAsIn(idle) && System.nanoTime() < deadline) {
      pause(2);
      left = Remains.of(server);
    }
    say("after all have left (and before they came):%n%s", left.text(idle));
    say("RSS %.1f MB", server.process().residentMegabytes());
    say(left.isAsIn(idle) ? "nothing is left of them" : "SOMETHING IS LEFT OF THEM");
    report.put("clean", left.isAsIn(idle)).put("left", new JsonObject(Map.copyOf(left.held())));
  }

  private void pause(long seconds) throws Exception {
    vertx.timer(seconds, TimeUnit.SECONDS).await(seconds + 60, TimeUnit.SECONDS);
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
