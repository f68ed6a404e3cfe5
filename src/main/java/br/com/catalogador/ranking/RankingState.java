package br.com.catalogador.ranking;

import br.com.catalogador.ranking.message.RankingError;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.ranking.message.RankingView.Progress;
import br.com.catalogador.ranking.message.RankingView.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What is known of one ranking, written as its run goes on. */
final class RankingState {
  private final String id;
  private final RankingParameters parameters;
  private final InstantSource time;
  private final Instant startedAt;
  private final Standings standings;
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
    this.standings = new Standings(parameters.order(), parameters.minOperations());
  }

  /** That of a run that begins now. */
  static RankingState ofRun(String id, RankingParameters parameters, InstantSource time) {
    return new RankingState(id, parameters, Status.RUNNING, time, time.instant());
  }

  /** That of a ranking which no run but single analyses make up. */
  static RankingState ofSingleAnalyses(
      String id, RankingParameters parameters, InstantSource time) {
    RankingState board = ofRun(id, parameters, time);
    board.end(Status.DONE);
    return board;
  }

  /**
   * The board that gave a view. Its run has ended with the server it ran on.
   *
   * @param view of any status but IDLE
   */
  static RankingState restored(RankingView view, InstantSource time) {
    boolean cut = view.status() == Status.RUNNING;
    Progress progress = view.progress();
    RankingState board =
        new RankingState(
            view.id(),
            view.parameters(),
            cut ? Status.CANCELLED : view.status(),
            time,
            view.startedAt());
    board.total = progress.total();
    board.done = progress.done();
    board.failed = progress.failed();
    board.finishedAt =
        cut ? view.startedAt().plusMillis(progress.elapsedMillis()) : view.finishedAt();
    board.errors.addAll(view.errors());
    view.entries().forEach(entry -> board.standings.put(AssetResult.of(entry)));
    return board;
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

  /** So many assets are to be seen to. */
  void expect(int assets) {
    total = assets;
  }

  void begun(String symbol) {
    current = symbol;
  }

  /** An asset of the run is seen to. */
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

  /** There is no list of assets. */
  void failedAltogether(RankingError error) {
    errors.add(error);
    end(Status.FAILED);
  }

  /** Takes a result in; an asset that had failed has not failed any more. */
  void enter(AssetResult result) {
    standings.put(result);
    if (errors.removeIf(error -> result.symbol().equals(error.asset()))) {
      failed--;
      if (status == Status.FAILED) {
        status = Status.DONE;
      }
    }
  }

  /** All assets are seen to. */
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
        standings.entries(),
        standings.luck(),
        errors,
        startedAt,
        finishedAt,
        autoUpdate);
  }

  /** How long the run has taken, or takes by now. */
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
}
