package br.com.catalogador.app.check;

import br.com.catalogador.app.check.Finding.Kind;
import br.com.catalogador.broker.AnswerFacts;
import br.com.catalogador.broker.AssetListing;
import br.com.catalogador.broker.Balance;
import br.com.catalogador.broker.BrokerNetwork;
import br.com.catalogador.broker.CandleStream;
import br.com.catalogador.broker.Frame;
import br.com.catalogador.broker.FrameTap;
import br.com.catalogador.broker.PolariumApi;
import br.com.catalogador.broker.PolariumLink;
import br.com.catalogador.broker.PolariumLink.State;
import br.com.catalogador.broker.Profile;
import br.com.catalogador.broker.ProtocolAnomalies;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.RunningCandle;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.session.BrokerAccess;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The broker's socket under a session id, with the link that the server uses. */
final class SessionCheck {
  private static final Timeframe TIMEFRAME = Timeframe.M1;
  private static final int CANDLES = 10;

  /** A larger difference misleads people, although the server goes by the broker's clock. */
  private static final long MAX_OFFSET_MILLIS = 5_000;

  /** A quiet asset may be without a price for a minute or two. */
  private static final long MAX_AGE_SECONDS = 180;

  private static final int MAX_KINDS = 20;
  private static final Pattern PUSH_NAME = Pattern.compile("[A-Za-z][A-Za-z.-]{1,39}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3,4}");
  private static final String OTHER = "other";

  private final Vertx vertx;
  private final BrokerAccess access;
  private final Awaiting awaiting;
  private final Redaction redaction;
  private final Duration listening;
  private final FrameTap tap;
  private final Map<String, Integer> pushes = new TreeMap<>();
  private PolariumLink link;
  private PolariumApi api;
  private Future<Void> opened;
  private Asset asset;

  /** Runs something on the event loop and blocks until it is done. */
  interface Awaiting {
    <T> T await(Supplier<Future<T>> action);
  }

  SessionCheck(
      Vertx vertx,
      BrokerAccess access,
      Awaiting awaiting,
      Redaction redaction,
      Duration listening,
      FrameTap tap) {
    this.vertx = vertx;
    this.access = access;
    this.awaiting = awaiting;
    this.redaction = redaction;
    this.listening = listening;
    this.tap = tap;
  }

  /**
   * Runs the steps, and closes the link.
   *
   * @param ssid null if there is no session; then all steps must be skipped
   */
  void run(Steps steps, Secret ssid) {
    steps.needed(Step.UPGRADE, "", facts -> upgrade(ssid, facts));
    steps.needed(Step.AUTHENTICATE, "", facts -> authenticate());
    steps.needed(Step.TIME_SYNC, "", this::timeSync);
    steps.run(Step.PROFILE, "", this::profile);
    steps.run(Step.BALANCES, "", this::balances, false);
    steps.needed(Step.ASSETS, "", this::assets);
    steps.run(Step.CANDLES, "", this::candles);
    steps.run(Step.PUSHES, "", this::pushes);
    if (link != null) {
      awaiting.await(link::close);
    }
  }

  private Finding upgrade(Secret ssid, JsonObject facts) {
    Promise<Void> upgraded = Promise.promise();
    try {
      awaiting.await(
          () -> {
            link = access.link(ssid, BrokerNetwork.ANY_ADDRESS);
            link.tap(tap);
            api = new PolariumApi(link);
            link.onFrame(this::count);
            link.onChange(
                () -> {
                  if (link.state() == State.AUTHENTICATING) {
                    upgraded.tryComplete();
                  }
                });
            opened = link.open();
            opened.onFailure(upgraded::tryFail);
            return upgraded.future();
          });
      return null;
    } catch (Failure e) {
      AnswerFacts refusal = AnswerFacts.ofUpgrade(e);
      if (refusal != null) {
        facts
            .put("status", refusal.status())
            .put("contentType", refusal.contentType())
            .put("answeredBy", refusal.answeredBy());
      }
      throw e;
    }
  }

  private Finding authenticate() {
    awaiting.await(() -> opened);
    return null;
  }

  private Finding timeSync(JsonObject facts) {
    long offset;
    try {
      offset = awaiting.await(() -> link.clockKnown().map(ignored -> link.clock().offsetMillis()));
    } catch (Failure e) {
      if (e.kind() == FailureKind.BROKER_TIMEOUT) {
        return Finding.failed(Kind.NO_TIME_SYNC);
      }
      throw e;
    }
    facts.put("offsetMillis", offset);
    return Math.abs(offset) > MAX_OFFSET_MILLIS ? Finding.warning(Kind.CLOCK_OFF) : null;
  }

  private Finding profile(JsonObject facts) {
    Profile profile = awaiting.await(api::profile);
    redaction.add(profile.name());
    List.of(profile.name().split(" ")).forEach(redaction::add);
    redaction.add(profile.email());
    facts.put("name", !profile.name().isEmpty()).put("email", !profile.email().isEmpty());
    return null;
  }

