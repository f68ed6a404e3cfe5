package br.com.catalogador.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks of days are exactly those of enough quadrants whose entry begins in the days. */
class RecentBlocksTest {
  private static final long DAY = 86_400;
  private static final long NOW = 1_790_000_000L / 3600 * 3600 + 1_230;

  private static CandleSeries market(Timeframe timeframe, int days) {
    Random random = new Random(7);
    CandleSeries.Builder candles = new CandleSeries.Builder(timeframe, 100);
    int size = timeframe.seconds();
    for (long from = timeframe.floor(NOW - days * DAY); from + size <= NOW; from += size) {
      if (random.nextInt(50) > 0) {
        double close = 1 + random.nextInt(3) - 1;
        candles.add(from, 1, 2, 0, close);
      }
    }
    return candles.build();
  }

  private static CatalogSettings settings(Timeframe timeframe, int quadrants, int days) {
    return new CatalogSettings(
        Strategies.MINORIA, timeframe, quadrants, 2, TieRule.LOSS, Conditions.NONE, days);
  }

  @ParameterizedTest
  @EnumSource(Timeframe.class)
  void listsAllBlocksWhoseEntryBeginsInTheDays(Timeframe timeframe) {
    CandleSeries market = market(timeframe, 5);
    Finality finality = Finality.upTo(NOW);
    List<Row> all =
        Catalog.of(market, settings(timeframe, 100_000, 0), finality).rows().stream()
            .filter(row -> row.start() + 5L * timeframe.seconds() >= NOW - 3 * DAY)
            .toList();
    List<Outcome> outcomes = new ArrayList<>();

    Catalog recent =
        RecentBlocks.catalog(
            market,
            settings(timeframe, 1, 3),
            NOW,
            finality,
            (outcome, martingale, entryAt) -> outcomes.add(outcome));

    assertThat(recent.rows()).isEqualTo(all).hasSizeGreaterThan(40);
    assertThat(outcomes).isEqualTo(all.stream().map(Row::result).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void onlyTheNewestRowsAreMadeAndTheOutcomesAreThoseOfAll(int days) {
    CandleSeries market = market(Timeframe.M1, 5);
    CatalogSettings settings = settings(Timeframe.M1, 500, days);
    Finality finality = Finality.upTo(NOW);
    List<Row> all =
        RecentBlocks.catalog(market, settings, NOW, finality, (outcome, martingale, at) -> {})
            .rows();
    List<Outcome> outcomes = new ArrayList<>();
    List<Long> entries = new ArrayList<>();

    Catalog newest =
        RecentBlocks.newest(
            market,
            settings,
            NOW,
            7,
            finality,
            (outcome, martingale, entryAt) -> {
              outcomes.add(outcome);
              entries.add(entryAt);
            });

    assertThat(all).hasSizeGreaterThan(400);
    assertThat(newest.rows()).isEqualTo(all.subList(all.size() - 7, all.size()));
    assertThat(outcomes).isEqualTo(all.stream().map(Row::result).toList());
    assertThat(entries).isEqualTo(all.stream().map(row -> row.start() + 300).toList());
  }

  @Test
  void theFirstEntryBeginsExactlyWhenTheDaysBegin() {
    long blockStart = 1_790_000_100;
    CandleSeries market =
        CandleSeries.of(
            Timeframe.M1,
            LongStream.range(0, 11)
                .mapToObj(i -> new Candle(blockStart + i * 60, 1, 2, 0, 2))
                .toList());
    long entry = blockStart + 300;
    Finality finality = Finality.upTo(market.end());

    assertThat(recent(market, entry + DAY, finality)).extracting(Row::start).contains(blockStart);
    assertThat(recent(market, entry + DAY + 1, finality))
        .extracting(Row::start)
        .doesNotContain(blockStart);
    assertThat(recent(market, entry + 2 * DAY, finality)).isEmpty();
  }

  private static List<Row> recent(CandleSeries market, long now, Finality finality) {
    return RecentBlocks.catalog(
            market,
            settings(Timeframe.M1, 1, 1),
            now,
            finality,
            (outcome, martingale, entryAt) -> {})
        .rows();
  }
}
