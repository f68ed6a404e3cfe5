package br.com.catalogador.session;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.MovingMarket;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Outcome;
import br.com.catalogador.strategy.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks candles and rows against the true candles of a {@link MovingMarket}. */
final class SettledTruth {
  private static final long HOUR = 3_600;

  private final MovingMarket market;
  private final Map<Key, Row> settled = new HashMap<>();
  private final Map<GetCatalog, Map<Long, Row>> rows = new HashMap<>();
  private long rowsOf;

  private record Key(GetCatalog query, long start) {}

  SettledTruth(MovingMarket market) {
    this.market = market;
  }

  static boolean isSettled(Row row) {
    return row.result() != Outcome.PENDING;
  }

  /** The number of settled rows seen. */
  int settled() {
    return settled.size();
  }

  /** Checks that candles have closed and have the true prices. */
  void areTrue(CandleSeries candles) {
    if (candles.isEmpty()) {
      return;
    }
    assertThat(candles.end()).isLessThanOrEqualTo(market.closedTo());
    CandleSeries truth = market.truth(candles.from(0), candles.end());
    for (int i = 0; i < candles.size(); i++) {
      assertThat(candles.candle(i)).isEqualTo(truth.candle(truth.ceiling(candles.from(i))));
    }
  }

  /** Checks that candles are true and complete for an interval. */
  void areAll(CandleSeries candles, long from, long to) {
    areTrue(candles);
    assertThat(to)
        .as("end of the candles, after %d at %d", from, market.seconds())
        .isGreaterThanOrEqualTo(from);
    CandleSeries truth = market.truth(from, to);
    assertThat(candles.size()).as("candles from %d to %d", from, to).isEqualTo(truth.size());
  }

  /** Checks that settled rows are final: equal to the true rows and to those seen before. */
  void areTrue(GetCatalog query, List<Row> seen) {
    for (Row row : seen) {
      if (isSettled(row)) {
        assertThat(row)
            .as("at %d, %s", market.seconds(), query)
            .isEqualTo(rows(query).get(row.start()));
        Row before = settled.putIfAbsent(new Key(query, row.start()), row);
        assertThat(before == null ? row : before).isEqualTo(row);
      }
    }
  }

  /** The true rows of half a day, computed once per minute. */
  private Map<Long, Row> rows(GetCatalog query) {
    if (rowsOf != market.closedTo()) {
      rowsOf = market.closedTo();
      rows.clear();
    }
    return rows.computeIfAbsent(query, this::made);
  }

  private Map<Long, Row> made(GetCatalog query) {
    CandleSeries truth = market.truth(rowsOf - 16 * HOUR, rowsOf + HOUR);
    CatalogSettings asked = query.settings();
    CatalogSettings settings =
        new CatalogSettings(
            asked.strategy(), asked.timeframe(), 2000, asked.martingale(), asked.tie());
    Finality finality = Finality.upTo(truth.end());
    Map<Long, Row> made = new HashMap<>();
    Catalog.of(truth, settings, finality).rows().forEach(row -> made.put(row.start(), row));
    return made;
  }
}
