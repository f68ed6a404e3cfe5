package br.com.catalogador.broker;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Asset.Category;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the broker's initialization data into assets. */
final class AssetList {
  /** Sections by how near they are to what is catalogued: one-minute entries are turbo options. */
  private static final List<String> SECTIONS = List.of("turbo", "binary", "blitz");

  private static final Set<String> COMMODITIES =
      Set.of("XAUUSD", "XAGUSD", "UKOUSD", "USOUSD", "XPTUSD", "XPDUSD");
  private static final Map<Integer, Category> CATEGORY_OF_GROUP =
      Map.of(1, Category.FOREX, 2, Category.STOCK, 4, Category.INDEX, 16, Category.CRYPTO);
  private static final Pattern PAIR =
      Pattern.compile("[A-Z]{3}(USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|BRL)");
  private static final String NAME_PREFIX = "front.";

  private AssetList() {}

  /**
   * The assets of all sections, each once, ordered by symbol. An asset's payout and open state are
   * those of the first section in which it is open, else of the first that lists it.
   *
   * @param nowSeconds the broker's clock in epoch seconds, for schedules
   */
  static List<Asset> read(JsonObject initializationData, long nowSeconds) {
    Map<String, Asset> bySymbol = new TreeMap<>();
    for (String section : SECTIONS) {
      Object actives = Tolerant.object(initializationData.getValue(section)).getValue("actives");
      Tolerant.objects(actives)
          .map(active -> asset(active, nowSeconds))
          .filter(asset -> asset.id() > 0 && !asset.symbol().isEmpty())
          .forEach(
              asset ->
                  bySymbol.merge(
                      asset.symbol(),
                      asset,
                      (known, next) -> known.open() || !next.open() ? known : next));
    }
    List<Asset> assets = new ArrayList<>(bySymbol.values());
    assets.sort(Comparator.comparing(Asset::symbol));
    return List.copyOf(assets);
  }

  private static Asset asset(JsonObject active, long nowSeconds) {
    String symbol = symbol(active);
    return new Asset(
        (int) Tolerant.whole(active.getValue("id"), 0),
        symbol,
        displayName(symbol),
        category(symbol, (int) Tolerant.whole(active.getValue("group_id"), 0)),
        open(active, nowSeconds),
        payout(active));
  }

  private static String symbol(JsonObject active) {
    String name = Tolerant.text(active.getValue("name"));
    String ticker =
        name.startsWith(NAME_PREFIX)
            ? name.substring(NAME_PREFIX.length())
            : Tolerant.text(active.getValue("ticker"));
    return ticker.isEmpty() ? name : ticker;
  }

  /** Open now: enabled, not suspended, and within a schedule pair where there is a schedule. */
  private static boolean open(JsonObject active, long nowSeconds) {
    if (!Tolerant.flag(active.getValue("enabled"))
        || Tolerant.flag(active.getValue("is_suspended"))) {
      return false;
    }
    List<?> schedule = Tolerant.list(active.getValue("schedule"));
    return schedule.isEmpty()
        || schedule.stream().anyMatch(pair -> contains(Tolerant.list(pair), nowSeconds));
  }

  private static boolean contains(List<?> pair, long nowSeconds) {
    return pair.size() == 2
        && Tolerant.whole(pair.get(0), Long.MAX_VALUE) <= nowSeconds
        && nowSeconds < Tolerant.whole(pair.get(1), Long.MIN_VALUE);
  }

  /** The broker tells its commission in per cent; what is left of the stake is the payout. */
  private static Double payout(JsonObject active) {
    JsonObject profit =
        Tolerant.object(Tolerant.object(active.getValue("option")).getValue("profit"));
    double commission = Tolerant.number(profit.getValue("commission"));
    return commission >= 0 && commission < 100 ? (100 - commission) / 100 : null;
  }

  private static Category category(String symbol, int group) {
    if (symbol.toUpperCase(Locale.ROOT).endsWith("-OTC")) {
      return Category.OTC;
    }
    if (COMMODITIES.contains(base(symbol))) {
      return Category.COMMODITY;
    }
    return CATEGORY_OF_GROUP.getOrDefault(group, Category.OTHER);
  }

  /** {@code EURUSD-OTC} reads {@code EUR/USD (OTC)}; a ticker that is no pair stays as it is. */
  private static String displayName(String symbol) {
    String base = base(symbol);
    String readable =
        PAIR.matcher(base).matches() ? base.substring(0, 3) + "/" + base.substring(3) : base;
    return symbol.length() > base.length()
        ? readable + " (" + symbol.substring(base.length() + 1) + ")"
        : readable;
  }

  private static String base(String symbol) {
    int dash = symbol.lastIndexOf('-');
    return dash > 0 ? symbol.substring(0, dash) : symbol;
  }
}
