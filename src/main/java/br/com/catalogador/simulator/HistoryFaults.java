package br.com.catalogador.simulator;

import br.com.catalogador.simulator.FaultPlan.MissingCandle;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Set;

/**
 * Faults of candle history and clock; a part of {@link FaultPlan}. Immutable.
 *
 * @param lateFinals seconds for which the history shows a closed candle without its last two
 *     seconds
 * @param staleCandles whether the history ends with a second, outdated copy of its newest closed
 *     candle
 * @param hiddenCandles candles that are pushed but missing in the history
 * @param timeSyncOffset milliseconds by which only {@code timeSync} is ahead
 * @param form the form of candle answers
 */
record HistoryFaults(
    long lateFinals,
    boolean staleCandles,
    Set<MissingCandle> hiddenCandles,
    long timeSyncOffset,
    Form form) {
  private static final long MAX_SECONDS = 600;
  private static final long DAY_MILLIS = 86_400_000;
  private static final int LAST_SECONDS = 2;

  /** The form of a candle answer; only the usual one can be read. */
  enum Form {
    USUAL("usual", "{\"candles\":%s}"),
    /** null in place of the list. */
    NULL("null", "{\"candles\":null}"),
    /** The bare list. */
    BARE("bare", "%s"),
    /** The list under another key. */
    NAMED("named", "{\"quotes\":%s}"),
    /** A list of other objects. */
    OTHERS("others", "{\"candles\":[{\"t\":1,\"o\":1.1}]}");

    private final String key;
    private final String text;

    Form(String key, String text) {
      this.key = key;
      this.text = text;
    }

    /** Formats an answer with a JSON list of candles. */
    String of(CharSequence candles) {
      return text.formatted(candles);
    }

    private static Form of(String key) {
      return Arrays.stream(values())
          .filter(form -> form.key.equals(key))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("there is no candle form " + key));
    }
  }

  /** Adds the fields of a plan without faults. */
  static JsonObject none(JsonObject plan) {
    return plan.put("lateFinals", 0)
        .put("staleCandles", false)
        .put("hiddenCandles", new JsonArray())
        .put("timeSyncOffset", 0)
        .put("candleForm", Form.USUAL.key);
  }

  /**
   * Reads the fields of a plan.
   *
   * @throws IllegalArgumentException with a message that names the field, if a value is invalid
   */
  static HistoryFaults of(StrictJson fields) {
    return new HistoryFaults(
        fields.whole("lateFinals", 0, MAX_SECONDS),
        fields.flag("staleCandles"),
        FaultPlan.candles(fields, "hiddenCandles"),
        fields.whole("timeSyncOffset", -DAY_MILLIS, DAY_MILLIS),
        Form.of(fields.text("candleForm")));
  }

  /** The time as of which the history shows a candle that ends at {@code to}; UTC epoch seconds. */
  long shownAsOf(long to, long now) {
    boolean late = now >= to && now - to < lateFinals;
    return late ? staleAsOf(to) : now;
  }

  /** The time as of which an outdated candle is shown. */
  static long staleAsOf(long to) {
    return to - LAST_SECONDS;
  }
}
