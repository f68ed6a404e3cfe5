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
 * Reads the broker's lists of assets, each of which may be written in more than one way:
 *
 * <ul>
 *   <li>{@code id} or {@code active_id} as a number or text of up to 63 bits; one that is none
 *       leaves the asset out;
 *   <li>{@code enabled} or {@code is_enabled}, {@code is_suspended} as a flag, number or text;
 *       where nothing says that an asset is disabled or suspended it is neither;
 *   <li>{@code schedule} as pairs or as objects with {@code open} and {@code close}, in seconds or
 *       milliseconds; where no entry of it can be read there is none;
 *   <li>over-the-counter assets by their ticker or by the name that is shown, {@code X (OTC)}.
 * </ul>
 */
final class AssetList {
  /** Sections by how near they are to what is cataloged: one-minute entries are turbo options. */
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

  /** Seconds reach it in the year 5138, milliseconds did in 1973. */
  private static final long FIRST_MILLIS = 100_000_000_000L;

  private AssetList() {}

  /**
   * The assets of all sections, each once, ordered by symbol. An asset's payout and open state are
   * those of the first section in which it is open, else of the first that lists it.
   *
   * @param nowSeconds the broker's clock in epoch seconds, for schedules
   */
  static List<Asset> read(JsonObject initializationData, long nowSeconds) {
    return merge(
        SECTIONS.stream()
            .flatMap(section -> actives(initializationData, section))
            .map(active -> asset(active, nowSeconds)));
  }

  /** The sections of initialization data without a single asset. */
  static List<String> emptySections(JsonObject initializationData) {
    return SECTIONS.stream()
        .filter(section -> actives(initializationData, section).findAny().isEmpty())
        .toList();
  }

  /** Whether it is initialization data at all, be its sections empty or not. */
  static boolean isReadable(JsonObject initializationData) {
    return SECTIONS.stream().anyMatch(initializationData::containsKey);
  }

  private static Stream<JsonObject> actives(JsonObject initializationData, String section) {
    JsonObject listed = LenientJson.object(initializationData.getValue(section));
    return LenientJson.objects(listed.getValue("actives"));
  }

  /**
   * Each asset once, ordered by symbol: as first listed open, else as first listed. Those without
   * id or symbol are left out.
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

  /** One asset as any of the lists has it; of id 0 or without symbol when it has neither. */
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

  /** Open now: enabled, not suspended, and within a session where there is a schedule. */
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

  /** A time during which an asset is traded, in UTC epoch seconds; its end is not part of it. */
  private record Session(long open, long close) {
    boolean contains(long seconds) {
      return open <= seconds && seconds < close;
    }
  }

  /** A session in either form; null when it is none. */
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
   * The broker tells its commission in per cent; what is left of the stake is the payout, which is
   * nothing at a commission of 100.
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
