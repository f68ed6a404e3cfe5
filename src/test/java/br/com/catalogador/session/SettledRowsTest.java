package br.com.catalogador.session;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.analysis.AnalysisVerticle;
import br.com.catalogador.broker.MovingBroker;
import br.com.catalogador.broker.MovingMarket;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.CacheOptions;
import br.com.catalogador.cache.CacheVerticle;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.FetchCandles;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Outcome;
import br.com.catalogador.strategy.Row;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several users ask for catalogues for hours of a broker that shows candles late, twice or not at
 * all and whose clocks leap, through the product's own cache and analysis: a settled row never
 * changes, no row lacks data that the market had, and all see the same. Time goes as fast as the
 * machine can; {@code -Dcatalogador.candles.hours=200 -Dcatalogador.candles.seed=7} for more.
 */
@ExtendWith(VertxExtension.class)
class SettledRowsTest {
  private static final long BEGIN = 1_790_000_000;
  private static final int USERS = 4;
  private static final int MINUTE = 60;
  private static final Asset ASSET =
      new Asset(76, "EURUSD-OTC", "EUR/USD (OTC)", Asset.Category.OTC, true, 0.89);

  private static final long HOURS = Long.getLong("catalogador.candles.hours", 2);
  private static final long SEED = Long.getLong("catalogador.candles.seed", 1);

  private final Map<Key, Row> settled = new HashMap<>();
  private final List<User> users = new ArrayList<>();
  private Vertx vertx;
  private Bus bus;
  private String cache;
  private MovingMarket market;
  private Random random;
  private int answers;
  private int failures;
  private long askedFor;
  private long askedAt;
  private int closesSeenLate;
  private long lateSeconds;

  private record Key(GetCatalog query, long start) {}

  private record User(MovingBroker broker, Catalogues catalogues, boolean watches) {}

  private void begin(Vertx serverVertx, long seed, long hours, boolean behaves, boolean numbers) {
    vertx = serverVertx;
    random = new Random(seed);
    market = new MovingMarket(seed, BEGIN, 40, hours + 2, behaves, numbers);
    bus = Bus.install(vertx);
    cache = deployCache();
    await(vertx.deployVerticle(new AnalysisVerticle(1, 100)));
    for (int i = 0; i < USERS; i++) {
      users.add(user(i, seed, behaves));
    }
  }

  private String deployCache() {
    CacheOptions options =
        new CacheOptions(50_000, Duration.ofHours(72), null, Duration.ofSeconds(5));
    return await(
        vertx.deployVerticle(
            new CacheVerticle(options, "test", InstantSource.system(), market::nanos)));
  }

  /** As after a restart: all is to be fetched again, from a broker that may hide some of it. */
  private void forget() {
    await(vertx.undeploy(cache));
    cache = deployCache();
  }

  private User user(int number, long seed, boolean behaves) {
    SessionId id = new SessionId("user" + number);
    MovingBroker broker = new MovingBroker(market, seed * 31 + number, behaves);
    Session session =
        (Session)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, method, arguments) -> fetch(broker, method, arguments));
    await(bus.serve(Session.address(id), session).completion());
    return new User(broker, new Catalogues(bus, id), number % 2 == 0);
  }

  private static Object fetch(MovingBroker broker, Method method, Object[] arguments) {
    if (arguments[0] instanceof FetchCandles request) {
      return broker.fetch(request);
    }
    throw new UnsupportedOperationException(method.getName());
  }

  private static GetCatalog query(String strategy, int quadrants, int martingale) {
    return new GetCatalog(
        ASSET.symbol(),
        Timeframe.M1,
        Strategies.byId(strategy).orElseThrow(),
        quadrants,
        martingale,
        TieRule.LOSS,
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
  void whateverTheBrokerDoesASettledRowNeverChangesAndNoneLacksWhatTheMarketHad(
      boolean numbers, Vertx serverVertx) {
    begin(serverVertx, SEED, HOURS, false, numbers);

    live(HOURS, true);

    assertThat(settled).hasSizeGreaterThan(100);
    print(numbers ? "misbehaving" : "misbehaving numberless");
  }

  @Test
  void whereTheBrokerBehavesNothingWaitsAndAMinuteCostsOneRequest(Vertx serverVertx) {
    begin(serverVertx, SEED, 1, true, true);

    live(1, false);

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
        "%s broker, seed %d: %.0f minutes, %d users, %d answers, %d failures, %d rows settled;"
            + " %.3f requests per user and minute, candles settle %.2f s late on average%n",
        how,
        SEED,
        minutes,
        USERS,
        answers,
        failures,
        settled.size(),
        requests() / minutes / USERS,
        lateSeconds / minutes);
  }

  private void live(long hours, boolean restarts) {
    long end = BEGIN + hours * 3600;
    while (market.seconds() < end) {
      market.pass(1_000);
      users.forEach(user -> user.broker().second(user.watches()));
      if (random.nextInt(900) == 0) {
        market.hideSome();
      }
      if (restarts && random.nextInt(1_800) == 0) {
        forget();
      }
      // Most ask when a candle has just closed.
      boolean closing = market.seconds() % MINUTE < 8;
      if (random.nextInt(closing ? 2 : 15) == 0) {
        askTwo();
      }
    }
  }

  /** Two users ask for the same at the same time. */
  private void askTwo() {
    GetCatalog query = QUERIES.get(random.nextInt(QUERIES.size()));
    CatalogView first = ask(users.get(random.nextInt(USERS)), query);
    CatalogView second = ask(users.get(random.nextInt(USERS)), query);
    if (first != null && second != null) {
      assertThat(until(second)).isGreaterThanOrEqualTo(until(first));
    }
  }

  /** How long it takes from the first question after a close until somebody sees it. */
  private void measure(long until) {
    if (askedFor < market.closedTo() && until < market.closedTo()) {
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
    return view.analysed().settings().finality().until();
  }

  private CatalogView ask(User user, GetCatalog query) {
    long now = user.broker().clock().seconds();
    Future<CatalogView> answer = user.catalogues().make(query, ASSET, now);
    CatalogView view = await(answer.otherwiseEmpty());
    if (view == null) {
      failures++;
      return null;
    }
    answers++;
    measure(until(view));
    isTrue(query, view);
    return view;
  }

  private void isTrue(GetCatalog query, CatalogView view) {
    CandleSeries candles = view.candles();
    if (candles.isEmpty()) {
      return;
    }
    long from = candles.from(0);
    CandleSeries truth = market.truth(from - 12 * 3600, market.seconds() + 3600);
    assertThat(candles.end()).isLessThanOrEqualTo(market.closedTo());
    for (int i = 0; i < candles.size(); i++) {
      assertThat(candles.candle(i)).isEqualTo(truth.candle(truth.ceiling(candles.from(i))));
    }
    Map<Long, Row> trueRows = rows(query, truth);
    for (Row row : view.analysed().catalog().rows()) {
      if (row.result() != Outcome.PENDING) {
        assertThat(row)
            .as("at %d, %s", market.seconds(), query)
            .isEqualTo(trueRows.get(row.start()));
        Row before = settled.putIfAbsent(new Key(query, row.start()), row);
        assertThat(before == null ? row : before).isEqualTo(row);
      }
    }
  }

  private static Map<Long, Row> rows(GetCatalog query, CandleSeries truth) {
    CatalogSettings settings =
        new CatalogSettings(query.strategy(), 2000, query.martingale(), query.tie(), truth.end());
    Map<Long, Row> rows = new HashMap<>();
    Catalog.of(truth, settings).rows().forEach(row -> rows.put(row.start(), row));
    return rows;
  }
}
