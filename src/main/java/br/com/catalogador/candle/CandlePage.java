package br.com.catalogador.candle;

import java.util.List;

/**
 * The broker's answer to a question for candles, with what it says about their being final.
 *
 * @param candles all of them, also those that still run
 * @param unfinished those among the newest that had a price after their begin and none at their
 *     end, oldest first
 * @param numbering how the candles are numbered
 * @param gaps stretches without a candle, if numbers go up; they tell something where candles are
 *     numbered one by one
 * @param shownTo UTC epoch seconds that the broker's time had certainly reached when this was
 *     answered: the time that its candles have shown, never what its clock says
 */
public record CandlePage(
    CandleSeries candles,
    List<Unfinished> unfinished,
    Numbering numbering,
    List<Gap> gaps,
    long shownTo) {

  /** How the broker numbers candles. */
  public enum Numbering {
    /** By one more from each candle to the very next. */
    ONE_BY_ONE,
    /** Otherwise, or not at all. */
    OTHERWISE,
    /** No two of the candles follow on each other. */
    UNKNOWN
  }

  /**
   * A candle whose end the broker has not shown.
   *
   * @param at UTC epoch seconds of its newest price; 0 when the broker does not tell
   */
  public record Unfinished(long from, long at) {}

  /**
   * A stretch without candles.
   *
   * @param hole whether the market had none there; else there are some that were not sent
   */
  public record Gap(Span span, boolean hole) {}

  public CandlePage {
    unfinished = List.copyOf(unfinished);
    gaps = List.copyOf(gaps);
  }

  /** The same when the broker's time is known to have reached at least this. */
  public CandlePage shownTo(long atLeast) {
    return new CandlePage(candles, unfinished, numbering, gaps, Math.max(shownTo, atLeast));
  }
}
