package br.com.catalogador.strategy;

import br.com.catalogador.strategy.Conditions.After;

/**
 * The newest listed rows before the current one, whether they were entered or not. Rows are told
 * apart by when they were decided: what a row says counts for a later one only if it was decided
 * when that one's entry opened. Not thread-safe.
 */
final class PrecedingRows {
  /** More than any condition looks back. */
  private static final int KEPT = 16;

  /** Whether a condition is met, or cannot be said yet. */
  enum Answer {
    MET,
    OPEN,
    FAILED
  }

  private final Outcome[] outcomes = new Outcome[KEPT];
  private final int[] martingales = new int[KEPT];

  /**
   * The slot at whose beginning a row was decided; of an undecided row that of the awaited candle.
   */
  private final long[] slots = new long[KEPT];

  private int count;

  /**
   * Adds a row.
   *
   * @param slot the slot at whose beginning it was decided; for PENDING and NO_DATA that of the
   *     candle awaited or missing
   */
  void add(Outcome outcome, int martingale, long slot) {
    int place = count++ % KEPT;
    outcomes[place] = outcome;
    martingales[place] = martingale;
    slots[place] = slot;
  }

  /**
   * The losses just before a row, the row before them being decided and no loss.
   *
   * @param entry the slot of the row's entry
   * @param most the largest number of interest
   * @return -1 if there are more, or a row among them was undecided, or the data begins with them
   */
  int lossesBefore(long entry, int most) {
    for (int losses = 0; losses <= most && losses < count; losses++) {
      int place = place(losses + 1);
      if (!isDecided(place, entry)) {
        return -1;
      }
      if (outcomes[place] != Outcome.LOSS) {
        return losses;
      }
    }
    return -1;
  }

  /**
   * Whether the rows just before a row meet a condition.
   *
   * @param entry the slot of the row's entry
   * @param isAhead whether the entry has not opened yet
   */
  Answer meets(After after, long entry, boolean isAhead) {
    Answer answer = Answer.MET;
    int rows = after.kind() == After.Kind.HIT ? after.number() : 1;
    for (int back = 1; back <= rows; back++) {
      if (back > count) {
        return Answer.FAILED;
      }
      int place = place(back);
      if (mayBeDecided(place, entry, isAhead)) {
        answer = Answer.OPEN;
      } else if (!isDecided(place, entry) || !isWanted(place, after)) {
        return Answer.FAILED;
      }
    }
    return answer;
  }

  private boolean isWanted(int place, After after) {
    return switch (after.kind()) {
      case HIT -> outcomes[place] == Outcome.LOSS;
      case GALE, CLEAN -> outcomes[place] == Outcome.WIN && martingales[place] == after.number();
    };
  }

  private int place(int back) {
    return (count - back) % KEPT;
  }

  private boolean isDecided(int place, long entry) {
    return outcomes[place] != Outcome.PENDING
        && outcomes[place] != Outcome.NO_DATA
        && slots[place] <= entry;
  }

  private boolean mayBeDecided(int place, long entry, boolean isAhead) {
    return outcomes[place] == Outcome.PENDING && (isAhead || slots[place] < entry);
  }
}
