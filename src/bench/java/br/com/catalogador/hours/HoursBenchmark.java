package br.com.catalogador.hours;

import br.com.catalogador.bench.RandomWalk;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Row;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Thirty days of minutes by hour and by time of the day, per candle. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(HoursBenchmark.CANDLES)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HoursBenchmark {
  static final int CANDLES = 30 * 1_440;
  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  private CandleSeries series;
  private List<Row> rows;

  @Setup
  public void market() {
    series = RandomWalk.minutes(CANDLES, new Random(1));
    CatalogSettings settings =
        new CatalogSettings(Strategies.MINORIA, Timeframe.M1, CANDLES, 2, TieRule.LOSS);
    rows = Catalog.of(series, settings, Finality.upTo(series.end())).rows();
  }

  /** A catalog's rows by weekday and hour. */
  @Benchmark
  public HourTables byHour() {
    return HourTables.of(rows, ZONE);
  }

  /** Each time of the day over the dates. */
  @Benchmark
  public SlotTable bySlot() {
    return SlotTable.of(series, ZONE, 30, 2, TieRule.LOSS, series.end());
  }
}
