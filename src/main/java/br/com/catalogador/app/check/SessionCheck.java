package br.com.catalogador.app.check;

import br.com.catalogador.app.check.Finding.Kind;
import br.com.catalogador.broker.AnswerFacts;
import br.com.catalogador.broker.AssetListing;
import br.com.catalogador.broker.Balance;
import br.com.catalogador.broker.BrokerNetwork;
import br.com.catalogador.broker.FrameTap;
import br.com.catalogador.broker.PolariumApi;
import br.com.catalogador.broker.PolariumLink;
import br.com.catalogador.broker.PolariumLink.State;
import br.com.catalogador.broker.Profile;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.CandleSeries;
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
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Checks a session on the broker's socket, with the same link class as the server. */
final class SessionCheck {
  private static final Timeframe TIMEFRAME = Timeframe.M1;
  private static final int CANDLES = 10;

  /** A larger difference misleads people, although the server goes by the broker's clock. */
  private static final long MAX_OFFSET_MILLIS = 5_000;

  /** A quiet asset may be without a price for a minute or two. */
  private static final long MAX_AGE_SECONDS = 180;

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3,4}");
  private static final String OTHER = "other";

  private final Vertx vertx;
  private final BrokerAccess access;
  private final Awaiting awaiting;
  private final Redaction redaction;
  private final Duration listening;
  private final FrameTap tap;
  private PolariumLink link;
  private PolariumApi api;
  private PushCount pushes;
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
            pushes = new PushCount(vertx, link);
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
        facts.mergeIn(refusal.json());
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
    asset = preferred(assets);
    return asset.open() ? null : Finding.warning(Kind.NO_OPEN_ASSET);
  }

  /** An open asset, if possible over the counter, which has prices at any time. */
  private static Asset preferred(List<Asset> assets) {
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

  /** After all requests have been answered, so that only pushes are counted. */
  private Finding pushes(JsonObject facts) {
    // On the event loop, where pushes may still come.
    awaiting.await(
        () ->
            pushes
                .listen(asset, TIMEFRAME, listening)
                .onSuccess(ignored -> pushes.describe(facts)));
    return pushes.prices() == 0 ? Finding.failed(Kind.NO_PUSHES) : null;
  }
}
