package br.com.catalogador.analysis;

import br.com.catalogador.analysis.message.CellCounts;
import br.com.catalogador.analysis.message.CountCells;
import br.com.catalogador.analysis.message.CountedCells;
import br.com.catalogador.analysis.message.NextEntry;
import br.com.catalogador.matrix.CountedAsset;
import br.com.catalogador.matrix.FirstEntry;
import br.com.catalogador.matrix.MatrixAsset;
import br.com.catalogador.stats.Tally;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Forming;
import br.com.catalogador.strategy.Outcome;
import br.com.catalogador.strategy.OutcomeSink;
import br.com.catalogador.strategy.Outlook;
import br.com.catalogador.strategy.RecentBlocks;
import br.com.catalogador.strategy.Row;
import br.com.catalogador.strategy.Signal;
import br.com.catalogador.strategy.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts the cells of one asset: what each strategy did there, and when it enters next. */
final class CellCounter {
  /** So many rows may wait for their entries: a pattern spans 64 candles at most. */
  private static final int MOST_AHEAD = 64;

  private CellCounter() {}

  static CountedCells count(CountCells request) {
    List<CellCounts> cells = new ArrayList<>();
    for (Strategy strategy : request.matrix().strategies()) {
      cells.add(counts(request, request.settings().withStrategy(strategy)));
    }
    Long since = request.settings().days() == 0 ? null : request.settings().since(request.now());
    MatrixAsset asset =
        new MatrixAsset(
            request.symbol(), request.series(), request.finality(), request.stakes(), since);
    return new CountedCells(cells, CountedAsset.of(asset, request.matrix()));
  }

  private static CellCounts counts(CountCells request, CatalogSettings settings) {
    CellTally tally = new CellTally(new Tally(settings.martingale(), request.stakes()));
    List<Row> newest =
        RecentBlocks.newest(
                request.series(), settings, request.now(), MOST_AHEAD, request.finality(), tally)
            .rows();
    return new CellCounts(
        tally.outcomes.summary(),
        tally.firstEntries.firstEntry(),
        tally.lastHit == CellTally.NEVER ? null : tally.lastHit,
        next(request, settings, newest));
  }

  /** The counts of the rows of a cell, of which only the newest exist as objects. */
  private static final class CellTally implements OutcomeSink {
    private static final long NEVER = Long.MIN_VALUE;

    private final Tally outcomes;
    private final FirstEntry.Counter firstEntries = new FirstEntry.Counter();
    private long lastHit = NEVER;

    CellTally(Tally outcomes) {
      this.outcomes = outcomes;
    }

    @Override
    public void add(Outcome outcome, int martingale, long entryAt) {
      outcomes.add(outcome, martingale, entryAt);
      firstEntries.add(outcome, martingale, entryAt);
      lastHit = outcome == Outcome.LOSS ? entryAt : lastHit;
    }
  }

  /** By the end of the candles, so that the same candles have the same answer. */
  private static NextEntry next(CountCells request, CatalogSettings settings, List<Row> newest) {
    long end = request.finality().until();
    int every = settings.pattern().blockCandles() * settings.timeframe().seconds();
    Optional<Forming> forming = Forming.of(request.series(), settings, end, request.finality());
    for (Row row : newest) {
      if (row.result() == Outcome.PENDING && row.entryAt() >= end) {
        boolean waits = forming.filter(it -> waits(it, row)).isPresent();
        return new NextEntry(row.entryAt(), every, waits ? null : row.signal());
      }
    }
    return forming
        .map(it -> new NextEntry(it.entryAt(), every, sureSide(it)))
        .orElseGet(() -> nextBlock(settings, end, every));
  }

  private static boolean waits(Forming forming, Row row) {
    return forming.start() == row.start()
        ? forming.outlook().awaits() != null
        : forming.waiting().stream().anyMatch(waiting -> waiting.start() == row.start());
  }

  /** The side that is entered whatever the running candle and the conditions come to. */
  private static Signal sureSide(Forming forming) {
    Signal side = forming.ifGreen() == forming.ifRed() ? forming.ifGreen() : null;
    Outlook outlook = forming.outlook();
    boolean isFiltered = (side == Signal.CALL ? outlook.call() : outlook.put()) != null;
    return isFiltered || outlook.awaits() != null ? null : side;
  }

  private static NextEntry nextBlock(CatalogSettings settings, long end, int every) {
    long toEntry = (long) settings.pattern().attempt(0) * settings.timeframe().seconds();
    long start = Math.floorDiv(end, every) * every;
    return new NextEntry(start + every + toEntry, every, null);
  }
}
