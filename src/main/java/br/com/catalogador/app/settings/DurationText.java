package br.com.catalogador.app.settings;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations such as {@code 250ms}, {@code 10s}, {@code 5m} and {@code 12h}. Pure. */
public final class DurationText {
  private static final Pattern FORM = Pattern.compile("([0-9]+)(ms|s|m|h)");
  private static final Map<String, Long> MILLIS_PER_UNIT =
      Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L);

  private DurationText() {}

  /**
   * Reads a whole number with its unit.
   *
   * @throws IllegalArgumentException for any other text, or more than a {@code long} of
   *     milliseconds
   */
  public static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is not a duration such as 10s");
    }
    try {
      long amount = Long.parseLong(matcher.group(1));
      return Duration.ofMillis(
          Math.multiplyExact(amount, MILLIS_PER_UNIT.get(matcher.group(2)).longValue()));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
