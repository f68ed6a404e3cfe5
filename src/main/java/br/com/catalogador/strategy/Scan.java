package br.com.catalogador.strategy;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;

/**
 * A cursor over the listed blocks of a series, oldest first: after {@link #next()} has returned
 * true, the other methods describe the current block. Allocates nothing per candle or block. Not
 * thread-safe; prices must be finite.
 *
 * <p>Everything that decides a block lies within {@value Pattern#WINDOW} consecutive candles. Three
 * 64-bit words therefore slide along the grid of candle times while the columns are read once:
 * which candles are present, green, and red. The outcome of a block is a few bit operations with
 * constant masks. The words advance by time, so a gap is a run of zeros and no candle takes the
 * place of another; while the words are empty, the scan jumps to the next candle.
 */
public final class Scan {
  private final Masks masks;
  private final Grid grid;
  private final Window window;
  private final Rule rule;
  private final int blockCandles;
  private final int analyzedCount;
  private final long tying;
  private final int lastMartingale;
  private final Finality finality;
  private final long lastStart;

  private long start;
  private int green;
  private int red;
  private long calls;
  private Outcome outcome;
  private int martingale;
  private boolean listedBefore;
  private long partialSince;
  private long skipped;

  private Scan(
      CandleSeries series,
      CatalogSettings settings,
      Finality finality,
      Grid grid,
      long first,
      long last) {
    Pattern pattern = settings.pattern();
    this.masks = Masks.of(pattern, settings.martingale());
    this.grid = grid;
    this.window = new Window(series, grid.closedCandles());
    this.rule = pattern.rule();
    this.blockCandles = pattern.blockCandles();
    this.analyzedCount = pattern.analyzed().size();
    this.tying = settings.tie() == TieRule.TIE ? masks.attempts() : 0;
    this.lastMartingale = settings.martingale();
    this.finality = finality;
    this.start = first - grid.blockSeconds();
    this.lastStart = last;
  }

  /**
   * A scan over the newest listed blocks, up to the number in the settings.
   *
   * @param finality which candles are final; later candles are treated as not existing yet
   * @throws IllegalArgumentException if the series has another timeframe than the settings, or the
   *     strategy is not defined for it
   */
  public static Scan of(CandleSeries series, CatalogSettings settings, Finality finality) {
    settings.requireSameTimeframe(series);
    Grid grid = new Grid(series, settings.pattern(), finality.until());
    if (grid.isEmpty()) {
      return new Scan(series, settings, finality, grid, 0, Long.MIN_VALUE);
    }
    long first = firstRequested(series, settings, finality, grid);
    return new Scan(series, settings, finality, grid, first, grid.last());
  }

  /**
   * Searches backwards for the first block such that the blocks from present on contain the
   * requested number of listed ones.
   */
  private static long firstRequested(
      CandleSeries series, CatalogSettings settings, Finality finality, Grid grid) {
    long first = grid.last() + grid.blockSeconds();
    int missing = settings.quadrants();
    while (missing > 0) {
      long last = grid.lastUpTo(first - grid.blockSeconds());
      // This many blocks contain at most as many listed ones, so there are never too many.
      first = last - (missing - 1L) * grid.blockSeconds();
      if (first <= grid.first()) {
        return grid.first();
      }
      Scan scan = new Scan(series, settings, finality, grid, first, last);
      while (scan.next()) {
        missing--;
      }
    }
    return first;
  }

  /** Moves to the next listed block; false if there is none. */
  public boolean next() {
    while (start < lastStart) {
      advance();
      long present = window.present() & masks.analyzed();
      if (present == masks.analyzed()) {
        skipped += listedBefore ? partialSince : 0;
        listedBefore = true;
        partialSince = 0;
        decide();
        return true;
      }
      partialSince += present != 0 ? 1 : 0;
    }
    return false;
  }

  /** Start of the block in UTC epoch seconds. */
  public long start() {
    return start;
  }

  /** The outcome of the block. */
  public Outcome outcome() {
    return outcome;
  }

  /** The attempt as in {@link Row}; undefined for the outcome NULL. */
  public int martingale() {
    return martingale;
  }

  /**
   * Number of blocks between the first returned one and the current one with only some of their
   * analyzed candles.
   */
  public long skipped() {
    return skipped;
  }

  /** The block as an object. */
  public Row row() {
    int doji = analyzedCount - green - red;
    if (outcome == Outcome.NULL) {
      NullReason reason = doji > 0 ? NullReason.DOJI : NullReason.DRAW;
      return new Row(start, green, red, doji, null, reason, null, outcome, null);
    }
    long entry = Long.lowestOneBit(masks.attempts());
    Signal signal = (calls & entry) != 0 ? Signal.CALL : Signal.PUT;
    return new Row(start, green, red, doji, signal, null, timeOf(entry), outcome, martingale);
  }

  private void advance() {
    start += grid.blockSeconds();
    if (window.present() != 0) {
      window.slide(blockCandles);
    } else {
      long reach = (long) (masks.end() - 1) * grid.candleSeconds();
      start = Math.max(start, grid.ceil(window.nextFrom() - reach));
      window.fillUpTo(endOfWindow());
    }
  }

  private void decide() {
    green = Long.bitCount(window.green() & masks.analyzed());
    red = Long.bitCount(window.red() & masks.analyzed());
    boolean draw = green == red && rule != Rule.FOLLOW_EACH;
    if (green + red < analyzedCount || draw) {
      outcome = Outcome.NULL;
    } else {
      calls = calls();
      followAttempts();
    }
  }

  /** The attempts that expect a green candle; the others expect a red one. */
  private long calls() {
    // A comparison would be unpredictable for the branch predictor; the sign bit needs no branch.
    return switch (rule) {
      case MINORITY, OPPOSITE -> masks.attempts() & (long) (green - red) >> 63;
      case MAJORITY, SAME -> masks.attempts() & (long) (red - green) >> 63;
      case FOLLOW_EACH -> masks.following(window.green());
      case PAINTED -> throw new UnsupportedOperationException("painted");
    };
  }

  private void followAttempts() {
    long won = (window.green() & calls | window.red() & ~calls) & masks.attempts();
    long missing = ~window.present() & masks.attempts();
    long tied = window.present() & ~(window.green() | window.red()) & tying;
    long decisive = Long.lowestOneBit(won | missing | tied);
    if (decisive == 0) {
      outcome = Outcome.LOSS;
      martingale = lastMartingale;
      return;
    }
    martingale = Long.bitCount(masks.attempts() & decisive - 1);
    if ((won & decisive) != 0) {
      outcome = Outcome.WIN;
    } else if ((tied & decisive) != 0) {
      outcome = Outcome.TIE;
    } else {
      long from = timeOf(decisive);
      boolean known = finality.covers(from, from + grid.candleSeconds());
      outcome = known ? Outcome.NO_DATA : Outcome.PENDING;
    }
  }

  private long timeOf(long bit) {
    return endOfWindow() - (1L + Long.numberOfLeadingZeros(bit)) * grid.candleSeconds();
  }

  private long endOfWindow() {
    return start + (long) masks.end() * grid.candleSeconds();
  }
}
