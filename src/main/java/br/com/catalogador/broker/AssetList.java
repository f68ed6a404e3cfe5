package br.com.catalogador.broker;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Asset.Category;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the broker's asset lists. The same fact may be encoded in several ways:
 *
 * <ul>
 *   <li>{@code id} or {@code active_id} as a number or text of up to 63 bits; an asset without a
 *       valid id is left out;
 *   <li>{@code enabled} or {@code is_enabled}, {@code is_suspended} or {@code is_paused} as a
 *       boolean, number or text; an asset counts as enabled and not suspended unless a field says
 *       otherwise;
 *   <li>{@code schedule} as pairs or as objects with {@code open} and {@code close}, in seconds or
 *       milliseconds; if no entry can be read the asset counts as having no schedule;
 *   <li>over-the-counter assets by {@code is_otc}, by their ticker or by the displayed name, {@code
 *       X (OTC)}.
 * </ul>
 */
final class AssetList {
  /** Sections in order of preference: one-minute entries are turbo options. */
  static final List<String> SECTIONS = List.of("turbo", "binary", "blitz");

  private static final Set<String> COMMODITIES =
      Set.of("XAUUSD", "XAGUSD", "UKOUSD", "USOUSD", "XPTUSD", "XPDUSD");
  private static final Map<Long, Category> CATEGORY_OF_GROUP =
      Map.of(1L, Category.FOREX, 2L, Category.STOCK, 4L, Category.INDEX, 16L, Category.CRYPTO);
  private static final Pattern PAIR =
      Pattern.compile("[A-Z]{3}(USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|BRL)");
  private static final Pattern OVER_THE_COUNTER =
      Pattern.compile("(?i).*(-OTC|\\(OTC\\)|\\sOTC)\\s*");
  private static final String NAME_PREFIX = "front.";

  /**
   * The smallest number read as milliseconds: in seconds it is the year 5138, in milliseconds 1973.
   */
  private static final long FIRST_MILLIS = 100_000_000_000L;

  private AssetList() {}

  /**
   * All assets of all sections, each once, ordered by symbol. Payout and open state are taken from
   * the first section in which the asset is open, otherwise from the first that lists it.
   *
   * @param nowSeconds the broker's clock in epoch seconds, for the schedules
   */
  static List<Asset> read(JsonObject initializationData, long nowSeconds) {
    return merge(
        SECTIONS.stream()
            .flatMap(section -> actives(initializationData, section))
            .map(active -> asset(active, nowSeconds)));
  }

  /** The names of the sections that contain no asset. */
  static List<String> emptySections(JsonObject initializationData) {
    return SECTIONS.stream()
        .filter(section -> actives(initializationData, section).findAny().isEmpty())
        .toList();
  }

  /**
   * Whether the object is initialization data: it has at least one known section, possibly empty.
   */
  static boolean isReadable(JsonObject initializationData) {
    return SECTIONS.stream().anyMatch(initializationData::containsKey);
  }

  private static Stream<JsonObject> actives(JsonObject initializationData, String section) {
    JsonObject listed = LenientJson.object(initializationData.getValue(section));
    return LenientJson.objects(listed.getValue("actives"));
  }

  /**
   * Removes duplicates and orders by symbol. Of several entries for a symbol, the first open one is
   * kept, otherwise the first. Entries without id or symbol are dropped.
   */
  static List<Asset> merge(Stream<Asset> listed) {
    Map<String, Asset> bySymbol = new TreeMap<>();
    listed
        .filter(asset -> asset.id() > 0 && !asset.symbol().isEmpty())
        .forEach(
            asset ->
                bySymbol.merge(
                    asset.symbol(),
                    asset,
                    (known, next) -> known.open() || !next.open() ? known : next));
    return List.copyOf(bySymbol.values());
  }

  /** Reads one asset from an entry of any list; id 0 or an empty symbol if the entry has none. */
  static Asset asset(JsonObject active, long nowSeconds) {
    String symbol = symbol(active);
    return new Asset(
        LenientJson.whole(first(active, "id", "active_id"), 0),
        symbol,
        displayName(symbol),
        LenientJson.flag(active.getValue("is_otc"))
            ? Category.OTC
            : category(symbol, LenientJson.whole(first(active, "group_id", "active_group_id"), 0)),
        open(active, nowSeconds),
        payout(active));
  }

  private static Object first(JsonObject json, String key, String otherKey) {
    Object value = json.getValue(key);
    return value == null ? json.getValue(otherKey) : value;
  }

  private static String symbol(JsonObject active) {
    String name = LenientJson.text(first(active, "name", "underlying"));
    String ticker =
        name.startsWith(NAME_PREFIX)
            ? name.substring(NAME_PREFIX.length())
            : LenientJson.text(active.getValue("ticker"));
    return ticker.isEmpty() ? name : ticker;
  }

  /** Whether the asset is enabled, not suspended, and within its schedule if it has one. */
  private static boolean open(JsonObject active, long nowSeconds) {
    Object enabled = first(active, "enabled", "is_enabled");
    if (enabled != null && !LenientJson.flag(enabled)
        || LenientJson.flag(first(active, "is_suspended", "is_paused"))) {
      return false;
    }
    List<Session> schedule =
        LenientJson.list(active.getValue("schedule")).stream()
            .map(AssetList::session)
            .filter(Objects::nonNull)
            .toList();
    return schedule.isEmpty()
        || schedule.stream().anyMatch(session -> session.contains(nowSeconds));
  }

  /** A trading session in UTC epoch seconds; {@code close} is exclusive. */
  private record Session(long open, long close) {
    boolean contains(long seconds) {
      return open <= seconds && seconds < close;
    }
  }

  /** Reads a schedule entry of either form; null if it is neither. */
  private static Session session(Object entry) {
    if (entry instanceof JsonObject times) {
      return session(first(times, "open", "from"), first(times, "close", "to"));
    }
    List<?> pair = LenientJson.list(entry);
    return pair.size() == 2 ? session(pair.get(0), pair.get(1)) : null;
  }

  private static Session session(Object open, Object close) {
    long from = LenientJson.whole(open, -1);
    long to = LenientJson.whole(close, -1);
    return from < 0 || to < 0 ? null : new Session(seconds(from), seconds(to));
  }

  private static long seconds(long time) {
    return time >= FIRST_MILLIS ? time / 1_000 : time;
  }

  /**
   * The broker sends its commission in per cent; the payout is the rest, so 0 at a commission of
   * 100. Null if the commission is missing or out of range.
   */
  private static Double payout(JsonObject active) {
    JsonObject profit =
        LenientJson.object(LenientJson.object(active.getValue("option")).getValue("profit"));
    double commission = LenientJson.number(profit.getValue("commission"));
    return commission >= 0 && commission <= 100 ? (100 - commission) / 100 : null;
  }

  private static Category category(String symbol, long group) {
    if (OVER_THE_COUNTER.matcher(symbol).matches()) {
      return Category.OTC;
    }
    if (COMMODITIES.contains(base(symbol))) {
      return Category.COMMODITY;
    }
    return CATEGORY_OF_GROUP.getOrDefault(group, Category.OTHER);
  }

  /**
   * {@code EURUSD-OTC} becomes {@code EUR/USD (OTC)}; a ticker that is not a currency pair is kept
   * as it is.
   */
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
