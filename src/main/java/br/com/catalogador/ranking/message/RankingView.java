package br.com.catalogador.ranking.message;

import br.com.catalogador.matrix.ByLuck;
import br.com.catalogador.matrix.MatrixOrder;
import br.com.catalogador.stats.Luck;
import java.time.Instant;
import java.util.List;

/**
 * A ranking at one moment.
 *
 * @param id identifies the run, or the ranking made of single analyses; null when there is none
 * @param parameters null when there is no ranking
 * @param order of the entries
 * @param total number of entries that match what was asked for
 * @param offset how many of them are before the first one here
 * @param entries a part of them, best first
 * @param top the first five of all, in this order
 * @param luck the luck of the first entry of all among as many assets; null when no entry has
 *     enough operations, and for several strategies
 * @param byLuck the best rate beside the simulated markets; null until they are simulated
 * @param simulations number of simulated markets; null until they are simulated
 * @param errors assets that could not be analyzed, in the order of their failures
 * @param startedAt start of the run, by this machine's clock; null when there is no ranking
 * @param finishedAt end of the run, with any status; null before
 * @param autoUpdate whether the ranking is computed anew at each close while somebody looks at it
 */
public record RankingView(
    String id,
    Status status,
    RankingParameters parameters,
    Progress progress,
    MatrixOrder order,
    int total,
    int offset,
    List<RankingEntry> entries,
    List<RankingEntry> top,
    Luck luck,
    ByLuck byLuck,
    Integer simulations,
    List<RankingError> errors,
    Instant startedAt,
    Instant finishedAt,
    boolean autoUpdate) {

  /** States of a ranking. */
  public enum Status {
    /** There is no ranking. */
    IDLE,
    RUNNING,
    /** Every asset has been analyzed or has failed. */
    DONE,
    /** Canceled by the user or by the shutdown of the server; results so far are kept. */
    CANCELLED,
    /** The assets could not be listed, or every asset failed. */
    FAILED
  }

  /**
   * The progress of a run.
   *
   * @param total number of assets; 0 until they have been listed
   * @param done assets analyzed or failed
   * @param failed assets that could not be analyzed
   * @param current symbol of the asset whose analysis started last; null when none is under way
   * @param elapsedMillis from the start until now, or until the end
   * @param remainingMillis estimate from the average time per asset; null before the first asset is
   *     done, 0 after the end
   */
  public record Progress(
      int total, int done, int failed, String current, long elapsedMillis, Long remainingMillis) {
    public static final Progress NONE = new Progress(0, 0, 0, null, 0, null);
  }

  public RankingView {
    entries = List.copyOf(entries);
    top = List.copyOf(top);
    errors = List.copyOf(errors);
  }

  /** The view when there is no ranking. */
  public static RankingView none(boolean autoUpdate) {
    return new RankingView(
        null,
        Status.IDLE,
        null,
        Progress.NONE,
        MatrixOrder.WIN_RATE,
        0,
        0,
        List.of(),
        List.of(),
        null,
        null,
        null,
        List.of(),
        null,
        null,
        autoUpdate);
  }
}
