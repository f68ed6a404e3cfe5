package br.com.catalogador.strategy;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.Color;
import br.com.catalogador.strategy.Pattern.Sequence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The catalog computed naively by its definition: block by block, candle by candle, by time. */
final class Oracle {
  private final TreeMap<Long, Color> closed = new TreeMap<>();
  private final int seconds;
  private final Pattern pattern;
  private final CatalogSettings settings;
  private final long now;
  private long skipped;

  private Oracle(Collection<Candle> candles, CatalogSettings settings, long now) {
    this.seconds = settings.timeframe().seconds();
    this.pattern = settings.pattern();
    this.settings = settings;
    this.now = now;
    for (Candle candle : candles) {
      if (candle.from() + seconds <= now) {
        closed.put(candle.from(), candle.color());
      }
    }
  }

  static Catalog catalog(Collection<Candle> candles, CatalogSettings settings, long now) {
    Oracle oracle = new Oracle(candles, settings, now);
    List<Row> rows = oracle.rows();
    return new Catalog(rows, oracle.skipped, List.of());
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    if (closed.isEmpty()) {
      return rows;
    }
    long block = (long) pattern.blockCandles() * seconds;
    long margin = 200L * seconds;
    long latest = Math.floorDiv(closed.lastKey() + margin, block) * block;
    long partial = 0;
    for (long start = latest; start > closed.firstKey() - margin; start -= block) {
      List<Color> analyzed = new ArrayList<>();
      for (int offset : pattern.analyzed()) {
        Color color = closed.get(start + (long) offset * seconds);
        if (color != null) {
          analyzed.add(color);
        }
      }
      if (analyzed.size() == pattern.analyzed().size()) {
        skipped += rows.isEmpty() ? 0 : partial;
        partial = 0;
        rows.add(0, row(start, analyzed));
        if (rows.size() == settings.quadrants()) {
          return rows;
        }
      } else if (!analyzed.isEmpty()) {
        partial++;
      }
    }
    return rows;
  }

  private Row row(long start, List<Color> analyzed) {
    int green = count(analyzed, Color.GREEN);
    int red = count(analyzed, Color.RED);
    int doji = count(analyzed, Color.DOJI);
    NullReason reason = doji > 0 ? NullReason.DOJI : whyNot(analyzed, green, red);
    if (reason != null) {
      return new Row(start, green, red, doji, null, reason, null, Outcome.NULL, null);
    }
    Signal signal = expected(analyzed, 0) == Color.GREEN ? Signal.CALL : Signal.PUT;
    long entryAt = start + (long) pattern.attempt(0) * seconds;
    for (int k = 0; k <= settings.martingale(); k++) {
      long from = start + (long) pattern.attempt(k) * seconds;
      Outcome outcome = attempt(from, expected(analyzed, k));
      if (outcome != Outcome.LOSS) {
        return new Row(start, green, red, doji, signal, null, entryAt, outcome, k);
      }
    }
    return new Row(
        start, green, red, doji, signal, null, entryAt, Outcome.LOSS, settings.martingale());
  }

  private NullReason whyNot(List<Color> analyzed, int green, int red) {
    if (pattern.rule() == Rule.PAINTED) {
      return painted(analyzed) == null ? NullReason.NO_MATCH : null;
    }
    return green == red && pattern.rule() != Rule.FOLLOW_EACH ? NullReason.DRAW : null;
  }

  private Outcome attempt(long from, Color expected) {
    if (from + seconds > now) {
      return Outcome.PENDING;
    }
    Color color = closed.get(from);
    if (color == null) {
      return Outcome.NO_DATA;
    }
    if (color == Color.DOJI && settings.tie() == TieRule.TIE) {
      return Outcome.TIE;
    }
    return color == expected ? Outcome.WIN : Outcome.LOSS;
  }

  private Color expected(List<Color> analyzed, int attempt) {
    int green = count(analyzed, Color.GREEN);
    int red = count(analyzed, Color.RED);
    Color majority = green > red ? Color.GREEN : Color.RED;
    return switch (pattern.rule()) {
      case MAJORITY, SAME -> majority;
      case MINORITY, OPPOSITE -> majority == Color.GREEN ? Color.RED : Color.GREEN;
      case FOLLOW_EACH -> analyzed.get(Math.min(attempt, analyzed.size() - 1));
      case PAINTED -> painted(analyzed) == Signal.CALL ? Color.GREEN : Color.RED;
    };
  }

  private Signal painted(List<Color> analyzed) {
    String letters =
        analyzed.stream().map(color -> color.name().substring(0, 1)).collect(Collectors.joining());
    return pattern.sequences().stream()
        .filter(sequence -> letters.matches(sequence.colors().replace('*', '.')))
        .map(Sequence::signal)
        .findFirst()
        .orElse(null);
  }

  private static int count(List<Color> colors, Color wanted) {
    return (int) colors.stream().filter(wanted::equals).count();
  }
}
