package br.com.catalogador.cache;

import static br.com.catalogador.cache.Market.minutes;
import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.AddClosed;
import br.com.catalogador.cache.message.CacheState;
import br.com.catalogador.cache.message.CachedCandles;
import br.com.catalogador.cache.message.CachedCandles.Source;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.GetCacheState;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.redis.RedisAddress;
import br.com.catalogador.support.RedisCommands;
import br.com.catalogador.support.RedisServer;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The cache with a real Redis, including its outages and corrupt values. */
@ExtendWith(VertxExtension.class)
class CacheOverRedisTest {
  private static final int ASSET = 76;
  private static final Timeframe M1 = Timeframe.M1;

  /** Start of the running candle, in the middle of a page. */
  private static final long MINUTE = PageKey.at(new SeriesKey(ASSET, M1), 1_790_000_000).time(600);

  private static final long NOW = MINUTE + 30;
  private static final String PAGE = pageName("test", ASSET);

  private final RedisServer redis = RedisServer.start();
  private final List<Vertx> others = new ArrayList<>();
  private Vertx vertx;
  private Server first;

  private static String pageName(String broker, int asset) {
    PageKey key = PageKey.at(new SeriesKey(asset, M1), MINUTE);
    return "catalogador:candles:" + broker + ":" + asset + ":M1:" + key.number();
  }

  /** One server: its bus, and the session of one user. */
  private static final class Server {
    private final Vertx vertx;
    private final Bus bus;
    private final ScriptedSession ana;
    private final String broker;
    private final CacheOptions options;
    private String deployment;

    Server(Vertx vertx, RedisServer redis, String broker, long maxCandles) {
      this.vertx = vertx;
      this.broker = broker;
      this.bus = Bus.install(vertx);
      this.ana = ScriptedSession.serve(bus, "ana");
      ana.now(NOW);
      ana.addCandles(Market.candles(MINUTE - 3000 * 60L, MINUTE + 60));
      this.options =
          new CacheOptions(
              maxCandles,
              Duration.ofHours(1),
              new RedisAddress(new Secret(redis.url()), ""),
              Duration.ofSeconds(5),
              null);
    }

    Server start() {
      deployment =
          await(vertx.deployVerticle(new CacheVerticle(options, broker, InstantSource.system())));
      return this;
    }

    void stop() {
      await(vertx.undeploy(deployment));
    }

    Future<CachedCandles> request(int asset, long now, int count) {
      return bus.request(CandleCache.ADDRESS, new GetNewest(ana.id(), asset, M1, now, now, count));
    }

    CachedCandles newest(int count) {
      return await(request(ASSET, NOW, count));
    }

    Future<CacheState> state() {
      return bus.request(CandleCache.ADDRESS, new GetCacheState());
    }
  }

  @BeforeEach
  void start(Vertx vertx) {
    this.vertx = vertx;
    first = server(vertx);
  }

  @AfterEach
  void stop() {
    others.forEach(other -> await(other.close()));
    redis.close();
  }

  private Server server(Vertx vertx) {
    return new Server(vertx, redis, "test", 1_000_000).start();
  }

  private Server otherServer() {
    Vertx other = Vertx.vertx();
    others.add(other);
    return server(other);
  }

  private boolean exists(String key) {
    return redis.command("EXISTS " + key).equals("1");
  }

  /** Waits until the page is stored and its lease released. */
  private void untilStored() {
    until(() -> exists(PAGE) && redis.command("KEYS catalogador:fetch:*").isEmpty());
  }

  private int pages() {
    return redis.command("KEYS catalogador:candles:*").split(" ").length;
  }

  private void untilRedisIs(CacheState.Redis state) {
    until(() -> await(first.state()).redis() == state);
  }

  @Test
  void fetchesNothingFromTheBrokerAfterARestart() {
    CachedCandles before = first.newest(2000);
    untilStored();
    first.stop();
    first.start();

    CachedCandles after = first.newest(2000);

    assertThat(after.closed())
        .isEqualTo(before.closed())
        .isEqualTo(minutes(MINUTE - 120_000, MINUTE));
    assertThat(after.brokerRequests()).isZero();
    assertThat(after.source()).isEqualTo(Source.CACHE);
  }

  @Test
  void storesOverlappingRangesInOnePage() {
    first.newest(100);
    first.newest(200);
    untilStored();
    first.stop();
    first.start();

    assertThat(first.newest(150).brokerRequests()).isZero();
    assertThat(first.newest(200).closed()).isEqualTo(minutes(MINUTE - 12_000, MINUTE));
    assertThat(redis.command("KEYS catalogador:candles:*")).isEqualTo(PAGE);
  }

