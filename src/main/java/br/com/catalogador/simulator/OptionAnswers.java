package br.com.catalogador.simulator;

import br.com.catalogador.simulator.LinkFaults.AssetShape;
import br.com.catalogador.simulator.SimulatedAsset.Kind;
import br.com.catalogador.simulator.SimulatedAsset.Section;
import br.com.catalogador.simulator.SimulatedAsset.State;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers requests for option lists, payouts, single assets and currencies. */
final class OptionAnswers {
  private static final long DAY = 86_400;
  private static final Map<String, JsonObject> CURRENCIES =
      Map.of(
          "USD", currency(1, "USD", "$", 1.0),
          "EUR", currency(3, "EUR", "€", 1.15),
          "BRL", currency(6, "BRL", "R$", 0.186));

  private final Map<Long, SimulatedMarket> markets;
  private final Faults faults;

  // The option list is long, the same for all users of a group, and changes only when a session
  // opens or closes.
  private final Map<AccountGroup, String> options = new HashMap<>();
  private List<Object> optionsKey = List.of();

  OptionAnswers(Map<Long, SimulatedMarket> markets, Faults faults) {
    this.markets = markets;
    this.faults = faults;
  }

  Answer initializationData(ClientRequest request) {
    long now = request.now();
    LinkFaults plan = faults.plan().link();
    if (plan.lists(AssetShape.UNREADABLE)) {
      return Answer.of("initialization-data", new JsonObject().put("isSuccessful", true));
    }
    List<Long> offered =
        markets.values().stream()
            .filter(market -> market.isOffered(now))
            .map(market -> market.asset().id())
            .toList();
    List<Object> key = List.of(now / DAY, offered, plan.assetShapes(), plan.accountGroups());
    if (!key.equals(optionsKey)) {
      options.clear();
      optionsKey = key;
    }
    return Answer.ofText(
        "initialization-data",
        options.computeIfAbsent(
            plan.groupOf(request.user()), group -> options(group, now).encode()));
  }

  private JsonObject options(AccountGroup group, long now) {
    JsonObject groups = new JsonObject();
    for (Kind kind : Kind.values()) {
      groups.put(String.valueOf(kind.group()), "front." + kind.type());
    }
    JsonObject lists = new JsonObject();
    for (Section section : Section.values()) {
      lists.put(section.key(), section(section, group, now));
    }
    return lists.put("currency", "USD").put("is_buyback", 0).put("groups", groups);
  }

  private JsonObject section(Section section, AccountGroup group, long now) {
    JsonArray list = new JsonArray();
    JsonObject actives = new JsonObject();
    for (SimulatedMarket market : markets.values()) {
      if (isListed(market.asset(), section)) {
        list.add(market.asset().id());
        actives.put(String.valueOf(market.asset().id()), option(market, section, group, now));
      }
    }
    return new JsonObject().put("list", list).put("actives", actives);
  }

  private boolean isListed(SimulatedAsset asset, Section section) {
    LinkFaults plan = faults.plan().link();
    return asset.listedIn(section)
        && !plan.lists(AssetShape.EMPTY)
        && (!asset.hasLongId() || plan.lists(AssetShape.LONG_IDS));
  }

  private JsonObject option(SimulatedMarket market, Section section, AccountGroup group, long now) {
    SimulatedAsset asset = market.asset();
    JsonObject option =
        new JsonObject()
            .put("id", asset.id())
            .put("name", "front." + asset.ticker())
            .put("description", "front." + asset.ticker())
            .put("ticker", asset.ticker())
            .put("enabled", asset.state() != State.DISABLED)
            .put("is_suspended", !market.isOffered(now) || group.isSuspended(asset))
            .put("buyback_deadtime", 120)
            .put("is_buyback", false)
            .put("precision", asset.precision())
            .put("group_id", asset.kind().group())
            .put("image", image(asset))
            .put("minimal_bet", 1)
            .put("maximal_bet", 20_000)
            .put("minmax", new JsonObject().put("min", 1).put("max", 20_000))
            .put("provider", "simulator")
            .put("start_time", 0)
            .put("option", terms(section, group.payout(asset, section)))
            .put("schedule", schedule(market, now));
    if (section != Section.BLITZ) {
      option.put("deadtime", 30);
    }
    faults.plan().link().assetShapes().stream()
        .sorted()
        .forEach(shape -> UnusualAssets.write(shape, asset, option));
    return option;
  }

  private static JsonObject terms(Section section, int payout) {
    JsonArray expirations =
        switch (section) {
          case TURBO -> JsonArray.of(60, 120, 180, 240, 300);
          case BINARY -> JsonArray.of(900, 1_800, 3_600);
          case BLITZ -> JsonArray.of(5, 10, 15, 30);
        };
    JsonObject profit =
        new JsonObject().put("commission", 100 - payout).put("refund_min", 0).put("refund_max", 0);
    return new JsonObject()
        .put("count", expirations.size())
        .put("expiration_times", expirations)
        .put("profit", profit)
        .put("special", new JsonObject());
  }

  private static JsonArray schedule(SimulatedMarket market, long now) {
    JsonArray pairs = new JsonArray();
    for (long[] session : market.announcedSessions(now)) {
      pairs.add(JsonArray.of(session[0], session[1]));
    }
    return pairs;
  }

  Answer active(ClientRequest request) {
    Long id = request.number("id");
    SimulatedMarket market = id == null ? null : markets.get(id);
    if (market == null) {
      return Answer.notFound("active");
    }
    SimulatedAsset asset = market.asset();
    return Answer.of(
        "active",
        new JsonObject()
            .put("id", asset.id())
            .put("name", asset.ticker())
            .put("description", asset.ticker())
            .put("image", image(asset))
            .put("is_otc", asset.otc())
            .put("time_from", "00:00:00")
            .put("time_to", "00:00:00")
            .put("precision", asset.precision())
            .put("pip_scale", asset.precision() - 1)
            .put("spread_plus", 0)
            .put("spread_minus", 0)
            .put("expiration_days", JsonArray.of(1, 1, 1, 1, 1, 1, 1))
            .put("currency_left_side", leftCurrency(asset))
            .put("currency_right_side", rightCurrency(asset))
            .put("type", asset.kind().type())
            .put("min_qty", 1)
            .put("qty_step", 1)
            .put("type_qty", "lot")
            .put("is_visible", asset.state() != State.DISABLED)
            .put("is_paused", asset.state() == State.SUSPENDED)
            .put("active_group_id", asset.kind().group()));
  }

  private static String image(SimulatedAsset asset) {
    return "/storage/public/active/" + asset.id() + ".png";
  }

  private static String leftCurrency(SimulatedAsset asset) {
    return asset.kind() == Kind.FOREX ? asset.ticker().substring(0, 3) : "";
  }

  private static String rightCurrency(SimulatedAsset asset) {
    return asset.kind() == Kind.FOREX ? asset.ticker().substring(3, 6) : "USD";
  }

  Answer currency(ClientRequest request) {
    JsonObject currency = CURRENCIES.get(String.valueOf(request.body().getValue("name")));
    return currency == null ? Answer.notFound("currency") : Answer.of("currency", currency);
  }

  private static JsonObject currency(int id, String name, String symbol, double dollars) {
    return new JsonObject()
        .put("id", id)
        .put("name", name)
        .put("symbol", symbol)
        .put("minor_units", 2)
        .put("rate", 1 / dollars)
        .put("rate_usd", dollars)
        .put("min_deal_amount", 1);
  }
}
