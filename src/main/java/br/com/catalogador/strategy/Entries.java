package br.com.catalogador.strategy;

import br.com.catalogador.candle.ColorWords;

/**
 * The slots at which a pattern enters, as words. A slot that has not begun yet and has no signal is
 * open: in both.
 *
 * @param calls for each word of the market the entries with CALL
 * @param puts the same with PUT
 */
record Entries(long[] calls, long[] puts) {

  /**
   * @param now epoch seconds; later slots without a signal are still open
   */
  static Entries of(ColorWords words, Pattern pattern, long now) {
    Entries entries = new Entries(new long[words.size()], new long[words.size()]);
    entries.addSignals(words, new Outcomes(pattern, 0, TieRule.LOSS));
    entries.addOpen(words, Math.floorDiv(now, words.timeframe().seconds()) + 1);
    return entries;
  }

  private void addSignals(ColorWords words, Outcomes outcomes) {
    for (int index = 0; index < words.size() - 1; index++) {
      outcomes.read(words, index);
      if (outcomes.listed != 0) {
        outcomes.decide();
        addShifted(calls, index, outcomes.signals & outcomes.calls, outcomes.entry());
        addShifted(puts, index, outcomes.signals & ~outcomes.calls, outcomes.entry());
      }
    }
  }

  private void addOpen(ColorWords words, long firstSlot) {
    int first = words.ceiling(Math.floorDiv(firstSlot, ColorWords.SLOTS));
    for (int index = first; index < words.size(); index++) {
      boolean isWhole = words.number(index) * ColorWords.SLOTS >= firstSlot;
      long open = (isWhole ? -1 : -1L << firstSlot) & ~(calls[index] | puts[index]);
      calls[index] |= open;
      puts[index] |= open;
    }
  }

  /** Adds bits that lie {@code distance} slots later: 1 to 63. */
  private static void addShifted(long[] words, int index, long bits, int distance) {
    words[index] |= bits << distance;
    words[index + 1] |= bits >>> ColorWords.SLOTS - distance;
  }
}
