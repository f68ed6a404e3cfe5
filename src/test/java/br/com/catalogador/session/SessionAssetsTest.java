package br.com.catalogador.session;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import br.com.catalogador.broker.BrokerClock;
import br.com.catalogador.broker.BrokerRequests;
import br.com.catalogador.broker.Frame;
import br.com.catalogador.broker.PolariumApi;
import br.com.catalogador.broker.PolariumLink;
import br.com.catalogador.broker.ScriptedBroker;
import br.com.catalogador.broker.ScriptedBroker.ReceivedRequest;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.AssetCache;
import br.com.catalogador.cache.message.GetSharedAssets;
import br.com.catalogador.cache.message.ShareAssets;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.AssetsView;
import br.com.catalogador.support.Loop;
import br.com.catalogador.support.Secret;
import br.com.catalogador.support.SettableTime;
import br.com.catalogador.support.VirtualTimers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SessionAssetsTest {
  private static final String NOBODY = "nobody";

  private final SettableTime time = new SettableTime(ScriptedBroker.NOW);
  private ScriptedBroker server;
  private Loop loop;
  private PolariumLink link;
  private SessionAssets book;
  private Bus bus;

  @BeforeEach
  void connect(Vertx vertx) {
    bus = Bus.install(vertx);
    server = ScriptedBroker.start(vertx);
    loop = new Loop(vertx);
    // The link would replace a socket that is silent by the test's clock.
    Vertx timeless = new VirtualTimers(vertx, time::millis).vertx();
    BrokerAccess broker = new BrokerAccess(timeless, server.options(), time);
    link = broker.link(new Secret("S"), "");
    await(loop.start(link::open));
    book = new SessionAssets(new PolariumApi(link), link.clock(), bus);
  }

  private Future<AssetsView> fresh() {
    return loop.start(book::fresh);
  }

  private Future<Asset> asset(String symbol) {
    return loop.start(() -> book.asset(symbol));
  }

  private static void list(ReceivedRequest ask, String... symbols) {
    JsonObject actives = new JsonObject();
    for (String symbol : symbols) {
      actives.put(
          symbol,
          new JsonObject()
              .put("id", symbol.hashCode() & 0xffff)
              .put("name", "front." + symbol)
              .put("enabled", true));
    }
    ask.answer(new JsonObject().put("turbo", new JsonObject().put("actives", actives)));
  }

  private static List<String> symbols(Future<AssetsView> view) {
    return await(view).assets().stream().map(Asset::symbol).toList();
  }

  @Test
  void requestsTheListOncePerMinute() {
    Future<AssetsView> first = fresh();
    list(server.next(), "EURUSD", "AUDCAD");
    assertThat(symbols(first)).containsExactly("AUDCAD", "EURUSD");
    assertThat(await(first).asOf()).isEqualTo(ScriptedBroker.NOW);

    time.forward(Duration.ofSeconds(59));
    assertThat(await(fresh())).isSameAs(await(first));
    assertThat(server.waiting()).isEmpty();
  }

  @Test
  void requestsTheListAgainAfterAMinute() {
    Future<AssetsView> first = fresh();
    list(server.next(), "EURUSD");
    await(first);

    time.forward(Duration.ofSeconds(60));
    Future<AssetsView> second = fresh();
    list(server.next(), "USDJPY");

    assertThat(symbols(second)).containsExactly("USDJPY");
    assertThat(await(second).asOf()).isEqualTo(ScriptedBroker.NOW + 60);
  }

  @Test
  void requestsTheListAgainWhenTheClockWasSetBack() {
    Future<AssetsView> first = fresh();
    list(server.next(), "EURUSD");
    await(first);

    time.forward(Duration.ofMinutes(-2));
    Future<AssetsView> second = fresh();
    list(server.next(), "USDJPY");

    assertThat(symbols(second)).containsExactly("USDJPY");
  }

  @Test
  void concurrentRequestsShareOneListRequest() {
    List<Future<AssetsView>> views = List.of(fresh(), fresh(), fresh());
    ReceivedRequest only = server.next();
    assertThat(server.waiting()).isEmpty();

    list(only, "EURUSD");

    assertThat(views).allSatisfy(view -> assertThat(symbols(view)).containsExactly("EURUSD"));
  }

  @Test
  void firstAssetRequestWaitsForTheList() {
    Future<Asset> asset = asset("EURUSD");
    ReceivedRequest ask = server.next();
    assertThat(asset.isComplete()).isFalse();

    list(ask, "EURUSD");

    assertThat(await(asset).symbol()).isEqualTo("EURUSD");
  }

  @Test
  void answersFromTheOldListDuringARefresh() {
    Future<AssetsView> first = fresh();
    list(server.next(), "EURUSD");
    await(first);
    time.forward(Duration.ofMinutes(10));

    assertThat(await(asset("EURUSD")).symbol()).isEqualTo("EURUSD");

    Future<AssetsView> second = fresh();
    list(server.next(), "USDJPY");
    await(second);
    assertThat(await(asset("USDJPY")).symbol()).isEqualTo("USDJPY");
    assertThat(failure(asset("EURUSD")).kind()).isEqualTo(FailureKind.ASSET_UNKNOWN);
  }

  @Test
  void failureNamesTheUnknownAsset() {
    Future<Asset> asset = asset("NOPE");
    list(server.next(), "EURUSD");

    Failure unknown = failure(asset);
    assertThat(unknown.kind()).isEqualTo(FailureKind.ASSET_UNKNOWN);
    assertThat(unknown.facts()).isEqualTo(new JsonObject().put("asset", "NOPE"));
  }

  @Test
  void requestsTheListAgainAfterAFailure() {
    Future<Asset> failed = asset("EURUSD");
    // The usual list, and the ten parallel requests that replace it.
    for (int request = 0; request < 11; request++) {
      server.next().refuse(4000);
    }
    assertThat(failure(failed).kind()).isEqualTo(FailureKind.BROKER_REFUSED);

    Future<Asset> asset = asset("EURUSD");
    list(server.next(), "EURUSD");

    assertThat(await(asset).symbol()).isEqualTo("EURUSD");
  }

  /** Fails the first request at once, and forwards later ones. */
  private static final class FailsOnce implements BrokerRequests {
    private final PolariumLink link;
    private boolean refused;

    FailsOnce(PolariumLink link) {
      this.link = link;
    }

    @Override
    public Future<Frame> request(String name, String version, JsonObject body) {
      if (!refused) {
        refused = true;
        return Future.failedFuture(Failure.of(FailureKind.BROKER_UNAVAILABLE));
      }
      return link.request(name, version, body);
    }

    @Override
    public BrokerClock clock() {
      return link.clock();
    }
  }

  @Test
  void requestsTheListAgainAfterAnImmediateFailure() {
    book = new SessionAssets(new PolariumApi(new FailsOnce(link)), link.clock(), bus);
    assertThat(failure(fresh()).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);

    Future<AssetsView> list = fresh();
    list(server.next(), "EURUSD");

    assertThat(symbols(list)).containsExactly("EURUSD");
  }

  @Test
  void keepsUsingTheOldListWhenARefreshFails() {
    Future<AssetsView> first = fresh();
    list(server.next(), "EURUSD");
    await(first);
    time.forward(Duration.ofMinutes(10));

    Future<Asset> asset = asset("EURUSD");
    server.next().refuse(4000);

    assertThat(await(asset).symbol()).isEqualTo("EURUSD");
  }

  /** An asset cache whose shared list a test sets. */
  private static final class ScriptedCache implements AssetCache {
    private final Queue<GetSharedAssets> takes = new ConcurrentLinkedQueue<>();
    private final Queue<ShareAssets> offers = new ConcurrentLinkedQueue<>();
    private volatile AssetsView list;

    @Override
    public Future<AssetsView> get(GetSharedAssets request) {
      if (!request.group().equals(NOBODY)) {
        takes.add(request);
      }
      return Future.succeededFuture(list);
    }

    @Override
    public Future<String> share(ShareAssets request) {
      offers.add(request);
      return Future.succeededFuture("group");
    }
  }

  private ScriptedCache joinGroup() {
    ScriptedCache cache = new ScriptedCache();
    await(bus.serve(AssetCache.ADDRESS, cache).completion());
    Future<AssetsView> own = fresh();
    list(server.next(), "EURUSD");
    await(own);
    awaitOffers();
    return cache;
  }

  /** Waits for a later request: earlier requests of the same loop are answered before it. */
  private void awaitOffers() {
    await(loop.start(() -> bus.request(AssetCache.ADDRESS, new GetSharedAssets(NOBODY, 0))));
  }

  private AssetsView othersList(long asOf) {
    return new AssetsView(
        List.of(new Asset(1, "GBPUSD", "GBP/USD", Asset.Category.FOREX, true, 0.8)), asOf);
  }

  @Test
  void usesTheSharedListOfItsGroupInsteadOfTheBroker() {
    ScriptedCache cache = joinGroup();
    time.forward(Duration.ofSeconds(60));
    cache.list = othersList(ScriptedBroker.NOW + 50);

    assertThat(await(fresh())).isEqualTo(cache.list);
    assertThat(await(asset("GBPUSD")).payout()).isEqualTo(0.8);
    assertThat(server.waiting()).isEmpty();
    assertThat(cache.takes).containsExactly(new GetSharedAssets("group", ScriptedBroker.NOW + 60));
  }

  @Test
  void sharesTheListThatItFetchesForItsGroup() {
    ScriptedCache cache = joinGroup();
    time.forward(Duration.ofSeconds(60));

    Future<AssetsView> second = fresh();
    list(server.next(), "USDJPY");

    assertThat(symbols(second)).containsExactly("USDJPY");
    awaitOffers();
    assertThat(cache.offers)
        .extracting(ShareAssets::group, offer -> offer.assets().asOf())
        .containsExactly(tuple(null, ScriptedBroker.NOW), tuple("group", ScriptedBroker.NOW + 60));
  }

  @Test
  void fetchesFromTheBrokerAgainAfterTenMinutes() {
    ScriptedCache cache = joinGroup();
    cache.list = othersList(ScriptedBroker.NOW + 599);
    time.forward(Duration.ofSeconds(600));

    Future<AssetsView> own = fresh();
    list(server.next(), "EURUSD");

    assertThat(symbols(own)).containsExactly("EURUSD");
    awaitOffers();
    assertThat(cache.takes).isEmpty();
    assertThat(cache.offers).extracting(ShareAssets::group).containsExactly(null, null);
  }

  @Test
  void fetchesFromTheBrokerWhenTheClockWasAhead() {
    ScriptedCache cache = joinGroup();
    cache.list = othersList(ScriptedBroker.NOW - 3600);
    time.forward(Duration.ofSeconds(-3600));

    Future<AssetsView> own = fresh();
    list(server.next(), "EURUSD");

    assertThat(symbols(own)).containsExactly("EURUSD");
    assertThat(cache.takes).isEmpty();
  }
}
