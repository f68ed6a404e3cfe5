package br.com.catalogador.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What holds between broker and client at one time, each part independent of the others. Immutable.
 *
 * @param latency milliseconds by which every answer is late
 * @param jitter up to so many milliseconds more, by chance
 * @param dropProbability of a socket being closed instead of getting a frame
 * @param refuseConnections whether new sockets are refused with 503
 * @param freeze whether sockets stay open and get nothing at all
 * @param login how logins go otherwise than they should
 * @param link how account, lists and pace differ
 * @param history how history and clock show less than they should
 * @param statuses what requests are refused with, over HTTP or on the socket, by {@code name},
 *     {@code asset} or {@code name:asset}
 * @param silent requests that are never answered, by {@code name} or {@code name:asset}
 * @param garbage frames of nonsense per second on every socket
 * @param missingCandles which there are neither in history nor as pushes
 * @param hideNewest seconds for which a closed candle is missing in history
 * @param clockOffset milliseconds by which the broker's clock is ahead
 * @param duplicatePushes whether every push comes twice
 * @param latePushes milliseconds by which pushes are late
 * @param dropLastPush whether a candle's last push, the one that is also its end, is left out
 */
record FaultPlan(
    long latency,
    long jitter,
    double dropProbability,
    boolean refuseConnections,
    boolean freeze,
    LoginFaults login,
    LinkFaults link,
    HistoryFaults history,
    Map<String, Integer> statuses,
    Set<String> silent,
    int garbage,
    Set<MissingCandle> missingCandles,
    long hideNewest,
    long clockOffset,
    boolean duplicatePushes,
    long latePushes,
    boolean dropLastPush) {
  private static final long LONGEST_DELAY = 600_000;
  private static final long DECADE_MILLIS = 10L * 366 * 86_400_000;
  private static final int MOST_GARBAGE = 1_000;

  /** A candle by its start, UTC epoch seconds, and size in seconds. */
  record MissingCandle(long active, int size, long from) {}

  /** The plan without any fault, as JSON with every field. */
  static JsonObject none() {
    return HistoryFaults.none(LinkFaults.none(LoginFaults.none(new JsonObject())))
        .put("latency", 0)
        .put("jitter", 0)
        .put("dropSockets", new JsonObject().put("probability", 0))
        .put("refuseConnections", false)
        .put("freeze", false)
        .put("statuses", new JsonObject())
        .put("silent", new JsonArray())
        .put("garbage", 0)
        .put("missingCandles", new JsonArray())
        .put("hideNewest", 0)
        .put("clockOffset", 0)
        .put("duplicatePushes", false)
        .put("latePushes", 0)
        .put("dropLastPush", false);
  }

  /**
   * Reads a plan that has every field.
   *
   * @throws IllegalArgumentException with a sentence, if a field has a value that it cannot have
   */
  static FaultPlan of(JsonObject json) {
    StrictJson fields = new StrictJson("", json);
    return new FaultPlan(
        fields.whole("latency", 0, LONGEST_DELAY),
        fields.whole("jitter", 0, LONGEST_DELAY),
        fields.object("dropSockets", "probability").fraction("probability"),
        fields.flag("refuseConnections"),
        fields.flag("freeze"),
        LoginFaults.of(fields),
        LinkFaults.of(fields),
        HistoryFaults.of(fields),
        statuses(fields),
        Set.copyOf(fields.texts("silent")),
        (int) fields.whole("garbage", 0, MOST_GARBAGE),
        candles(fields, "missingCandles"),
        fields.whole("hideNewest", 0, LONGEST_DELAY),
        fields.whole("clockOffset", -DECADE_MILLIS, DECADE_MILLIS),
        fields.flag("duplicatePushes"),
        fields.whole("latePushes", 0, LONGEST_DELAY),
        fields.flag("dropLastPush"));
  }

  private static Map<String, Integer> statuses(StrictJson fields) {
    Map<String, Integer> statuses = new HashMap<>();
    StrictJson given = fields.object("statuses");
    for (String key : given.keys()) {
      boolean http = HttpEntry.NAMES.contains(key);
      statuses.put(key, (int) given.whole(key, http ? 400 : 4_000, http ? 599 : 4_999));
    }
    return Map.copyOf(statuses);
  }

  /** Candles that a field names. */
  static Set<MissingCandle> candles(StrictJson fields, String key) {
    Set<MissingCandle> missing = new HashSet<>();
    for (StrictJson candle : fields.objects(key, "active_id", "size", "from")) {
      missing.add(
          new MissingCandle(
              candle.whole("active_id", 1, Long.MAX_VALUE),
              (int) candle.whole("size", 1, Integer.MAX_VALUE),
              candle.whole("from", 0, Long.MAX_VALUE)));
    }
    return Set.copyOf(missing);
  }

  /**
   * What a request is refused with; null when it is not. The name may come with its service or
   * without, here and in the plan.
   *
   * @param active the asset that the request is about; null for none
   */
  Integer status(String name, Long active) {
    if (statuses.isEmpty()) {
      return null;
    }
    for (String each : new String[] {name, bare(name)}) {
      Integer status = statuses.getOrDefault(each + ":" + active, statuses.get(each));
      if (status != null) {
        return status;
      }
    }
    return statuses.get(String.valueOf(active));
  }

  /**
   * Whether a request is never answered; its name counts with its service and without.
   *
   * @param active the asset that the request is about; null for none
   */
  boolean silences(String name, Long active) {
    return !silent.isEmpty()
        && Stream.of(name, bare(name))
            .anyMatch(each -> silent.contains(each) || silent.contains(each + ":" + active));
  }

  private static String bare(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Whether any candle may be missing in history. */
  boolean hidesCandles() {
    return hideNewest > 0 || !missingCandles.isEmpty() || !history.hiddenCandles().isEmpty();
  }

  /** Whether a candle is left out of history at {@code now}; times in UTC epoch seconds. */
  boolean hides(long active, int size, long from, long now) {
    long closedFor = now - (from + size);
    return isMissing(active, size, from)
        || (closedFor >= 0 && closedFor < hideNewest)
        || history.hiddenCandles().contains(new MissingCandle(active, size, from));
  }

  /** Whether there is no such candle at all. */
  boolean isMissing(long active, int size, long from) {
    return !missingCandles.isEmpty()
        && missingCandles.contains(new MissingCandle(active, size, from));
  }
}
