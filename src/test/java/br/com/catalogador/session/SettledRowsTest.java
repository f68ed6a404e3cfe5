package br.com.catalogador.session;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.analysis.AnalysisVerticle;
import br.com.catalogador.broker.MovingBroker;
import br.com.catalogador.broker.MovingMarket;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.CacheOptions;
import br.com.catalogador.cache.CacheVerticle;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.matrix.MatrixOrder;
import br.com.catalogador.ranking.message.GetRanking;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.ranking.message.StartRanking;
import br.com.catalogador.session.MovingUser.WatchedState;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Row;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.support.Awaiting;
import br.com.catalogador.support.Loop;
import br.com.catalogador.support.VirtualTimers;
import br.com.catalogador.view.CatalogCsv;
import br.com.catalogador.watch.WatchVerticle;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Property test: several users watch, request, rank and export catalogs of a broker that sends
 * candles late, twice or not at all, loses and delays pushes, and whose clock jumps. All requests
 * pass through the real streams, cache, analysis, watch service and rankings. A settled row never
 * changes, no row lacks data that the market had, and all users see the same rows, each with their
 * own payout. Time is simulated; {@code -Dcatalogador.candles.hours=200
 * -Dcatalogador.candles.seed=7} runs longer.
 */
class SettledRowsTest {
  private static final long BEGIN = 1_790_000_000;
  private static final int USERS = 4;
  private static final int MINUTE = 60;

  /** A minute without a candle is known only once the next candle shows that time has passed. */
  private static final int MOST_LAG_SECONDS = 2 * MINUTE;

  /** Within so long after a restart a session with the right clock takes over the stream. */
  private static final int CATCH_UP_SECONDS = 10;

  private static final String ASSET = "EURUSD-OTC";

  private static final long HOURS = Long.getLong("catalogador.candles.hours", 1);
  private static final long SEED = Long.getLong("catalogador.candles.seed", 1);

  private final List<MovingUser> users = new ArrayList<>();