  @Test
  void fetchesOnlyTheNewCandlesOnAnotherServer() {
    first.newest(100);
    untilStored();
    Server second = otherServer();
    second.ana.now(NOW + 60);
    second.ana.addCandles(Market.candles(MINUTE + 60, MINUTE + 120));

    CachedCandles later = await(second.request(ASSET, NOW + 60, 100));

    assertThat(later.closed()).isEqualTo(minutes(MINUTE - 5940, MINUTE + 60));
    assertThat(later.source()).isEqualTo(Source.MIXED);
    assertThat(second.ana.fetches()).hasSize(1);
    assertThat(second.ana.fetches().get(0).count()).isEqualTo(4);
  }

  @Test
  void answersConcurrentEqualQueriesOnTwoServersWithOneRequest() {
    Server second = otherServer();
    Promise<Void> gate = Promise.promise();
    first.ana.answersAfter(gate.future());
    second.ana.answersAfter(gate.future());

    Future<CachedCandles> here = first.request(ASSET, NOW, 100);
    Future<CachedCandles> there = second.request(ASSET, NOW, 100);
    await(Future.any(first.ana.firstFetch(), second.ana.firstFetch()));
    gate.complete();

    assertThat(await(here).closed()).isEqualTo(minutes(MINUTE - 6000, MINUTE));
    assertThat(await(there).closed()).isEqualTo(minutes(MINUTE - 6000, MINUTE));
    assertThat(first.ana.fetches().size() + second.ana.fetches().size()).isEqualTo(1);
    assertThat(await(here).brokerRequests() + await(there).brokerRequests()).isEqualTo(1);
  }

  @Test
  void fetchesWithoutTheLeaseOfAServerThatDied() {
    redis.command("SET " + PAGE.replace("candles", "fetch") + " 1 PX 60000");

    assertThat(first.newest(100).closed()).isEqualTo(minutes(MINUTE - 6000, MINUTE));
    assertThat(first.ana.fetches()).hasSize(1);
  }

  @Test
  void separatesBrokers() {
    first.newest(100);
    untilStored();
    Vertx other = Vertx.vertx();
    others.add(other);

    Server elsewhere = new Server(other, redis, "simulated-2", 1_000_000).start();

    assertThat(elsewhere.newest(100).brokerRequests()).isEqualTo(1);
  }

  @Test
  void ignoresAndReplacesACorruptPage() {
    first.newest(100);
    untilStored();
    first.stop();
    redis.command("SETRANGE " + PAGE + " 40 x");
    first.start();

    assertThat(first.newest(100).closed()).isEqualTo(minutes(MINUTE - 6000, MINUTE));
    assertThat(first.ana.fetches()).hasSize(2);

    untilStored();
    assertThat(otherServer().newest(100).brokerRequests()).isZero();
  }

  @Test
  void ignoresAKeyOfAnotherType() {
    redis.command("LPUSH " + PAGE + " x");

    assertThat(first.newest(100).closed()).isEqualTo(minutes(MINUTE - 6000, MINUTE));
  }

  @Test
  void keepsCandlesOfOtherServersWhenAStreamAddsOne() {
    first.newest(100);
    untilStored();
    String length = redis.command("STRLEN " + PAGE);
    Server second = otherServer();

    await(
        second.bus.request(
            CandleCache.ADDRESS,
            new AddClosed(ASSET, M1, minutes(MINUTE, MINUTE + 60), MINUTE, MINUTE + 60)));
    until(() -> !redis.command("STRLEN " + PAGE).equals(length));

    Server third = otherServer();
    CachedCandles all = await(third.request(ASSET, NOW + 60, 101));
    assertThat(all.closed()).isEqualTo(minutes(MINUTE - 6000, MINUTE + 60));
    assertThat(third.ana.fetches()).isEmpty();
  }

  @Test
  void setsALifetimeForEveryKey() {
    first.newest(2000);
    untilStored();

    String[] names = redis.command("KEYS *").split(" ");

    assertThat(names).contains(PAGE, "catalogador:candles");
    assertThat(names)
        .allSatisfy(name -> assertThat(Long.parseLong(redis.command("PTTL " + name))).isPositive());
  }

  @Test
  void deletesTheOldestPagesBeyondTheLimit() {
    Vertx other = Vertx.vertx();
    others.add(other);
    Server small = new Server(other, redis, "small", 5 * Page.SLOTS).start();

    for (int asset = 1; asset <= 8; asset++) {
      await(small.request(asset, NOW, 100));
      String page = pageName("small", asset);
      until(() -> exists(page));
    }

    until(() -> redis.command("ZCARD catalogador:candles").equals("5"));
    until(() -> pages() == 5);
    assertThat(exists(pageName("small", 3))).isFalse();
    assertThat(exists(pageName("small", 4))).isTrue();
  }

