package br.com.catalogador.strategy;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.Colour;
import br.com.catalogador.candle.Timeframe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** The catalogue as its definition reads: block by block, candle by candle, by time. */
final class Oracle {
  private final TreeMap<Long, Colour> closed = new TreeMap<>();
  private final int seconds;
  private final Pattern pattern;
  private final CatalogSettings settings;
  private long skipped;

  private Oracle(Timeframe timeframe, Collection<Candle> candles, CatalogSettings settings) {
    this.seconds = timeframe.seconds();
    this.pattern = settings.strategy().pattern(timeframe);
    this.settings = settings;
    for (Candle candle : candles) {
      if (candle.from() + seconds <= settings.now()) {
        closed.put(candle.from(), candle.colour());
      }
    }
  }

  static Catalog catalog(
      Timeframe timeframe, Collection<Candle> candles, CatalogSettings settings) {
    Oracle oracle = new Oracle(timeframe, candles, settings);
    List<Row> rows = oracle.rows();
    return new Catalog(rows, oracle.skipped);
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
      List<Colour> analysed = new ArrayList<>();
      for (int offset : pattern.analysed()) {
        Colour colour = closed.get(start + (long) offset * seconds);
        if (colour != null) {
          analysed.add(colour);
        }
      }
      if (analysed.size() == pattern.analysed().size()) {
        skipped += rows.isEmpty() ? 0 : partial;
        partial = 0;
        rows.add(0, row(start, analysed));
        if (rows.size() == settings.quadrants()) {
          return rows;
        }
      } else if (!analysed.isEmpty()) {
        partial++;
      }
    }
    return rows;
  }

  private Row row(long start, List<Colour> analysed) {
    int green = count(analysed, Colour.GREEN);
    int red = count(analysed, Colour.RED);
    int doji = count(analysed, Colour.DOJI);
    if (doji > 0) {
      return new Row(start, green, red, doji, null, NullReason.DOJI, null, Outcome.NULL, null);
    }
    if (green == red && pattern.rule() != Rule.FOLLOW_EACH) {
      return new Row(start, green, red, doji, null, NullReason.DRAW, null, Outcome.NULL, null);
    }
    Signal signal = expected(analysed, 0) == Colour.GREEN ? Signal.CALL : Signal.PUT;
    long entryAt = start + (long) pattern.attempts().get(0) * seconds;
    for (int k = 0; k <= settings.martingale(); k++) {
      long from = start + (long) pattern.attempts().get(k) * seconds;
      Outcome outcome = attempt(from, expected(analysed, k));
      if (outcome != Outcome.LOSS) {
        return new Row(start, green, red, doji, signal, null, entryAt, outcome, k);
      }
    }
    return new Row(
        start, green, red, doji, signal, null, entryAt, Outcome.LOSS, settings.martingale());
  }

  private Outcome attempt(long from, Colour expected) {
    if (from + seconds > settings.now()) {
      return Outcome.PENDING;
    }
    Colour colour = closed.get(from);
    if (colour == null) {
      return Outcome.NO_DATA;
    }
    if (colour == Colour.DOJI && settings.tie() == TieRule.TIE) {
      return Outcome.TIE;
    }
    return colour == expected ? Outcome.WIN : Outcome.LOSS;
  }

  private Colour expected(List<Colour> analysed, int attempt) {
    int green = count(analysed, Colour.GREEN);
    int red = count(analysed, Colour.RED);
    Colour majority = green > red ? Colour.GREEN : Colour.RED;
    return switch (pattern.rule()) {
      case MAJORITY -> majority;
      case MINORITY -> majority == Colour.GREEN ? Colour.RED : Colour.GREEN;
      case FOLLOW_EACH -> analysed.get(Math.min(attempt, analysed.size() - 1));
    };
  }

  private static int count(List<Colour> colours, Colour wanted) {
    return (int) colours.stream().filter(wanted::equals).count();
  }
}