  /**
   * One event loop, so that the steps of the test are the only concurrency; they may block it for
   * as long as {@link Awaiting} waits.
   */
  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(1)
              .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS)
              .setMaxEventLoopExecuteTime(Awaiting.LIMIT_SECONDS));

  private final Loop loop = new Loop(vertx);
  private Bus bus;
  private VirtualTimers timers;
  private String cache;
  private String watchDeployment;
  private MovingMarket market;
  private SettledTruth truth;
  private Random random;
  private List<WorkerExecutor> workers;
  private volatile long messages;
  private int answers;
  private int failures;
  private int rankings;
  private long askedFor;
  private long askedAt;
  private int closesSeenLate;
  private long lateSeconds;
  private long longestLag;
  private long restartedAt;

  private void begin(long seed, long hours, boolean behaves, boolean numbers) {
    random = new Random(seed);
    market = new MovingMarket(seed, BEGIN, 40, hours + 2, behaves, numbers);
    truth = new SettledTruth(market);
    bus = Bus.install(vertx);
    vertx
        .eventBus()
        .addOutboundInterceptor(
            message -> {
              messages++;
              message.next();
            });
    timers = new VirtualTimers(vertx, () -> market.nanos() / 1_000_000);
    await(vertx.deployVerticle(new AnalysisVerticle(1, 100)));
    workers =
        List.of(
            vertx.createSharedWorkerExecutor("analysis", 1),
            vertx.createSharedWorkerExecutor("ranking", 1));
    deploy();
    for (int i = 0; i < USERS; i++) {
      users.add(user(i, seed, behaves));
    }
  }

  private void deploy() {
    CacheOptions options =
        new CacheOptions(50_000, Duration.ofHours(72), null, Duration.ofSeconds(5), null);
    cache =
        await(
            vertx.deployVerticle(
                new CacheVerticle(options, "test", InstantSource.system(), market::nanos)));
    watchDeployment = await(vertx.deployVerticle(timers.with(new WatchVerticle(market::nanos))));
  }

  /** Restarts cache and watch service: candles are fetched again, and the broker may hide some. */
  private void restart() {
    restartedAt = market.seconds();
    loop.get(
        () -> {
          users.forEach(MovingUser::forget);
          return null;
        });
    await(vertx.undeploy(watchDeployment));
    await(vertx.undeploy(cache));
    deploy();
  }

  private MovingUser user(int number, long seed, boolean behaves) {
    int commission = number % 2 == 0 ? 11 : 40;
    MovingBroker broker = new MovingBroker(market, seed * 31 + number, commission, behaves);
    MovingUser user =
        loop.get(
            () ->
                new MovingUser(
                    timers.vertx(), bus, "" + number, broker, truth, (100 - commission) / 100.0));
    await(loop.start(user::start));
    return user;
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private static GetCatalog query(String strategy, int quadrants, int martingale) {
    return new GetCatalog(
        ASSET,
        new CatalogSettings(
            Strategies.byId(strategy).orElseThrow(),
            Timeframe.M1,
            quadrants,
            martingale,
            TieRule.LOSS),
        null,
        2,
        false);
  }

  private static final List<GetCatalog> QUERIES =
      List.of(
          query("minoria", 10, 2),
          query("mhi2-maioria", 40, 1),
          query("padrao-23", 25, 5),
          query("seven-flip", 10, 2));

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void settledRowsNeverChangeAndAreCompleteWhateverTheBrokerDoes(boolean numbers) {
    begin(SEED, HOURS, false, numbers);

    run(HOURS, true);

    assertThat(truth.settled()).isGreaterThan(50);
    assertThat(rankings).isPositive();
    print(numbers ? "misbehaving" : "misbehaving numberless");
    assertThat(longestLag).isLessThanOrEqualTo(MOST_LAG_SECONDS);
  }

  @Test
  void withoutFaultsNothingIsLateAndAMinuteCostsOneRequest() {
    begin(SEED, 1, true, true);

    run(1, false);

    print("behaving");
    assertThat(lateSeconds).isZero();
    assertThat(closesSeenLate).isZero();
    assertThat(failures).isZero();
    assertThat(requests()).isLessThanOrEqualTo(MINUTE + QUERIES.size());
  }

  private int requests() {
    return users.stream().mapToInt(user -> user.broker().requests()).sum();
  }

  private void print(String how) {
    double minutes = (market.seconds() - BEGIN) / 60.0;
    System.out.printf(
        "%s broker, seed %d: %.0f minutes, %d users, %d answers, %d failures, %d rankings,"
            + " %d updates, %d rows settled; %.3f requests per user and minute, candles settle"
            + " %.2f s late on average, watchers know a catalog's candles %d s late at most%n",
        how,
        SEED,
        minutes,
        USERS,
        answers,
        failures,
        rankings,
        users.stream().mapToInt(MovingUser::updates).sum(),
        truth.settled(),
        requests() / minutes / USERS,
        lateSeconds / minutes,
        longestLag);
  }

  private void run(long hours, boolean restarts) {
    long end = BEGIN + hours * 3600;
    while (market.seconds() < end) {
      passSecond();
      if (random.nextInt(900) == 0) {
        market.hideSome();
      }
      if (restarts && random.nextInt(1_800) == 0) {
        restart();
      }
      // Most requests come when a candle has just closed.
      boolean closing = market.seconds() % MINUTE < 8;
      if (random.nextInt(closing ? 2 : 15) == 0) {
        askTwo();
      }
      if (random.nextInt(MINUTE) == 0) {
        compare(QUERIES.get(random.nextInt(QUERIES.size())));
      }
    }
  }

  private void passSecond() {
    loop.get(
        () -> {
          market.pass(1_000);
          users.forEach(MovingUser::second);
          timers.fire();
          users.forEach(user -> QUERIES.forEach(user::watch));
          return null;
        });
    settle();
  }

  /** Waits until no more messages are sent, on the event loop or by the workers. */
  private void settle() {
    long before;
    do {
      before = messages;
      workers.forEach(pool -> await(pool.executeBlocking(() -> null, false)));
      loop.get(() -> null);
    } while (messages != before);
    assertThat(users.stream().flatMap(user -> user.failures().stream())).isEmpty();
  }

  /** Two users request the same catalog at the same time. */
  private void askTwo() {
    GetCatalog query = QUERIES.get(random.nextInt(QUERIES.size()));
    CatalogView first = ask(anyUser(), query);
    CatalogView second = ask(anyUser(), query);
    if (first != null && second != null) {
      assertThat(until(second)).isGreaterThanOrEqualTo(until(first));
    }
  }

  private MovingUser anyUser() {
    return users.get(random.nextInt(USERS));
  }

  /** Compares watched, requested, ranked and exported results of the same moment. */
  private void compare(GetCatalog query) {
    MovingUser asker = anyUser();
    watchersAgree(query);
    CatalogView view = ask(asker, query);
    if (view == null) {
      return;
    }
    List<Row> rows = view.rows();
    assertThat(rows).hasSize(query.settings().quadrants());
    String export = CatalogCsv.of(rows, query.settings());
    for (MovingUser user : users) {
      WatchedState watched = user.watched(query);
      if (watched != null && market.seconds() >= restartedAt + CATCH_UP_SECONDS) {
        longestLag = Math.max(longestLag, view.candles().end() - watched.candlesTo());
      }
      if (watched != null && watched.isOfTheTimeOf(view)) {
        watched.newest(rows.size()).stream()
            .filter(SettledTruth::isSettled)
            .filter(row -> row.start() >= rows.get(0).start())
            .forEach(row -> assertThat(export).contains(line(row, query.settings())));
        // A provisional candle may have become final since the watched catalog was computed;
        // watchers are updated with the next close.
        boolean same = watched.newest(rows.size()).equals(rows);
        if (same && user.payout() == asker.payout()) {
          assertThat(watched.summary()).isEqualTo(view.summary());
        }
      }
    }
    rankingAgrees(asker, query, view);
  }

  private static String line(Row row, CatalogSettings settings) {
    String export = CatalogCsv.of(List.of(row), settings);
    return export.substring(export.indexOf('\n') + 1);
  }

  private void watchersAgree(GetCatalog query) {
    for (MovingUser one : users) {
      for (MovingUser other : users) {
        WatchedState watched = one.watched(query);
        WatchedState alike = other.watched(query);
        if (watched != null && alike != null && watched.isOfTheTimeOf(alike)) {
          assertThat(watched.newest(query.settings().quadrants()))
              .isEqualTo(alike.newest(query.settings().quadrants()));
          assertThat(watched.summary().money().payout()).isEqualTo(one.payout());
        }
      }
    }
  }

  /** Compares the ranking, unless the catalog has changed meanwhile. */
  private void rankingAgrees(MovingUser user, GetCatalog query, CatalogView before) {
    RankingView ranked = rank(user, query);
    CatalogView after = ask(user, query);
    boolean same = after != null && after.summary().equals(before.summary());
    if (same && !ranked.entries().isEmpty()) {
      rankings++;
      assertThat(ranked.entries().get(0).summary()).isEqualTo(after.summary());
      assertThat(ranked.entries().get(0).asset().payout()).isEqualTo(user.payout());
    }
  }

  private RankingView rank(MovingUser user, GetCatalog query) {
    RankingParameters parameters =
        new RankingParameters(
            query.settings(), MatrixOrder.WIN_RATE, 1, List.of(ASSET), null, null);
    await(loop.start(() -> user.ranking().start(new StartRanking(parameters)).otherwiseEmpty()));
    settle();
    return await(loop.start(() -> user.ranking().view(new GetRanking())));
  }

  /**
   * Measures the time from the first request after a candle's close until a result contains it. A
   * minute without a candle cannot be told from a late one before the next candle.
   */
  private void measure(long until) {
    boolean closed = !market.truth(market.closedTo() - MINUTE, market.closedTo()).isEmpty();
    if (closed && askedFor < market.closedTo() && until < market.closedTo()) {
      askedFor = market.closedTo();
      askedAt = market.seconds();
    }
    if (askedFor > 0 && until >= askedFor) {
      lateSeconds += market.seconds() - askedAt;
      closesSeenLate++;
      askedFor = 0;
    }
  }

  private static long until(CatalogView view) {
    return view.finalTo();
  }

  private CatalogView ask(MovingUser user, GetCatalog query) {
    CatalogView view = await(loop.start(() -> user.ask(query).otherwiseEmpty()));
    settle();
    if (view == null) {
      failures++;
      return null;
    }
    answers++;
    measure(until(view));
    assertThat(view.asset().payout()).isEqualTo(user.payout());
    truth.areTrue(view.candles());
    truth.areTrue(query, view.rows());
    return view;
  }
}
