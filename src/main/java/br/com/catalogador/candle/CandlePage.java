package br.com.catalogador.candle;

import java.util.List;

/**
 * The broker's answer to one candle request, with the information from which {@link FinalityCheck}
 * derives which candles are final.
 *
 * @param candles all candles, running ones included
 * @param unfinished the newest candles whose last known price is not at their end, oldest first
 * @param numbering how the broker numbers the candles
 * @param gaps time spans without candles; empty unless ids ascend, and conclusive only if candles
 *     are numbered {@link Numbering#ONE_BY_ONE}
 * @param shownTo UTC epoch seconds that the broker's time is proven to have reached by the prices
 *     in its candles; never derived from its clock messages
 */
public record CandlePage(
    CandleSeries candles,
    List<Unfinished> unfinished,
    Numbering numbering,
    List<Gap> gaps,
    long shownTo) {

  /** How the broker numbers candles. */
  public enum Numbering {
    /** Consecutive candles have consecutive ids. */
    ONE_BY_ONE,
    /** Other ids, or none. */
    OTHERWISE,
    /** No two candles are consecutive, so nothing is known. */
    UNKNOWN
  }

  /**
   * A candle whose end is not proven yet.
   *
   * @param at UTC epoch seconds of its newest price; 0 if unknown
   */
  public record Unfinished(long from, long at) {}

  /**
   * A time span without candles.
   *
   * @param hole whether the market had no candles there; otherwise they exist but were not sent
   */
  public record Gap(Span span, boolean hole) {}

  public CandlePage {
    unfinished = List.copyOf(unfinished);
    gaps = List.copyOf(gaps);
  }

  /** A copy whose {@code shownTo} is at least the given time. */
  public CandlePage shownTo(long atLeast) {
    return new CandlePage(candles, unfinished, numbering, gaps, Math.max(shownTo, atLeast));
  }
}
