package br.com.catalogador.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The faults that are active at one time, each independent of the others. Immutable.
 *
 * @param latency delay of every answer in milliseconds
 * @param jitter maximum random delay added to it, in milliseconds
 * @param dropProbability probability that a socket is closed instead of receiving a frame
 * @param refuseConnections whether new sockets are refused with 503
 * @param freeze whether sockets stay open and receive nothing
 * @param login faults of logins
 * @param link faults of account data, asset lists and the request rate
 * @param history faults of candle history and clock
 * @param statuses statuses of refused requests, over HTTP or on the socket, by {@code name}, {@code
 *     asset} or {@code name:asset}
 * @param silent requests that are never answered, by {@code name} or {@code name:asset}
 * @param garbage invalid frames per second on every socket
 * @param missingCandles candles that exist neither in the history nor as pushes
 * @param hideNewest seconds for which a closed candle is missing in the history
 * @param clockOffset milliseconds by which the broker's clock is ahead
 * @param duplicatePushes whether every push is sent twice
 * @param latePushes delay of pushes in milliseconds
 * @param dropLastPush whether a candle's last push, whose price time is the candle's end, is
 *     dropped
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
  private static final long MAX_DELAY = 600_000;
  private static final long DECADE_MILLIS = 10L * 366 * 86_400_000;
  private static final int MAX_GARBAGE = 1_000;

  /** A candle by its start, UTC epoch seconds, and size in seconds. */
  record MissingCandle(long active, int size, long from) {}

  /** The plan without faults, as JSON with every field. */
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
   * Reads a plan with all fields.
   *
   * @throws IllegalArgumentException with a message that names the field, if a value is invalid
   */
  static FaultPlan of(JsonObject json) {
    StrictJson fields = new StrictJson("", json);
    return new FaultPlan(
        fields.whole("latency", 0, MAX_DELAY),
        fields.whole("jitter", 0, MAX_DELAY),
        fields.object("dropSockets", "probability").fraction("probability"),
        fields.flag("refuseConnections"),
        fields.flag("freeze"),
        LoginFaults.of(fields),
        LinkFaults.of(fields),
        HistoryFaults.of(fields),
        statuses(fields),
        Set.copyOf(fields.texts("silent")),
        (int) fields.whole("garbage", 0, MAX_GARBAGE),
        candles(fields, "missingCandles"),
        fields.whole("hideNewest", 0, MAX_DELAY),
        fields.whole("clockOffset", -DECADE_MILLIS, DECADE_MILLIS),
        fields.flag("duplicatePushes"),
        fields.whole("latePushes", 0, MAX_DELAY),
        fields.flag("dropLastPush"));
  }

  private static Map<String, Integer> statuses(StrictJson fields) {
    Map<String, Integer> statuses = new HashMap<>();
    StrictJson statusFields = fields.object("statuses");
    for (String key : statusFields.keys()) {
      boolean http = HttpHandlers.NAMES.contains(key);
      statuses.put(key, (int) statusFields.whole(key, http ? 400 : 4_000, http ? 599 : 4_999));
    }
    return Map.copyOf(statuses);
  }

  /** Reads a list of candles. */
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
   * The status with which a request is refused; null if it is not. Service prefixes are ignored, in
   * the request and in the plan.
   *
   * @param active the asset of the request; null if none
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
   * Whether a request is never answered. The name matches with and without service prefix.
   *
   * @param active the asset of the request; null if none
   */
  boolean silences(String name, Long active) {
    return !silent.isEmpty()
        && Stream.of(name, bare(name))
            .anyMatch(each -> silent.contains(each) || silent.contains(each + ":" + active));
  }

  private static String bare(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Whether any candle may be missing in the history. */
  boolean hidesCandles() {
    return hideNewest > 0 || !missingCandles.isEmpty() || !history.hiddenCandles().isEmpty();
  }

  /** Whether a candle is missing in the history at {@code now}; times in UTC epoch seconds. */
  boolean hides(long active, int size, long from, long now) {
    long closedFor = now - (from + size);
    return isMissing(active, size, from)
        || (closedFor >= 0 && closedFor < hideNewest)
        || history.hiddenCandles().contains(new MissingCandle(active, size, from));
  }

  /** Whether a candle exists neither in the history nor as a push. */
  boolean isMissing(long active, int size, long from) {
    return !missingCandles.isEmpty()
        && missingCandles.contains(new MissingCandle(active, size, from));
  }
}
