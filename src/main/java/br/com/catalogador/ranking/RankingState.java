package br.com.catalogador.ranking;

import br.com.catalogador.ranking.message.RankingEntry;
import br.com.catalogador.ranking.message.RankingError;
import br.com.catalogador.ranking.message.RankingOrder;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.ranking.message.RankingView.Progress;
import br.com.catalogador.ranking.message.RankingView.Status;
import br.com.catalogador.stats.Luck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The state of one ranking: the results, one per asset, in order, and the progress of its run.
 *
 * <p>The order is total: equal sets of results give equal orders. Assets with fewer operations than
 * the minimum rank below all others, in the same order among themselves. Confined to the session's
 * event loop.
 */
final class RankingState {
  private final String id;
  private final RankingParameters parameters;
  private final InstantSource time;
  private final Instant startedAt;
  private final Comparator<AssetResult> order;
  private final Map<String, AssetResult> results = new HashMap<>();
  private final List<RankingError> errors = new ArrayList<>();
  private Status status;
  private int total;
  private int done;
  private int failed;
  private String current;
  private Instant finishedAt;

  private RankingState(
      String id, RankingParameters parameters, Status status, InstantSource time, Instant start) {
    this.id = id;
    this.parameters = parameters;
    this.status = status;
    this.time = time;
    this.startedAt = start;
    this.order =
        Comparator.<AssetResult, Boolean>comparing(this::isBelowMinimum)
            .thenComparing(by(parameters.order()));
  }

  /** The state of a run that starts now. */
  static RankingState ofRun(String id, RankingParameters parameters, InstantSource time) {
    return new RankingState(id, parameters, Status.RUNNING, time, time.instant());
  }

  /** The state of a ranking made of single analyses, without a run. */
  static RankingState ofSingleAnalyses(
      String id, RankingParameters parameters, InstantSource time) {
    RankingState state = ofRun(id, parameters, time);
    state.end(Status.DONE);
    return state;
  }

  /**
   * Restores a state from its stored view; an interrupted run counts as canceled.
   *
   * @param view with any status but IDLE
   */
  static RankingState restored(RankingView view, InstantSource time) {
    boolean wasRunning = view.status() == Status.RUNNING;
    Progress progress = view.progress();
    RankingState state =
        new RankingState(
            view.id(),
            view.parameters(),
            wasRunning ? Status.CANCELLED : view.status(),
            time,
            view.startedAt());
    state.total = progress.total();
    state.done = progress.done();
    state.failed = progress.failed();
    state.finishedAt =
        wasRunning ? view.startedAt().plusMillis(progress.elapsedMillis()) : view.finishedAt();
    state.errors.addAll(view.errors());
    view.entries().forEach(entry -> state.put(AssetResult.of(entry)));
    return state;
  }

  RankingParameters parameters() {
    return parameters;
  }

  Status status() {
    return status;
  }

  boolean isRunning() {
    return status == Status.RUNNING;
  }

  boolean hasResults() {
    return !results.isEmpty();
  }

  /** Sets the number of assets of the run. */
  void expect(int assets) {
    total = assets;
  }

  /** The analysis of an asset has started. */
  void started(String symbol) {
    current = symbol;
  }

  /** An asset of the run has been analyzed. */
  void succeeded(AssetResult result) {
    done++;
    enter(result);
  }

  /** An asset of the run could not be analyzed. */
  void failed(RankingError error) {
    done++;
    failed++;
    errors.add(error);
  }

  /** The list of assets could not be read: ends the run. */
  void failedToList(RankingError error) {
    errors.add(error);
    end(Status.FAILED);
  }

  /** Adds or replaces an asset's result, and removes its error, if any. */
  void enter(AssetResult result) {
    put(result);
    if (errors.removeIf(error -> result.symbol().equals(error.asset()))) {
      failed--;
      if (status == Status.FAILED) {
        status = Status.DONE;
      }
    }
  }

  /** Every asset has been analyzed or has failed: ends the run. */
  void complete() {
    end(total > 0 && failed == total ? Status.FAILED : Status.DONE);
  }

  void end(Status last) {
    status = last;
    current = null;
    finishedAt = time.instant();
  }

  RankingView view(boolean autoUpdate) {
    return new RankingView(
        id,
        status,
        parameters,
        progress(),
        entries(),
        luck(),
        errors,
        startedAt,
        finishedAt,
        autoUpdate);
  }

  /** The time from the start to the end, or until now. */
  Duration elapsed() {
    Instant until = finishedAt == null ? time.instant() : finishedAt;
    Duration elapsed = Duration.between(startedAt, until);
    return elapsed.isNegative() ? Duration.ZERO : elapsed;
  }

  private Progress progress() {
    long elapsed = elapsed().toMillis();
    return new Progress(total, done, failed, current, elapsed, remaining(elapsed));
  }

  private Long remaining(long elapsed) {
    if (!isRunning()) {
      return 0L;
    }
    return done == 0 ? null : Long.valueOf(elapsed * (total - done) / done);
  }

  private boolean isBelowMinimum(AssetResult result) {
    return result.operations() < parameters.minOperations();
  }

  private static Comparator<AssetResult> by(RankingOrder order) {
    Comparator<AssetResult> byRate =
        descending(AssetResult::winRate)
            .thenComparing(descending(AssetResult::directWins))
            .thenComparing(descending(AssetResult::operations))
            .thenComparing(AssetResult::symbol);
    return switch (order) {
      case WIN_RATE -> byRate;
      case WILSON -> descending(AssetResult::wilsonLower).thenComparing(byRate);
      case PROFIT -> descending(AssetResult::profitPerCycle).thenComparing(byRate);
    };
  }

  /** Greatest first, null last. */
  private static <N extends Comparable<N>> Comparator<AssetResult> descending(
      Function<AssetResult, N> value) {
    return Comparator.comparing(value, Comparator.nullsLast(Comparator.reverseOrder()));
  }

  /** Keeps the newer of two results of one asset. */
  private void put(AssetResult result) {
    results.merge(
        result.symbol(),
        result,
        (known, added) -> added.computedAt() < known.computedAt() ? known : added);
  }

  private List<AssetResult> ordered() {
    return results.values().stream().sorted(order).toList();
  }

  private List<RankingEntry> entries() {
    List<AssetResult> ordered = ordered();
    List<RankingEntry> entries = new ArrayList<>(ordered.size());
    for (AssetResult result : ordered) {
      entries.add(
          new RankingEntry(
              entries.size() + 1,
              isBelowMinimum(result),
              result.asset(),
              result.summary(),
              result.computedAt()));
    }
    return entries;
  }

  /** The luck of the best asset among those with enough operations; null if there is none. */
  private Luck luck() {
    List<AssetResult> compared =
        ordered().stream().filter(result -> !isBelowMinimum(result)).toList();
    if (compared.isEmpty()) {
      return null;
    }
    AssetResult best = compared.get(0);
    return Luck.of(
        best.summary().wins(),
        best.operations(),
        compared.stream().map(AssetResult::operations).toList(),
        best.summary().chanceRate());
  }
}
