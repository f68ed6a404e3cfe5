package br.com.catalogador.hours;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Conditions;
import br.com.catalogador.strategy.RecentBlocks;
import br.com.catalogador.strategy.Row;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.view.HoursJson;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** How long hours and slots of 30 days of one-minute candles take, once warm. */
public final class HoursFigures {
  private static final int DAYS = 30;
  private static final int ROUNDS = 200;
  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  private HoursFigures() {}

  public static void main(String[] args) {
    CandleSeries series = series();
    long now = series.end();
    CatalogSettings settings =
        new CatalogSettings(
            Strategies.MINORIA, Timeframe.M1, 1, 2, TieRule.LOSS, Conditions.NONE, DAYS);
    List<Row> rows =
        RecentBlocks.catalog(series, settings, now, Finality.upTo(now), (outcome, gale) -> {})
            .rows();
    report("byHour", () -> HoursJson.byHour(HourTables.of(rows, ZONE)).toBuffer().length());
    report(
        "bySlot",
        () ->
            HoursJson.bySlot(SlotTable.of(series, ZONE, DAYS, 2, TieRule.LOSS, now).slots())
                .toBuffer()
                .length());
  }

  private static CandleSeries series() {
    Random random = new Random(1);
    int size = (DAYS + 2) * 1440;
    CandleSeries.Builder builder = new CandleSeries.Builder(Timeframe.M1, size);
    double price = 1;
    for (int i = 0; i < size; i++) {
      double close = price + (random.nextInt(41) - 20) * 1e-5;
      builder.add(
          1_790_640_000L + 60L * i, price, Math.max(price, close), Math.min(price, close), close);
      price = close;
    }
    return builder.build();
  }

  private interface Answer {
    int bytes();
  }

  private static void report(String name, Answer answer) {
    long[] nanos = new long[ROUNDS];
    int bytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      bytes = answer.bytes();
      nanos[round] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    System.out.printf("%s: median %.1f ms, %d bytes%n", name, nanos[ROUNDS / 2] / 1e6, bytes);
  }
}
