package br.com.catalogador.strategy;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.ColorWords;
import br.com.catalogador.candle.Finality;

/**
 * Counts one question in many markets. Where the counted blocks begin does not depend on colors, so
 * it is found once for all {@linkplain Market#mirrored mirrored} markets of an asset. Not
 * thread-safe.
 *
 * <p>The two loops over words repeat the four lines that count one. As a method of their own these
 * were compiled apart in two of three processes, and then called for each word, which took a fifth
 * longer.
 */
public final class Counter {
  private final CatalogSettings settings;
  private final Outcomes outcomes;

  /**
   * @throws IllegalArgumentException if the strategy is not defined for the timeframe
   */
  public Counter(CatalogSettings settings) {
    this.settings = settings;
    this.outcomes = Outcomes.of(settings);
  }

  /**
   * The slot (time / candle length) at which the oldest counted block is anchored; greater than
   * every slot if no block is listed.
   *
   * @param market with final candles only
   */
  public long firstSlot(Market market) {
    return Listing.newest(market.words(), outcomes, settings.quadrants()).firstSlot();
  }

  /**
   * The slot from which blocks are counted whose entry's candle begins at a time or later.
   *
   * @param since UTC epoch seconds
   */
  public long firstSlotSince(long since) {
    return -Math.floorDiv(-since, settings.timeframe().seconds()) - outcomes.entry();
  }

  /**
   * The time in epoch seconds from which candles have a say: those of the counted blocks, of the
   * rows that a condition looks back to, and of the candles before them. Without earlier candles
   * the counts are the same.
   *
   * @param series candles of the settings' timeframe
   */
  public long firstTimeRead(CandleSeries series, Finality finality) {
    settings.requireSameTimeframe(series.timeframe());
    ColorWords closed = series.words().closedBy(finality.until());
    int rows = Math.addExact(settings.quadrants(), settings.conditions().rowsBefore());
    long slot = Listing.newest(closed, outcomes, rows).firstSlot();
    if (slot == Long.MAX_VALUE) {
      return slot;
    }
    int anchor = series.ceiling(slot * series.timeframe().seconds());
    return series.from(Math.max(0, anchor - settings.conditions().candlesBefore()));
  }

  /** Finds the newest blocks and counts them, in one pass from the newest word back if it can. */
  Counts countNewest(Market market, Screen screen, Finality finality) {
    if (screen.conditions().after() != null) {
      return count(market, firstSlot(market), screen, finality);
    }
    ColorWords words = market.words();
    Counts counts = new Counts(settings.martingale());
    int left = settings.quadrants();
    for (int index = words.size() - 2; index >= 0 && left > 0; index--) {
      outcomes.read(words, index);
      outcomes.listed = Listing.newest(outcomes.listed, left);
      left -= Long.bitCount(outcomes.listed);
      outcomes.decide();
      long failing = screen.failing(outcomes, index);
      outcomes.follow(outcomes.signals & ~failing);
      counts.count(outcomes, failing, words, index, finality);
    }
    return counts;
  }

  /**
   * Counts the blocks from a slot on.
   *
   * @param market with final candles only
   * @param firstSlot as {@link #firstSlot} gives it
   * @param screen that of the market
   * @param finality which candles are final
   */
  public Counts count(Market market, long firstSlot, Screen screen, Finality finality) {
    return count(market, firstSlot, screen, finality, false);
  }

  /** As {@link #count}, with the losing streaks, which takes about twice as long. */
  public Counts countWithStreaks(Market market, long firstSlot, Screen screen, Finality finality) {
    return count(market, firstSlot, screen, finality, true);
  }

  private Counts count(
      Market market, long firstSlot, Screen screen, Finality finality, boolean streaks) {
    ColorWords words = market.words();
    Counts counts = new Counts(settings.martingale());
    if (screen.conditions().after() == null) {
      countWords(counts, words, firstSlot, screen, finality, streaks);
    } else {
      countBlocks(counts, words, firstSlot, screen, finality);
    }
    return counts;
  }

  private void countWords(
      Counts counts,
      ColorWords words,
      long firstSlot,
      Screen screen,
      Finality finality,
      boolean streaks) {
    int first = words.ceiling(Math.floorDiv(firstSlot, ColorWords.SLOTS));
    for (int index = first; index < words.size() - 1; index++) {
      outcomes.read(words, index);
      if (index == first) {
        outcomes.listed &= -1L << firstSlot;
      }
      outcomes.decide();
      long failing = screen.failing(outcomes, index);
      outcomes.follow(outcomes.signals & ~failing);
      counts.count(outcomes, failing, words, index, finality);
      if (streaks) {
        counts.countStreaks(outcomes);
      }
    }
  }

  private void countBlocks(
      Counts counts, ColorWords words, long firstSlot, Screen screen, Finality finality) {
    Blocks blocks = new Blocks(words, settings, screen, finality);
    while (blocks.next()) {
      if (blocks.slot() >= firstSlot) {
        counts.count(blocks);
      }
    }
  }
}
