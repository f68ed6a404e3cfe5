package br.com.catalogador.candle;

import br.com.catalogador.candle.CandlePage.Gap;
import br.com.catalogador.candle.CandlePage.Numbering;
import br.com.catalogador.candle.CandlePage.Unfinished;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which of the broker's newest candles are final, and which missing ones do not exist. A
 * candle is final when a price at its end has been shown, or when it is unchanged after a grace
 * period. A slot without candle is final when the ids of its neighbors are consecutive, or when it
 * is still empty after the grace period. Keeps the last observation of slots that are not final.
 * One instance per series; not thread-safe.
 */
public final class FinalityCheck {
  private final Timeframe timeframe;
  private final long graceSeconds;
  private final long lateSeconds;

  /** Whether ids reveal omitted candles. */
  private boolean numbered;

  /** The last observation of slots that are not final; the candle of an empty slot is null. */
  private Map<Long, Observed> observed = new HashMap<>();

  private record Observed(Candle candle) {}

  /**
   * @param graceSeconds how long a candle may change after its end if its end was not shown
   */
  public FinalityCheck(Timeframe timeframe, long graceSeconds) {
    this.timeframe = timeframe;
    this.graceSeconds = graceSeconds;
    this.lateSeconds = Math.max(graceSeconds, History.LATE_SECONDS);
  }

  /**
   * Evaluates a page.
   *
   * @param from epoch seconds from which all candles were requested; older ones in the page are
   *     included, across gaps of up to {@link History#LONGEST_HOLE_SECONDS}
   * @param before end of the requested span in epoch seconds, exclusive
   */
  public FinalCandles check(CandlePage page, long from, long before) {
    if (page.numbering() != Numbering.UNKNOWN) {
      numbered = page.numbering() == Numbering.ONE_BY_ONE;
    }
    long closedTo = Math.min(timeframe.floor(page.shownTo()), before);
    long to = Math.min(recentTo(page, from, closedTo), provenTo(page, closedTo));
    CandleSeries candles = page.candles().between(Long.MIN_VALUE, to);
    long first = earliestStart(candles, to);
    candles = candles.between(first, to);
    long since = candles.isEmpty() ? Math.max(from, first) : Math.min(from, candles.from(0));
    since = Math.max(since, first);
    return new FinalCandles(candles, since, to, unprovenGaps(page, since, to), running(page, to));
  }

  /** Checks the slots that ended recently; returns the start of the first that is not final. */
  private long recentTo(CandlePage page, long from, long closedTo) {
    CandleSeries all = page.candles();
    long since = all.isEmpty() ? from : Math.min(from, all.from(0));
    long recent = Math.max(timeframe.floor(page.shownTo() - lateSeconds), since);
    if (recent >= closedTo) {
      return closedTo; // a page of older candles does not affect the newest slots
    }
    Map<Long, Observed> observedNow = new HashMap<>();
    long finalTo = closedTo;
    for (long slot = recent; slot < closedTo; slot += timeframe.seconds()) {
      Candle candle = candle(page, slot);
      if (!isFinal(page, slot, candle)) {
        finalTo = Math.min(finalTo, slot);
        observedNow.put(slot, new Observed(candle));
      }
    }
    observed = observedNow;
    return finalTo;
  }

  /**
   * The time up to which ids are conclusive: more candles may follow the last one sent, until a
   * newer one arrives.
   */
  private long provenTo(CandlePage page, long closedTo) {
    CandleSeries candles = page.candles();
    if (!numbered || candles.isEmpty() || candles.end() > closedTo) {
      return closedTo;
    }
    long conclusive = timeframe.floor(page.shownTo() - History.BELIEVED_SECONDS);
    return Math.min(closedTo, Math.max(candles.end(), conclusive));
  }

  private boolean isFinal(CandlePage page, long slot, Candle candle) {
    long end = slot + timeframe.seconds();
    boolean graceIsOver = end + graceSeconds <= page.shownTo();
    Observed before = observed.get(slot);
    if (candle != null) {
      boolean same = before == null || candle.equals(before.candle());
      return isFinished(page, slot) || graceIsOver && same;
    }
    for (Gap gap : gaps(page)) {
      if (gap.span().from() <= slot && slot < gap.span().to()) {
        return gap.hole();
      }
    }
    boolean hasLaterCandles = page.candles().end() > end;
    boolean stillEmpty = before != null && before.candle() == null;
    return hasLaterCandles && graceIsOver && stillEmpty || end + lateSeconds <= page.shownTo();
  }

  private List<Gap> gaps(CandlePage page) {
    return numbered ? page.gaps() : List.of();
  }

  private static Candle candle(CandlePage page, long slot) {
    CandleSeries candles = page.candles();
    int index = candles.ceiling(slot);
    return index < candles.size() && candles.from(index) == slot ? candles.candle(index) : null;
  }

  private static boolean isFinished(CandlePage page, long slot) {
    return page.unfinished().stream().noneMatch(candle -> candle.from() == slot);
  }

  /**
   * The earliest start of the result: a gap over the limit ends it, so that one stray old candle
   * does not mark years as empty.
   */
  private long earliestStart(CandleSeries candles, long to) {
    long next = to;
    for (int i = candles.size() - 1; i >= 0; i--) {
      if (next - candles.from(i) - timeframe.seconds() > History.LONGEST_HOLE_SECONDS) {
        break;
      }
      next = candles.from(i);
    }
    return timeframe.floor(next - History.LONGEST_HOLE_SECONDS);
  }

  private List<Span> unprovenGaps(CandlePage page, long from, long to) {
    List<Span> unprovenGaps = new ArrayList<>();
    for (Gap gap : gaps(page)) {
      Span span = gap.span();
      if (!gap.hole() && span.from() < to && from < span.to()) {
        unprovenGaps.add(new Span(Math.max(from, span.from()), Math.min(to, span.to())));
      }
    }
    long end = page.candles().end();
    boolean isOld = to <= page.shownTo() - History.BELIEVED_SECONDS - timeframe.seconds();
    if (numbered && isOld && from < end && end < to) {
      unprovenGaps.add(new Span(end, to));
    }
    return unprovenGaps;
  }

  private static RunningCandle running(CandlePage page, long finalTo) {
    CandleSeries candles = page.candles();
    if (candles.isEmpty() || candles.from(candles.size() - 1) < finalTo) {
      return null;
    }
    Candle newest = candles.candle(candles.size() - 1);
    List<Unfinished> unfinished = page.unfinished();
    Unfinished last = unfinished.isEmpty() ? null : unfinished.get(unfinished.size() - 1);
    boolean hasPriceTime = last != null && last.from() == newest.from() && last.at() > 0;
    return new RunningCandle(newest, hasPriceTime ? last.at() : page.shownTo());
  }
}
