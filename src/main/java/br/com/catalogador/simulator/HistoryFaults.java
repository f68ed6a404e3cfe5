package br.com.catalogador.simulator;

import br.com.catalogador.simulator.FaultPlan.MissingCandle;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/**
 * How history and clock show less than they should; a part of {@link FaultPlan}. Immutable.
 *
 * @param lateFinals seconds for which history shows a closed candle as it was before its last two
 *     seconds
 * @param staleCandles whether history repeats its newest closed candle as it was then, at the end
 * @param hiddenCandles which history leaves out although they exist and are pushed
 * @param timeSyncOffset milliseconds by which {@code timeSync} alone is ahead
 */
record HistoryFaults(
    long lateFinals, boolean staleCandles, Set<MissingCandle> hiddenCandles, long timeSyncOffset) {
  private static final long MOST_SECONDS = 600;
  private static final long DAY_MILLIS = 86_400_000;
  private static final int LAST_SECONDS = 2;

  /** Adds the fields of a plan without any fault. */
  static JsonObject none(JsonObject plan) {
    return plan.put("lateFinals", 0)
        .put("staleCandles", false)
        .put("hiddenCandles", new JsonArray())
        .put("timeSyncOffset", 0);
  }

  /**
   * @throws IllegalArgumentException with a sentence, if a field has a value that it cannot have
   */
  static HistoryFaults of(StrictJson fields) {
    return new HistoryFaults(
        fields.whole("lateFinals", 0, MOST_SECONDS),
        fields.flag("staleCandles"),
        FaultPlan.candles(fields, "hiddenCandles"),
        fields.whole("timeSyncOffset", -DAY_MILLIS, DAY_MILLIS));
  }

  /** As of which second a candle is shown that ends at {@code to}; UTC epoch seconds. */
  long shownAsOf(long to, long now) {
    boolean late = now >= to && now - to < lateFinals;
    return late ? staleAsOf(to) : now;
  }

  /** As of which second it is shown when it is shown as it was. */
  static long staleAsOf(long to) {
    return to - LAST_SECONDS;
  }
}