  private Finding balances(JsonObject facts) {
    List<Balance> balances = awaiting.await(api::balances);
    facts
        .put("real", has(balances, Balance.REAL))
        .put("practice", has(balances, Balance.PRACTICE))
        .put(
            "currencies",
            new JsonArray(
                balances.stream()
                    .map(Balance::currency)
                    .map(code -> CURRENCY.matcher(code).matches() ? code : OTHER)
                    .distinct()
                    .sorted()
                    .toList()));
    return null;
  }

  private static boolean has(List<Balance> balances, int type) {
    return balances.stream().anyMatch(balance -> balance.type() == type);
  }

  private Finding assets(JsonObject facts) {
    AssetListing listing = awaiting.await(api::assets);
    List<Asset> assets = listing.assets();
    facts
        .put("total", assets.size())
        .put("open", assets.stream().filter(Asset::open).count())
        .put("withPayout", assets.stream().filter(each -> each.payout() != null).count());
    JsonObject categories = new JsonObject();
    for (Category category : Category.values()) {
      long size = assets.stream().filter(each -> each.category() == category).count();
      if (size > 0) {
        categories.put(category.wireName(), size);
      }
    }
    facts.put("categories", categories).put("emptyLists", new JsonArray(listing.empty()));
    if (assets.isEmpty()) {
      return Finding.failed(Kind.NO_ASSETS);
    }
    asset = mostLively(assets);
    return asset.open() ? null : Finding.warning(Kind.NO_OPEN_ASSET);
  }

  /** An open asset, if possible over the counter, which has prices at any time. */
  private static Asset mostLively(List<Asset> assets) {
    return assets.stream()
        .max(
            Comparator.comparing(Asset::open)
                .thenComparing(each -> each.category() == Category.OTC))
        .orElseThrow();
  }

  private Finding candles(JsonObject facts) {
    facts.put("asset", asset.symbol());
    CandleSeries candles = awaiting.await(() -> fetch(asset));
    facts.put("candles", candles.size());
    long now = awaiting.await(() -> Future.succeededFuture(link.clock().seconds()));
    long closedAt = newestClosedAt(candles, now);
    if (closedAt == 0) {
      return Finding.failed(Kind.NO_CANDLES);
    }
    facts.put("newestAgeSeconds", now - closedAt);
    return now - closedAt > MAX_AGE_SECONDS ? Finding.warning(Kind.OLD_CANDLES) : null;
  }

  private Future<CandleSeries> fetch(Asset of) {
    return api.candles(of.id(), TIMEFRAME, link.clock().seconds(), CANDLES, true)
        .map(CandlePage::candles);
  }

  /** The end of the newest candle that has ended; 0 if there is none. */
  private static long newestClosedAt(CandleSeries candles, long now) {
    for (int i = candles.size() - 1; i >= 0; i--) {
      long end = candles.from(i) + TIMEFRAME.seconds();
      if (end <= now) {
        return end;
      }
    }
    return 0;
  }

  /** Follows an asset as a watched catalogue does; called after all requests have been answered. */
  private Finding pushes(JsonObject facts) {
    PushedCandles candles = new PushedCandles();
    awaiting.await(() -> listen(candles).onSuccess(ignored -> putPushes(facts, candles)));
    return candles.count == 0 ? Finding.failed(Kind.NO_PUSHES) : null;
  }

  private Future<Void> listen(PushedCandles candles) {
    pushes.clear();
    long now = link.clock().seconds();
    long start = now - now % TIMEFRAME.seconds();
    CandleStream stream =
        new CandleStream(vertx, link, asset.id(), TIMEFRAME, start, candles, candles);
    return vertx
        .timer(listening.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(ignored -> stream.close());
  }

  private void putPushes(JsonObject facts, PushedCandles candles) {
    JsonObject byName = new JsonObject();
    pushes.forEach(byName::put);
    JsonObject notUnderstood = new JsonObject();
    for (ProtocolAnomalies.Kind kind : ProtocolAnomalies.Kind.values()) {
      if (link.anomalies().count(kind) > 0) {
        notUnderstood.put(kind.name().toLowerCase(Locale.ROOT), link.anomalies().count(kind));
      }
    }
    facts
        .put("seconds", listening.toSeconds())
        .put("pushes", byName)
        .put("prices", candles.count)
        .put("notUnderstood", notUnderstood);
  }

  private void count(Frame frame) {
    if (frame.requestId() == null || frame.requestId().isEmpty()) {
      boolean listed =
          PUSH_NAME.matcher(frame.name()).matches()
              && (pushes.size() < MAX_KINDS || pushes.containsKey(frame.name()));
      pushes.merge(listed ? frame.name() : OTHER, 1, Integer::sum);
    }
  }

  /** Counts the prices of the running candle. */
  private static final class PushedCandles implements CandleStream.Listener, CandleStream.Source {
    private int count;

    @Override
    public void running(RunningCandle candle) {
      count++;
    }

    @Override
    public void closed(CandleSeries candles) {
      count++;
    }

    @Override
    public void known(CandleSeries candles, long knownTo) {}

    @Override
    public Future<CandleStream.Newest> newest(int wanted) {
      return Future.failedFuture(Failure.of(FailureKind.BROKER_UNAVAILABLE));
    }
  }
}
