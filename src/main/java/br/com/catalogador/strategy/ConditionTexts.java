package br.com.catalogador.strategy;

import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.strategy.Conditions.After;
import br.com.catalogador.strategy.Conditions.HourRange;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * The conditions as texts, by parameter: the same in queries, on the command line and in links. An
 * empty text counts as absent.
 */
public final class ConditionTexts {
  /** The names of the parameters. */
  public static final List<String> NAMES =
      List.of("side", "hours", "weekdays", "zone", "trend", "after", "agree");

  private static final java.util.regex.Pattern HOURS =
      java.util.regex.Pattern.compile("([0-9]|1[0-9]|2[0-3])-([0-9]|1[0-9]|2[0-4])");
  private static final java.util.regex.Pattern WEEKDAYS =
      java.util.regex.Pattern.compile("([1-7])(?:-([1-7]))?");
  private static final java.util.regex.Pattern AFTER =
      java.util.regex.Pattern.compile("hit:([1-9]|10)|gale:[1-5]|clean");
  private static final int LEAST_TREND = 2;
  private static final int MOST_TREND = 200;
  private static final int DAYS = 7;

  private final Function<String, Optional<String>> parameters;
  private final Timeframe timeframe;

  private ConditionTexts(Function<String, Optional<String>> parameters, Timeframe timeframe) {
    this.parameters = parameters;
    this.timeframe = timeframe;
  }

  /**
   * Reads the conditions.
   *
   * @param parameters the text of a parameter by its name, empty when absent
   * @param timeframe for which the strategy to agree with must be defined; null for any
   * @throws ConditionException if a parameter cannot be read
   * @throws PatternException if the pattern to agree with breaks a rule
   */
  public static Conditions read(
      Function<String, Optional<String>> parameters, Timeframe timeframe) {
    return new ConditionTexts(parameters, timeframe).read();
  }

  private Conditions read() {
    List<HourRange> hours = given("hours").map(ConditionTexts::hours).orElse(List.of());
    Set<Integer> weekdays = given("weekdays").map(ConditionTexts::weekdays).orElse(Set.of());
    String zone = given("zone").map(ConditionTexts::zone).orElse(null);
    if (zone == null && !(hours.isEmpty() && weekdays.isEmpty())) {
      throw new ConditionException("zone", null, "given with hours or weekdays");
    }
    return new Conditions(
        given("side").map(ConditionTexts::side).orElse(null),
        hours,
        weekdays,
        hours.isEmpty() && weekdays.isEmpty() ? null : zone,
        given("trend").map(ConditionTexts::trend).orElse(0),
        given("after").map(ConditionTexts::after).orElse(null),
        given("agree").map(this::agree).orElse(null));
  }

  private Optional<String> given(String name) {
    return parameters.apply(name).filter(text -> !text.isEmpty());
  }

  private static Signal side(String text) {
    return switch (text) {
      case "call" -> Signal.CALL;
      case "put" -> Signal.PUT;
      default -> throw new ConditionException("side", text, "call or put");
    };
  }

  private static List<HourRange> hours(String text) {
    List<HourRange> ranges = new ArrayList<>();
    for (String range : text.split(",", -1)) {
      Matcher matcher = HOURS.matcher(range);
      if (!matcher.matches() || matcher.group(1).equals(matcher.group(2))) {
        throw new ConditionException(
            "hours", text, "ranges of different hours from 0 to 24, such as 9-12,14-18 or 22-2");
      }
      ranges.add(
          new HourRange(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    }
    return ranges;
  }

  private static Set<Integer> weekdays(String text) {
    Set<Integer> days = new TreeSet<>();
    for (String range : text.split(",", -1)) {
      Matcher matcher = WEEKDAYS.matcher(range);
      if (!matcher.matches()) {
        throw new ConditionException(
            "weekdays", text, "days from 1 (Monday) to 7, such as 1-5, 6-1 or 1,3");
      }
      int from = Integer.parseInt(matcher.group(1));
      int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
      for (int day = from; day != to; day = day % DAYS + 1) {
        days.add(day);
      }
      days.add(to);
    }
    return days;
  }

  private static String zone(String text) {
    try {
      ZoneId.of(text);
      return text;
    } catch (DateTimeException e) {
      throw new ConditionException(
          "zone", text, "a region such as America/Sao_Paulo or an offset such as -3 or +05:30");
    }
  }

  private static int trend(String text) {
    if (text.matches("-?[1-9][0-9]{0,2}")) {
      int closes = Integer.parseInt(text);
      if (Math.abs(closes) >= LEAST_TREND && Math.abs(closes) <= MOST_TREND) {
        return closes;
      }
    }
    throw new ConditionException("trend", text, "2 to 200, or -2 to -200 against the trend");
  }

  private static After after(String text) {
    if (!AFTER.matcher(text).matches()) {
      throw new ConditionException("after", text, "hit:1 to hit:10, gale:1 to gale:5 or clean");
    }
    int colon = text.indexOf(':');
    return colon < 0
        ? new After(After.Kind.CLEAN, 0)
        : new After(
            After.Kind.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT)),
            Integer.parseInt(text.substring(colon + 1)));
  }

  private Strategy agree(String text) {
    return Strategies.byIdOrPattern(text)
        .filter(strategy -> timeframe == null || strategy.supports(timeframe))
        .orElseThrow(
            () ->
                new ConditionException(
                    "agree", text, "a pattern, or a strategy that is defined for " + timeframe));
  }

  /** Writes the conditions that are given, by parameter; {@link #read} reads the same. */
  public static Map<String, String> of(Conditions conditions) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (conditions.side() != null) {
      texts.put("side", conditions.side().name().toLowerCase(Locale.ROOT));
    }
    if (!conditions.hours().isEmpty()) {
      texts.put(
          "hours",
          conditions.hours().stream()
              .map(range -> range.from() + "-" + range.to())
              .collect(Collectors.joining(",")));
    }
    if (!conditions.weekdays().isEmpty()) {
      texts.put(
          "weekdays",
          conditions.weekdays().stream()
              .sorted()
              .map(String::valueOf)
              .collect(Collectors.joining(",")));
    }
    if (conditions.zone() != null) {
      texts.put("zone", conditions.zone());
    }
    if (conditions.trend() != 0) {
      texts.put("trend", String.valueOf(conditions.trend()));
    }
    if (conditions.after() != null) {
      texts.put("after", of(conditions.after()));
    }
    if (conditions.agree() != null) {
      texts.put("agree", conditions.agree().id());
    }
    return texts;
  }

  private static String of(After after) {
    String kind = after.kind().name().toLowerCase(Locale.ROOT);
    return after.kind() == After.Kind.CLEAN ? kind : kind + ":" + after.number();
  }
}
