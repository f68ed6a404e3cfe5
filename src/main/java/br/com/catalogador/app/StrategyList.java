package br.com.catalogador.app;

import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of strategies as one text: {@code all}, or ids and patterns separated by commas. Patterns
 * contain commas themselves; after the third colon numbers belong to the pattern.
 */
final class StrategyList {
  private static final String ALL = "all";
  private static final Pattern ITEM =
      Pattern.compile("([^:,]+:[^:]*:[^:]*:-?\\d+(?:,-?\\d+(?=,|$))*|[^:,]+)(?:,|$)");

  private StrategyList() {}

  /**
   * The strategies, each once.
   *
   * @param timeframe of {@code all}
   * @throws IllegalArgumentException if one does not exist or is no pattern
   */
  static List<Strategy> read(String text, Timeframe timeframe) {
    if (text.equals(ALL)) {
      return Strategies.all().stream().filter(strategy -> strategy.supports(timeframe)).toList();
    }
    return items(text).stream().map(StrategyList::one).distinct().toList();
  }

  private static List<String> items(String text) {
    List<String> items = new ArrayList<>();
    Matcher matcher = ITEM.matcher(text);
    int end = 0;
    while (end < text.length() && matcher.find(end) && matcher.start() == end) {
      items.add(matcher.group(1));
      end = matcher.end();
    }
    if (end < text.length() || items.isEmpty()) {
      // what is wrong with it is said where it is read as one
      items.add(text.substring(end));
    }
    return items;
  }

  /**
   * One strategy.
   *
   * @throws IllegalArgumentException if it does not exist and is no pattern
   */
  static Strategy one(String text) {
    return Strategies.byIdOrPattern(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no strategy " + text + "; known are " + ids()));
  }

  private static String ids() {
    return String.join(", ", Strategies.all().stream().map(Strategy::id).toList());
  }
}
