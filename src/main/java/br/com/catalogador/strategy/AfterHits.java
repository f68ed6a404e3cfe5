package br.com.catalogador.strategy;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The first entries of the rows that follow exactly so many losses in a row, the row before them
 * being decided and no loss. Counted over all listed rows of the data, whether conditions filter
 * them or not. For a fair coin the rates are nearly equal.
 *
 * @param hits number of losses just before, 0 to {@value #MOST}
 * @param operations first entries that won or lost
 * @param wins first entries that won
 */
public record AfterHits(int hits, int operations, int wins) {
  /** "So many or more" would favor the coin, so longer runs are left out. */
  public static final int MOST = 5;

  /** Counts them; not thread-safe. */
  static final class Counter {
    private final int[] operations = new int[MOST + 1];
    private final int[] wins = new int[MOST + 1];

    void add(Blocks blocks) {
      int hits = blocks.hits();
      if (hits >= 0 && blocks.isFirstOperation()) {
        operations[hits]++;
        wins[hits] += blocks.isFirstWin() ? 1 : 0;
      }
    }

    List<AfterHits> all() {
      return IntStream.rangeClosed(0, MOST)
          .mapToObj(hits -> new AfterHits(hits, operations[hits], wins[hits]))
          .toList();
    }
  }
}
