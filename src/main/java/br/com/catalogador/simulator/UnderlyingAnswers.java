package br.com.catalogador.simulator;

import br.com.catalogador.simulator.LinkFaults.AssetShape;
import br.com.catalogador.simulator.SimulatedAsset.Kind;
import br.com.catalogador.simulator.SimulatedAsset.Section;
import br.com.catalogador.simulator.SimulatedAsset.State;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Answers requests for underlyings of digital options and margin trading, and for the index of all
 * assets.
 */
final class UnderlyingAnswers {
  private static final DateTimeFormatter EXPIRATION =
      DateTimeFormatter.ofPattern("yyyyMMdd'D'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int[] DIGITAL_PERIODS = {60, 300, 900};

  private final Map<Long, SimulatedMarket> markets;
  private final Faults faults;

  UnderlyingAnswers(Map<Long, SimulatedMarket> markets, Faults faults) {
    this.markets = markets;
    this.faults = faults;
  }

  Answer digital(ClientRequest request) {
    JsonArray underlying = new JsonArray();
    boolean filtered = Boolean.TRUE.equals(request.body().getValue("filter_suspended"));
    for (SimulatedMarket market : listed(kind -> kind == Kind.FOREX)) {
      JsonObject shown = underlying(market, request);
      if (!filtered || !shown.getBoolean("is_suspended")) {
        underlying.add(shown);
      }
    }
    return Answer.of(
        "underlying-list",
        new JsonObject().put("type", "digital-option").put("underlying", underlying));
  }

  Answer marginalForex(ClientRequest request) {
    return marginal(request, kind -> kind == Kind.FOREX);
  }

  Answer marginalCrypto(ClientRequest request) {
    return marginal(request, kind -> kind == Kind.CRYPTO);
  }

  Answer marginalCfd(ClientRequest request) {
    return marginal(request, kind -> kind != Kind.FOREX && kind != Kind.CRYPTO);
  }

  /** Over-the-counter assets have no margin trading. */
  private Answer marginal(ClientRequest request, Predicate<Kind> kinds) {
    JsonArray items = new JsonArray();
    for (SimulatedMarket market : listed(kinds)) {
      if (!market.asset().otc()) {
        items.add(underlying(market, request).put("max_leverages", new JsonObject().put("0", 30)));
      }
    }
    return Answer.of("underlying-list", new JsonObject().put("items", items));
  }

  private Collection<SimulatedMarket> listed(Predicate<Kind> kinds) {
    boolean none = faults.plan().link().lists(AssetShape.EMPTY);
    return markets.values().stream()
        .filter(market -> !none && !market.asset().hasLongId())
        .filter(market -> kinds.test(market.asset().kind()))
        .toList();
  }

  private JsonObject underlying(SimulatedMarket market, ClientRequest request) {
    long now = request.now();
    AccountGroup group = faults.plan().link().groupOf(request.user());
    JsonArray sessions = new JsonArray();
    for (long[] session : market.announcedSessions(now)) {
      sessions.add(new JsonObject().put("open", session[0]).put("close", session[1]));
    }
    SimulatedAsset asset = market.asset();
    return new JsonObject()
        .put("active_id", asset.id())
        .put("name", asset.ticker())
        .put("underlying", asset.ticker())
        .put("is_enabled", asset.state() != State.DISABLED)
        .put("is_suspended", !market.isOffered(now) || group.isSuspended(asset))
        .put("schedule", sessions);
  }

  /** The next expirations of an asset's digital options at the current price. */
  Answer instruments(ClientRequest request) {
    Long id = request.number("asset_id");
    SimulatedMarket market = id == null ? null : markets.get(id);
    if (market == null) {
      return Answer.notFound("instruments");
    }
    JsonArray instruments = new JsonArray();
    for (int period : DIGITAL_PERIODS) {
      instruments.add(instrument(id, period, request.now()));
    }
    return Answer.of(
        "instruments",
        new JsonObject().put("type", "digital-option").put("instruments", instruments));
  }

  private static JsonObject instrument(long id, int period, long now) {
    long expiration = (now / period + 1) * period;
    String symbol =
        "do"
            + id
            + "A"
            + EXPIRATION.format(Instant.ofEpochSecond(expiration))
            + "T"
            + period / 60
            + "M";
    JsonArray data = new JsonArray();
    for (String direction : new String[] {"call", "put"}) {
      data.add(
          new JsonObject()
              .put("strike", "SPT")
              .put("symbol", symbol + direction.substring(0, 1).toUpperCase(Locale.ROOT) + "SPT")
              .put("direction", direction));
    }
    return new JsonObject()
        .put("index", expiration / 60)
        .put("instrument_type", "digital-option")
        .put("asset_id", id)
        .put("expiration", expiration)
        .put("period", period)
        .put("deadtime", 30)
        .put("buyback_deadtime", 10)
        .put("generated_at", now)
        .put("data", data);
  }

  Answer topAssets(ClientRequest request) {
    AccountGroup group = faults.plan().link().groupOf(request.user());
    JsonArray data = new JsonArray();
    for (SimulatedMarket market : listed(kind -> kind == Kind.FOREX)) {
      int payout = group.payout(market.asset(), Section.BLITZ);
      data.add(new JsonObject().put("active_id", market.asset().id()).put("spot_profit", payout));
    }
    return Answer.of(
        "top-assets",
        new JsonObject()
            .put("instrument_type", request.body().getValue("instrument_type"))
            .put("data", data));
  }

  /** Asset ids by kind; forex is grouped by trading volume, and stocks are objects. */
  Answer index(ClientRequest request) {
    JsonArray shares = new JsonArray();
    for (SimulatedMarket market : listed(kind -> kind == Kind.STOCK)) {
      shares.add(
          new JsonObject().put("id", market.asset().id()).put("sub_industry", new JsonArray()));
    }
    return Answer.of(
        "actives-index",
        new JsonObject()
            .put("commodity", ids(Kind.COMMODITY))
            .put("crypto", ids(Kind.CRYPTO))
            .put("etf", new JsonArray())
            .put(
                "forex",
                new JsonObject()
                    .put("major", ids(Kind.FOREX))
                    .put("minor", new JsonArray())
                    .put("exotic", new JsonArray()))
            .put("index", ids(Kind.INDEX))
            .put("stock", shares));
  }

  private JsonArray ids(Kind kind) {
    JsonArray ids = new JsonArray();
    listed(other -> other == kind).forEach(market -> ids.add(market.asset().id()));
    return ids;
  }
}
