package br.com.catalogador.simulator;

import br.com.catalogador.simulator.FaultPlan.MissingCandle;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Set;

/**
 * How history and clock show less than they should; a part of {@link FaultPlan}. Immutable.
 *
 * @param lateFinals seconds for which history shows a closed candle as it was before its last two
 *     seconds
 * @param staleCandles whether history repeats its newest closed candle as it was then, at the end
 * @param hiddenCandles which history leaves out although they exist and are pushed
 * @param timeSyncOffset milliseconds by which {@code timeSync} alone is ahead
 * @param form how an answer is written
 */
record HistoryFaults(
    long lateFinals,
    boolean staleCandles,
    Set<MissingCandle> hiddenCandles,
    long timeSyncOffset,
    Form form) {
  private static final long MOST_SECONDS = 600;
  private static final long DAY_MILLIS = 86_400_000;
  private static final int LAST_SECONDS = 2;

  /** A way to write an answer with candles, of which only the usual one can be read. */
  enum Form {
    USUAL("usual", "{\"candles\":%s}"),
    /** No list. */
    NULL("null", "{\"candles\":null}"),
    /** The list, with nothing around it. */
    BARE("bare", "%s"),
    /** The list by another name. */
    NAMED("named", "{\"quotes\":%s}"),
    /** A list of something else. */
    OTHERS("others", "{\"candles\":[{\"t\":1,\"o\":1.1}]}");

    private final String key;
    private final String text;

    Form(String key, String text) {
      this.key = key;
      this.text = text;
    }

    /** The answer with a list of candles. */
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

  /** Adds the fields of a plan without any fault. */
  static JsonObject none(JsonObject plan) {
    return plan.put("lateFinals", 0)
        .put("staleCandles", false)
        .put("hiddenCandles", new JsonArray())
        .put("timeSyncOffset", 0)
        .put("candleForm", Form.USUAL.key);
  }

  /**
   * @throws IllegalArgumentException with a sentence, if a field has a value that it cannot have
   */
  static HistoryFaults of(StrictJson fields) {
    return new HistoryFaults(
        fields.whole("lateFinals", 0, MOST_SECONDS),
        fields.flag("staleCandles"),
        FaultPlan.candles(fields, "hiddenCandles"),
        fields.whole("timeSyncOffset", -DAY_MILLIS, DAY_MILLIS),
        Form.of(fields.text("candleForm")));
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