  @Test
  void fillsRedisThatStartsAfterTheServer() {
    first.stop();
    redis.stop();
    first.start();
    assertThat(await(first.state()).redis()).isEqualTo(CacheState.Redis.DOWN);
    assertThat(first.newest(100).closed()).isEqualTo(minutes(MINUTE - 6000, MINUTE));

    redis.restart();
    until(() -> exists(PAGE));

    assertThat(otherServer().newest(100).brokerRequests()).isZero();
  }

  @Test
  void refillsRedisThatRestartsEmpty() {
    first.newest(2000);
    untilStored();

    int pages = pages();

    redis.restart();
    until(() -> pages() == pages);

    assertThat(otherServer().newest(2000).brokerRequests()).isZero();
  }

  @Test
  void refillsRedisAfterFlushAll() {
    first.newest(2000);
    untilStored();
    int pages = pages();

    redis.command("FLUSHALL");
    until(() -> pages() == pages);

    assertThat(otherServer().newest(2000).brokerRequests()).isZero();
  }

  @Test
  void writesAPageToRedisThatMemoryEvictsAtOnce() {
    Vertx other = Vertx.vertx();
    others.add(other);
    Server tiny = new Server(other, redis, "tiny", 10).start();

    assertThat(await(tiny.request(ASSET, NOW, 50)).closed())
        .isEqualTo(minutes(MINUTE - 3_000, MINUTE));

    until(() -> exists(pageName("tiny", ASSET)));
  }

  /** Queries different assets, four at a time, until {@link #end}. */
  private final class Load {
    private final List<CachedCandles> answers = new ArrayList<>();
    private final List<Future<Void>> clients = new ArrayList<>();
    private volatile boolean over;
    private int asset = 1000;

    Load() {
      for (int i = 0; i < 4; i++) {
        clients.add(queryNext());
      }
    }

    private synchronized int next() {
      return asset++;
    }

    private synchronized void addAnswer(CachedCandles candles) {
      answers.add(candles);
    }

    private synchronized int size() {
      return answers.size();
    }

    private Future<Void> queryNext() {
      return over
          ? Future.succeededFuture()
          : first
              .request(next(), NOW, 20)
              .onSuccess(this::addAnswer)
              .compose(ignored -> vertx.timer(5))
              .compose(ignored -> queryNext());
    }

    /** Waits for a number of further answers. */
    void awaitAnswers(int more) {
      int enough = size() + more;
      until(() -> size() >= enough || clients.stream().anyMatch(Future::failed));
    }

    /** Stops, and returns all answers; fails if a query has failed. */
    List<CachedCandles> end() {
      over = true;
      await(Future.all(clients));
      return answers;
    }
  }

  private void assertAllQueriesAnswered(
      Runnable fault, CacheState.Redis expected, Runnable repair) {
    first.newest(100);
    Load load = new Load();
    load.awaitAnswers(20);
    fault.run();
    untilRedisIs(expected);
    load.awaitAnswers(100);
    assertThat(first.newest(100).brokerRequests()).isZero();
    repair.run();
    untilRedisIs(CacheState.Redis.UP);
    load.awaitAnswers(20);

    assertThat(load.end())
        .allSatisfy(
            answer -> assertThat(answer.closed()).isEqualTo(minutes(MINUTE - 1200, MINUTE)));
    until(() -> exists(PAGE));
  }

  @Test
  void answersAllQueriesWhileRedisIsStopped() {
    assertAllQueriesAnswered(redis::stop, CacheState.Redis.DOWN, redis::restart);
  }

  @Test
  void answersAllQueriesWhileRedisDoesNotRespond() {
    assertAllQueriesAnswered(redis::pause, CacheState.Redis.DOWN, redis::resume);
  }

  @Test
  void answersAllQueriesWhileRedisIsFull() {
    assertAllQueriesAnswered(
        () -> redis.maxMemory(1), CacheState.Redis.DEGRADED, () -> redis.maxMemory(0));
  }

  @Test
  void readsThePagesOfManyConcurrentQueries() {
    List<Integer> assets = IntStream.range(0, 50).boxed().toList();
    await(Future.all(assets.stream().map(asset -> first.request(asset, NOW, 100)).toList()));
    until(() -> pages() == 50);
    Server second = otherServer();

    List<Future<CachedCandles>> answers =
        Stream.of(assets, assets)
            .flatMap(List::stream)
            .map(asset -> second.request(asset, NOW, 100))
            .toList();
    await(Future.all(answers));

    assertThat(second.ana.fetches()).isEmpty();
  }

  /** What is not asked for at the start would be missed by a user's request. */
  @Test
  void asksForTheRightToAllCommandsItSends() {
    assertThat(RedisCommands.names(RedisStore.COMMANDS))
        .isEqualTo(RedisCommands.sentBy("br.com.catalogador.cache"));
  }
}
