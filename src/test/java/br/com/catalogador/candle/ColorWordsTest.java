package br.com.catalogador.candle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ColorWordsTest {

  /** The colors that words stand for, by time. */
  private static Map<Long, Color> colors(ColorWords words) {
    Map<Long, Color> colors = new TreeMap<>();
    for (int index = 0; index < words.size(); index++) {
      for (int bit = 0; bit < ColorWords.SLOTS; bit++) {
        boolean green = (words.green(index) >>> bit & 1) != 0;
        boolean red = (words.red(index) >>> bit & 1) != 0;
        if ((words.present(index) >>> bit & 1) != 0) {
          long time = (words.number(index) * 64 + bit) * words.timeframe().seconds();
          colors.put(time, green ? Color.GREEN : red ? Color.RED : Color.DOJI);
        } else {
          assertThat(green || red).isFalse();
        }
      }
    }
    return colors;
  }

  private static Map<Long, Color> colors(CandleSeries series, long closedBy) {
    Map<Long, Color> colors = new TreeMap<>();
    for (int i = 0; i < series.size(); i++) {
      if (series.from(i) + series.timeframe().seconds() <= closedBy) {
        colors.put(series.from(i), series.candle(i).color());
      }
    }
    return colors;
  }

  private static CandleSeries series(Random random) {
    Timeframe timeframe = Timeframe.values()[random.nextInt(3)];
    long from = random.nextInt(-300, 300) * (long) timeframe.seconds();
    List<Candle> candles = new ArrayList<>();
    for (int i = random.nextInt(400); i > 0; i--) {
      int open = random.nextInt(3);
      candles.add(new Candle(from, open, 3, 0, random.nextInt(3)));
      from += timeframe.seconds();
      if (random.nextInt(30) == 0) {
        from += random.nextInt(1, 300) * (long) timeframe.seconds();
      }
    }
    return CandleSeries.of(timeframe, candles);
  }

  @Property(tries = 500)
  void wordsAreTheColorsOfTheCandles(@ForAll long seed) {
    CandleSeries series = series(new Random(seed));
    assertThat(colors(series.words())).isEqualTo(colors(series, Long.MAX_VALUE));
    assertThat(series.words()).isSameAs(series.words());
  }

  @Property(tries = 500)
  void neighborsOfAWordWithCandlesAreAtTheNextIndexes(@ForAll long seed) {
    ColorWords words = series(new Random(seed)).words();
    for (int index = 0; index < words.size(); index++) {
      if (words.present(index) != 0) {
        assertThat(words.number(index - 1)).isEqualTo(words.number(index) - 1);
        assertThat(words.number(index + 1)).isEqualTo(words.number(index) + 1);
      }
    }
  }

  @Property(tries = 500)
  void wordsOfASeriesSplitAnywhereEqualTheWhole(@ForAll long seed) {
    Random random = new Random(seed);
    CandleSeries series = series(random);
    int at = random.nextInt(series.size() + 1);
    long time = at == series.size() ? Long.MAX_VALUE : series.from(at);
    Map<Long, Color> both = colors(series.between(Long.MIN_VALUE, time).words());
    both.putAll(colors(series.between(time, Long.MAX_VALUE).words()));
    assertThat(both).isEqualTo(colors(series.words()));
  }

  @Property(tries = 500)
  void closedByLeavesOutWhatClosesLater(@ForAll long seed) {
    Random random = new Random(seed);
    CandleSeries series = series(random);
    int seconds = series.timeframe().seconds();
    long time = series.end() - random.nextInt(500 * seconds) + 10 * seconds;
    ColorWords closed = series.words().closedBy(time);
    assertThat(colors(closed)).isEqualTo(colors(series, time));
    assertThat(closed.size() == 0 || closed.present(closed.size() - 1) == 0).isTrue();
    assertThat(series.words().closedBy(series.end())).isSameAs(series.words());
  }

  @Property(tries = 200)
  void swappedCandlesHaveTheOppositeColorAndDojisAndGapsStay(@ForAll long seed) {
    CandleSeries series = series(new Random(seed));
    ColorWords swapped = series.words().swapped(number -> 0xAAAA_AAAA_AAAA_AAAAL);
    Map<Long, Color> expected = new TreeMap<>();
    colors(series.words())
        .forEach(
            (time, color) -> {
              boolean odd = Math.floorMod(time / series.timeframe().seconds(), 2) == 1;
              expected.put(time, odd ? opposite(color) : color);
            });
    assertThat(colors(swapped)).isEqualTo(expected);
  }

  private static Color opposite(Color color) {
    return switch (color) {
      case GREEN -> Color.RED;
      case RED -> Color.GREEN;
      case DOJI -> Color.DOJI;
    };
  }

  @Test
  void emptySeriesHasNoWords() {
    assertThat(CandleSeries.empty(Timeframe.M1).words().size()).isZero();
    assertThat(CandleSeries.empty(Timeframe.M1).words().closedBy(99).size()).isZero();
  }
}
