package br.com.catalogador.strategy;

import br.com.catalogador.candle.ColorWords;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.strategy.Conditions.After;
import br.com.catalogador.strategy.PrecedingRows.Answer;

/**
 * All listed blocks of a market one after another, oldest first, read from the outcome words: after
 * {@link #next()} has returned true, the other methods describe the current block. Allocates
 * nothing per candle or block. Not thread-safe.
 */
final class Blocks {
  private static final Condition[] CONDITIONS = Condition.values();

  private final ColorWords words;
  private final Pattern pattern;
  private final int firstAnalyzed;
  private final Finality finality;
  private final Outcomes outcomes;
  private final int lastMartingale;
  private final Screen screen;
  private final PrecedingRows before = new PrecedingRows();
  private final long[] failing = new long[CONDITIONS.length];

  private int index = -1;
  private long left;
  private long bit;
  private long slot;
  private Outcome outcome;
  private int martingale;
  private Condition filter;
  private int hits;
  private long decidedAt;

  /**
   * @param closed the words with the final candles only
   */
  Blocks(ColorWords closed, CatalogSettings settings, Screen screen, Finality finality) {
    this.words = closed;
    this.pattern = settings.pattern();
    this.firstAnalyzed = pattern.firstAnalyzed();
    this.finality = finality;
    this.outcomes = Outcomes.of(settings);
    this.lastMartingale = settings.martingale();
    this.screen = screen;
  }

  /** Moves to the next block; false if there is none. */
  boolean next() {
    while (left == 0) {
      if (index >= words.size() - 2) {
        return false;
      }
      readWord(++index);
    }
    bit = Long.lowestOneBit(left);
    left ^= bit;
    slot = slotOf(bit);
    decide();
    return true;
  }

  /**
   * What the blocks before a slot, all of which this moves over, say to a condition on a later one.
   *
   * @param anchor the anchor of the later block
   * @param entry the slot of its entry, which has not opened yet
   */
  Answer answerBefore(long anchor, long entry, After after) {
    PrecedingRows rows = new PrecedingRows();
    while (next() && slot < anchor) {
      rows.add(outcome, martingale, decidedAt);
    }
    return rows.meets(after, entry, true);
  }

  /** The anchor: the slot of the first analyzed candle. */
  long slot() {
    return slot;
  }

  Outcome outcome() {
    return outcome;
  }

  /** As in {@link Row}; undefined where that is null. */
  int martingale() {
    return martingale;
  }

  /** Start of the candle of the first entry, also of a block without a signal. */
  long entryAt() {
    return timeOf(slot + outcomes.entry());
  }

  /** The losses just before, see {@link AfterHits}; -1 if the block is left out there. */
  int hits() {
    return hits;
  }

  /** Whether the entry alone would have won or lost, conditions aside. */
  boolean isFirstOperation() {
    return (outcomes.signals & ~outcomes.missing[0] & ~outcomes.tied[0] & bit) != 0;
  }

  /** Whether the entry alone would have won, conditions aside. */
  boolean isFirstWin() {
    return (outcomes.won[0] & bit) != 0;
  }

  /** The block as an object. */
  Row row() {
    long start = timeOf(slot - firstAnalyzed);
    int green = outcomes.greens(bit);
    int red = outcomes.reds(bit);
    int doji = pattern.analyzed().size() - green - red;
    if (outcome == Outcome.NULL) {
      return new Row(start, green, red, doji, null, nullReason(), null, outcome, null, null);
    }
    return new Row(
        start,
        green,
        red,
        doji,
        (outcomes.calls & bit) != 0 ? Signal.CALL : Signal.PUT,
        null,
        entryAt(),
        outcome,
        outcome == Outcome.FILTERED ? null : martingale,
        filter);
  }

  private NullReason nullReason() {
    if ((outcomes.doji & bit) != 0) {
      return NullReason.DOJI;
    }
    return pattern.rule() == Rule.PAINTED ? NullReason.NO_MATCH : NullReason.DRAW;
  }

  private void readWord(int at) {
    outcomes.read(words, at);
    left = outcomes.listed;
    if (left != 0) {
      outcomes.decide();
      outcomes.follow(outcomes.signals);
      if (!screen.isEmpty()) {
        for (Condition condition : CONDITIONS) {
          failing[condition.ordinal()] = screen.failing(condition, outcomes, at);
        }
      }
    }
  }

  private long slotOf(long ofBit) {
    return words.number(index) * ColorWords.SLOTS + Long.numberOfTrailingZeros(ofBit);
  }

  private void decide() {
    decidedAt = unfiltered();
    long entry = slot + outcomes.entry();
    hits = outcome == Outcome.NULL ? -1 : before.lossesBefore(entry, AfterHits.MOST);
    Outcome decided = outcome;
    int attempt = martingale;
    filter(entry);
    before.add(decided, attempt, decidedAt);
  }

  /** Sets outcome and martingale as if there were no conditions; returns when it was decided. */
  private long unfiltered() {
    if ((outcomes.signals & bit) == 0) {
      outcome = Outcome.NULL;
      martingale = 0;
      return slot + outcomes.lastAnalyzed() + 1;
    }
    for (int k = 0; k <= lastMartingale; k++) {
      long end = slot + outcomes.attempt(k) + 1;
      martingale = k;
      if ((outcomes.won[k] & bit) != 0) {
        outcome = Outcome.WIN;
        return end;
      }
      if ((outcomes.tied[k] & bit) != 0) {
        outcome = Outcome.TIE;
        return end;
      }
      if ((outcomes.missing[k] & bit) != 0) {
        outcome = isFinal(end - 1) ? Outcome.NO_DATA : Outcome.PENDING;
        return end - 1;
      }
    }
    outcome = Outcome.LOSS;
    return slot + outcomes.attempt(lastMartingale) + 1;
  }

  /** Sets the first condition that fails, and the outcome of a row that is not entered for it. */
  private void filter(long entry) {
    filter = null;
    if (outcome == Outcome.NULL || screen.isEmpty()) {
      return;
    }
    Answer answer = Answer.MET;
    for (Condition condition : CONDITIONS) {
      boolean fails = (failing[condition.ordinal()] & bit) != 0;
      if (condition == Condition.AFTER) {
        answer = after(entry);
        fails = answer == Answer.FAILED;
      }
      if (fails) {
        filter = condition;
        outcome = Outcome.FILTERED;
        return;
      }
    }
    if (answer == Answer.OPEN) {
      outcome = Outcome.PENDING;
      martingale = 0;
    }
  }

  private Answer after(long entry) {
    After after = screen.conditions().after();
    boolean isAhead = timeOf(entry) > finality.until();
    return after == null ? Answer.MET : before.meets(after, entry, isAhead);
  }

  private boolean isFinal(long ofSlot) {
    return finality.covers(timeOf(ofSlot), timeOf(ofSlot + 1));
  }

  private long timeOf(long ofSlot) {
    return ofSlot * words.timeframe().seconds();
  }
}
