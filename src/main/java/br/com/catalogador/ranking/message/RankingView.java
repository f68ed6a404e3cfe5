package br.com.catalogador.ranking.message;

import br.com.catalogador.stats.Luck;
import java.time.Instant;
import java.util.List;

/**
 * A ranking as it stands at one moment.
 *
 * @param id names the run, or the ranking that single analyses made; null when there is none
 * @param parameters what is compared; null when there is no ranking
 * @param entries best first
 * @param luck what chance alone makes of so many assets, for the first entry; null when no entry
 *     has enough operations
 * @param errors assets that could not be analyzed, in the order in which that became known
 * @param startedAt when the run began, by this machine's clock; null when there is no ranking
 * @param finishedAt when it ended, however it did; null before
 * @param autoUpdate whether the user's single analyses enter
 */
public record RankingView(
    String id,
    Status status,
    RankingParameters parameters,
    Progress progress,
    List<RankingEntry> entries,
    Luck luck,
    List<RankingError> errors,
    Instant startedAt,
    Instant finishedAt,
    boolean autoUpdate) {

  /** States of a ranking. */
  public enum Status {
    /** There is none. */
    IDLE,
    RUNNING,
    /** Every asset has been seen to; some may have failed. */
    DONE,
    /** Ended before that by the user, or with the server; what was done is kept. */
    CANCELLED,
    /** Nothing could be done: no list of assets, or every asset failed. */
    FAILED
  }

  /**
   * How far a run has come.
   *
   * @param total assets to see to; 0 until they are known
   * @param done assets seen to, those that failed included
   * @param failed assets that could not be analyzed
   * @param current symbol of the asset begun last; null when none is under way
   * @param elapsedMillis since the start; until the end once it has ended
   * @param remainingMillis estimate from the pace so far; null before the first asset is done, 0
   *     once it has ended
   */
  public record Progress(
      int total, int done, int failed, String current, long elapsedMillis, Long remainingMillis) {
    public static final Progress NONE = new Progress(0, 0, 0, null, 0, null);
  }

  public RankingView {
    entries = List.copyOf(entries);
    errors = List.copyOf(errors);
  }

  /** No ranking at all. */
  public static RankingView none(boolean autoUpdate) {
    return new RankingView(
        null, Status.IDLE, null, Progress.NONE, List.of(), null, List.of(), null, null, autoUpdate);
  }
}
