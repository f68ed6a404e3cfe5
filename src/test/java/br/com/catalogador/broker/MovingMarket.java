package br.com.catalogador.broker;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A simulated market of one asset over some hours, whose time is advanced by the test, and which
 * may show its history incompletely. The last second of a candle changes its color, so a candle
 * read too early is wrong.
 */
public final class MovingMarket {
  /** Maximum time for which this broker shows a closed candle late or not at all. */
  public static final int LATE_SECONDS = 4;

  static final long ASSET = 76;

  private static final int MINUTE = 60;
  private static final int MOST = 1000;

  private final Random random;
  private final NavigableMap<Long, Candle> candles = new TreeMap<>();
  private final Map<Long, Long> ids = new HashMap<>();
  private final Map<Long, Integer> finalAfter = new HashMap<>();
  private final Map<Long, Integer> listedAfter = new HashMap<>();
  private final Set<Long> hidden = new HashSet<>();
  private final boolean behaves;
  private final boolean numbers;
  private volatile long millis;
  private volatile long nanos;
  private long hiddenUntil;

  /**
   * @param now epoch seconds, the broker's true time at the start
   * @param behaves whether candles are always shown correctly
   * @param numbers whether candles have ids, which reveal omitted candles
   */
  public MovingMarket(
      long seed, long now, long hoursBefore, long hoursAfter, boolean behaves, boolean numbers) {
    this.numbers = numbers;
    this.random = new Random(seed);
    this.behaves = behaves;
    this.millis = now * 1000;
    long first = Timeframe.M1.floor(now - hoursBefore * 3600);
    long id = 1_000;
    for (long from = first; from < now + hoursAfter * 3600; from += MINUTE) {
      if (random.nextInt(60) > 0) { // else the market had no tick in that minute
        candles.put(from, candle(from));
        ids.put(from, id++);
        finalAfter.put(from, late());
        listedAfter.put(from, late());
      }
    }
  }

  private int late() {
    return behaves || random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(LATE_SECONDS);
  }

  private Candle candle(long from) {
    int open = 100_000 + random.nextInt(1_000);
    int close = open + random.nextInt(5) - 2;
    return new Candle(from, open / 1e5, (open + 9) / 1e5, (open - 9) / 1e5, close / 1e5);
  }

  /** The true time in epoch seconds. */
  public long seconds() {
    return Math.floorDiv(millis, 1000L);
  }

  public long nanos() {
    return nanos;
  }

  /** Advances the time. */
  public void pass(long passedMillis) {
    millis += passedMillis;
    nanos += passedMillis * 1_000_000;
    if (!hidden.isEmpty() && seconds() >= hiddenUntil) {
      hidden.clear();
    }
  }

  /** Hides some candles of the last hour for up to ten minutes, unless the broker behaves. */
  public void hideSome() {
    if (!behaves && numbers && hidden.isEmpty()) {
      long from = Timeframe.M1.floor(seconds() - random.nextInt(3_600));
      for (int i = random.nextInt(4); i >= 0; i--) {
        hidden.add(from - (long) i * MINUTE);
      }
      hiddenUntil = seconds() + 5 + random.nextInt(600);
    }
  }

  /** The true candles of {@code [from, to)}. */
  public CandleSeries truth(long from, long to) {
    return CandleSeries.of(Timeframe.M1, candles.subMap(from, to).values());
  }

  /** Epoch seconds up to which everything has truly closed. */
  public long closedTo() {
    return Timeframe.M1.floor(seconds());
  }

  /** The history as the broker shows it now. */
  List<JsonObject> history(long to, int count) {
    List<JsonObject> shown = new ArrayList<>();
    for (Candle candle : candles.headMap(Math.min(to, seconds()), true).descendingMap().values()) {
      if (shown.size() == Math.min(MOST, count)) {
        break;
      }
      if (isListed(candle)) {
        shown.add(0, item(candle, ticks(candle)));
      }
    }
    if (!behaves && !shown.isEmpty() && random.nextInt(4) == 0) { // once more, as it was before
      long from = shown.get(random.nextInt(shown.size())).getLong("from");
      shown.add(item(candles.get(from), Math.min(ticks(candles.get(from)), MINUTE - 3)));
    }
    return shown;
  }

  /** Pushes of one second: the end of a candle, and the running one. */
  List<JsonObject> pushes(long second) {
    List<JsonObject> pushes = new ArrayList<>();
    long from = Timeframe.M1.floor(second);
    if (from == second && candles.containsKey(from - MINUTE)) {
      pushes.add(push(candles.get(from - MINUTE), MINUTE));
    }
    if (candles.containsKey(from)) {
      pushes.add(push(candles.get(from), (int) (second - from)));
    }
    return pushes;
  }

  private JsonObject push(Candle candle, int ticks) {
    return item(candle, ticks).put("active_id", ASSET).put("size", MINUTE);
  }

  private boolean isListed(Candle candle) {
    long closedFor = seconds() - candle.from() - MINUTE;
    boolean late = closedFor >= 0 && closedFor < listedAfter.get(candle.from());
    return !late && !hidden.contains(candle.from());
  }

  /** A candle as shown up to a second. */
  private int ticks(Candle candle) {
    long age = seconds() - candle.from();
    boolean late = age >= MINUTE && age < MINUTE + finalAfter.get(candle.from());
    return (int) (late ? MINUTE - 2 : Math.min(age, MINUTE));
  }

  private JsonObject item(Candle candle, int ticks) {
    double close = ticks == MINUTE ? candle.close() : 2 * candle.open() - candle.close();
    return new JsonObject()
        .put("id", numbers ? ids.get(candle.from()) : null)
        .put("from", candle.from())
        .put("at", (candle.from() + ticks) * 1_000_000_000L)
        .put("to", candle.from() + MINUTE)
        .put("open", candle.open())
        .put("close", close)
        .put("min", candle.low())
        .put("max", candle.high());
  }
}
