package br.com.catalogador.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CounterProperties {

  @Property(tries = 1000)
  void countsAreTheSameWithoutTheCandlesThatHaveNoSay(@ForAll long seed) {
    Random random = new Random(seed);
    List<Candle> candles = Markets.random(random, Timeframe.M1, 1 + random.nextInt(900));
    CandleSeries series = CandleSeries.of(Timeframe.M1, candles);
    CatalogSettings settings = settings(random);
    Finality finality = Finality.upTo(series.end() - random.nextInt(900));
    Counter counter = new Counter(settings);

    long first = counter.firstTimeRead(series, finality);
    Market kept = Market.of(series.between(first, Math.max(first, finality.until() - 59)));

    Screen screen = Screen.of(kept, settings.conditions(), finality);
    assertThat(counter.count(kept, counter.firstSlot(kept), screen, finality))
        .as("%s", settings)
        .usingRecursiveComparison()
        .isEqualTo(counts(series, settings, finality));
  }

  @Property(tries = 500)
  void mirroredMarketIsTheOneWhosePricesAreMirrored(@ForAll long seed) {
    Random random = new Random(seed);
    CandleSeries series =
        CandleSeries.of(
            Timeframe.M1, Markets.random(random, Timeframe.M1, 1 + random.nextInt(500)));
    CatalogSettings settings = settings(random);
    Finality finality = Finality.upTo(series.end());
    LongUnaryOperator swapped = word -> new Random(seed + word).nextLong();

    Market mirrored = Market.of(series).mirrored(swapped, settings.conditions().trend() != 0);

    Counter counter = new Counter(settings);
    Screen screen = Screen.of(mirrored, settings.conditions(), finality);
    assertThat(counter.count(mirrored, counter.firstSlot(mirrored), screen, finality))
        .as("%s", settings)
        .usingRecursiveComparison()
        .isEqualTo(counts(mirrored(series, swapped), settings, finality));
  }

  /** The steps from close to close, and the candles' bodies, go the other way where swapped. */
  private static CandleSeries mirrored(CandleSeries series, LongUnaryOperator swapped) {
    List<Candle> candles = new ArrayList<>();
    long path = 0;
    for (int i = 0; i < series.size(); i++) {
      long slot = series.from(i) / 60;
      int sign = (swapped.applyAsLong(slot / 64) >>> slot % 64 & 1) == 1 ? -1 : 1;
      long close = cents(series.close(i));
      path = i == 0 ? close : path + sign * (close - cents(series.close(i - 1)));
      long open = path - sign * (close - cents(series.open(i)));
      candles.add(new Candle(series.from(i), open / 100.0, 1e6, -1e6, path / 100.0));
    }
    return CandleSeries.of(Timeframe.M1, candles);
  }

  private static long cents(double price) {
    return Math.round(price * 100);
  }

  private static Counts counts(CandleSeries series, CatalogSettings settings, Finality finality) {
    Market market = Market.of(series);
    Screen screen = Screen.of(market, settings.conditions(), finality);
    return Counts.of(market, settings, screen, finality);
  }

  private static CatalogSettings settings(Random random) {
    return new CatalogSettings(
        Strategies.own(Markets.pattern(random)),
        Timeframe.M1,
        1 + random.nextInt(20),
        random.nextInt(6),
        TieRule.values()[random.nextInt(2)],
        ConditionsProperties.conditions(random));
  }
}
