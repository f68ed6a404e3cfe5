package br.com.catalogador.ranking;

import br.com.catalogador.analysis.message.CellCounts;
import br.com.catalogador.matrix.Cell;
import br.com.catalogador.matrix.CountedAsset;
import br.com.catalogador.matrix.Matrix;
import br.com.catalogador.matrix.MatrixOrder;
import br.com.catalogador.matrix.Ranked;
import br.com.catalogador.ranking.SharedResults.Ended;
import br.com.catalogador.ranking.SharedResults.Question;
import br.com.catalogador.ranking.SharedResults.Result;
import br.com.catalogador.ranking.message.Evidence;
import br.com.catalogador.ranking.message.GetRanking;
import br.com.catalogador.ranking.message.RankingEntry;
import br.com.catalogador.ranking.message.RankingError;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.ranking.message.RankingView.Progress;
import br.com.catalogador.ranking.message.RankingView.Status;
import br.com.catalogador.session.HostedService.AssetCells;
import br.com.catalogador.stats.Luck;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The state of one ranking: the cells, that is, the results of each strategy on each asset, in
 * order, and the progress of its run.
 *
 * <p>The order is total: equal sets of results give equal orders. Cells with fewer operations than
 * the minimum rank below all others, in the same order among themselves. Confined to the session's
 * event loop.
 */
final class RankingState {
  private static final int TOP = 5;

  private final String id;
  private final RankingParameters parameters;
  private final InstantSource time;
  private final Instant startedAt;
  private final SharedResults results;

  /** While the run is under way. */
  private final List<CellResult> cells = new ArrayList<>();

  private final List<AssetCells> counted = new ArrayList<>();
  private final List<RankingError> errors = new ArrayList<>();
  private Status status = Status.RUNNING;
  private int total;
  private int done;
  private int failed;
  private String current;
  private Instant finishedAt;

  /** Null before the number of cells is known. */
  private RunQueue.Slot slot;

  /** Of the result; null while the run is under way, and without any. */
  private Object key;

  /** Whether only this ranking knows the key. */
  private boolean isOwnKey;

  /** The state of a run that starts now. */
  RankingState(String id, RankingParameters parameters, InstantSource time, SharedResults results) {
    this.id = id;
    this.parameters = parameters;
    this.time = time;
    this.results = results;
    this.startedAt = time.instant();
  }

  String id() {
    return id;
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
    return !cells.isEmpty() || key != null;
  }

  /** Whether it has had results that did not fit into the memory of the server. */
  boolean isForgotten() {
    return key != null && results.known(key) == null;
  }

  /** What has been counted, in the order of the symbols. */
  Question question() {
    List<AssetCells> ordered =
        counted.stream().sorted(Comparator.comparing(it -> it.asset().symbol())).toList();
    return new Question(
        parameters,
        ordered.stream().map(AssetCells::asset).toList(),
        ordered.stream().map(it -> it.counted().market().identity()).toList());
  }

  /** What has been counted, as simulated markets need it. */
  List<CountedAsset> markets() {
    return counted.stream().map(it -> it.counted().market()).toList();
  }

  int size() {
    return cells.size();
  }

  /** Sets the number of assets of the run. */
  void expect(int assets) {
    total = assets;
  }

  /**
   * Waits for the slot of the run, which is held until its end. Until then nothing is to be
   * counted.
   *
   * @param assets how many are to be counted
   */
  Future<Void> waitForSlot(int assets) {
    slot = results.slot(assets * parameters.strategies().size());
    return slot.granted();
  }

  /** The analysis of an asset has started. */
  void started(String symbol) {
    current = symbol;
  }

  /** An asset of the run has been counted. */
  void succeeded(AssetCells asset) {
    done++;
    for (int place = 0; place < parameters.strategies().size(); place++) {
      CellCounts counts = asset.counted().cells().get(place);
      cells.add(
          new CellResult(
              asset.asset(),
              parameters.strategies().get(place),
              place,
              counts,
              Evidence.NONE,
              asset.computedAt()));
    }
    counted.add(asset);
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

  /** The cells, compared with simulated markets of fair coins. */
  Result withEvidence(Matrix matrix) {
    // Both in the order of symbols and strategies.
    List<Cell> judged =
        matrix.cells().stream()
            .sorted(Comparator.comparing(Cell::asset).thenComparing(Cell::place))
            .toList();
    List<CellResult> alike =
        cells.stream()
            .sorted(Comparator.comparing(CellResult::symbol).thenComparing(CellResult::place))
            .toList();
    List<CellResult> all = new ArrayList<>();
    for (int i = 0; i < judged.size(); i++) {
      Cell cell = judged.get(i);
      all.add(
          alike
              .get(i)
              .with(
                  new Evidence(
                      cell.holm(),
                      cell.familyP(),
                      cell.operationsNeeded(),
                      cell.simulatedStreak())));
    }
    return new Result(sorted(all, parameters.order()), matrix.byLuck(), matrix.simulations());
  }

  /** The result of the run is kept under a key. */
  void setResultKey(Object question) {
    key = question;
  }

  /** Markets could not be simulated: the cells stay without evidence. */
  void notJudged(RankingError error) {
    errors.add(error);
  }

  /** Every asset has been analyzed or has failed: ends the run. */
  void complete() {
    end(total > 0 && failed == total ? Status.FAILED : Status.DONE);
  }

  void end(Status last) {
    status = last;
    current = null;
    finishedAt = time.instant();
    if (key == null && !cells.isEmpty()) {
      key = results.keep(new Result(sorted(cells, parameters.order()), null, null));
      isOwnKey = true;
    }
    cells.clear();
    counted.clear();
    if (slot != null) {
      slot.release();
    }
  }

  /** Nobody can ask for it any more: frees its cells, and a result that no other ranking shares. */
  void forget() {
    cells.clear();
    if (isOwnKey) {
      results.forget(key);
    }
    key = null;
    isOwnKey = false;
  }

  /** When the newest of the cells was computed, by the broker's clock in epoch seconds. */
  long computedAt() {
    return result().cells().stream().mapToLong(CellResult::computedAt).max().orElse(0);
  }

  /** The broker's numbers of the assets that have results. */
  List<Long> assetIds() {
    return result().cells().stream().map(cell -> cell.asset().id()).distinct().toList();
  }

  /** How the run has ended. */
  Ended ended() {
    return new Ended(key, status, total, failed, errors);
  }

  /** Takes over how another run of the same question has ended. */
  void adopt(Ended ended) {
    forget();
    key = ended.key();
    status = ended.status();
    total = ended.total();
    done = total;
    failed = ended.failed();
    errors.clear();
    errors.addAll(ended.errors());
    finishedAt = time.instant();
  }

  RankingView view(boolean autoUpdate, GetRanking part) {
    MatrixOrder order = part.order() == null ? parameters.order() : part.order();
    Result result = result();
    List<CellResult> all =
        order == parameters.order() ? result.cells() : sorted(result.cells(), order);
    List<RankingEntry> entries = new ArrayList<>();
    int matching = 0;
    for (int i = 0; i < all.size(); i++) {
      if (matches(all.get(i), part)) {
        matching++;
        if (matching > part.offset() && entries.size() < part.limit()) {
          entries.add(entry(i + 1, all.get(i)));
        }
      }
    }
    List<RankingEntry> top = new ArrayList<>();
    for (int i = 0; i < Math.min(TOP, all.size()); i++) {
      top.add(entry(i + 1, all.get(i)));
    }
    return new RankingView(
        id,
        status,
        parameters,
        progress(),
        order,
        matching,
        part.offset(),
        entries,
        top,
        luck(all),
        result.byLuck(),
        result.simulations(),
        errors,
        startedAt,
        finishedAt,
        autoUpdate);
  }

  private static boolean matches(CellResult cell, GetRanking part) {
    return (part.asset() == null || part.asset().equals(cell.symbol()))
        && (part.strategy() == null || part.strategy().equals(cell.strategy().id()));
  }

  private RankingEntry entry(int position, CellResult cell) {
    return new RankingEntry(
        position,
        isBelowMinimum(cell),
        cell.asset(),
        cell.strategy(),
        cell.summary(),
        cell.first(),
        cell.counts().lastHit(),
        cell.counts().next(),
        cell.evidence(),
        cell.computedAt());
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

  /** Evidence is judged on first entries; the list of one strategy goes by its own rate. */
  private boolean isBelowMinimum(Ranked cell) {
    int operations = parameters.several() ? cell.first().operations() : cell.operations();
    return operations < parameters.minOperations();
  }

  private Result result() {
    if (isRunning()) {
      return new Result(sorted(cells, parameters.order()), null, null);
    }
    Result known = key == null ? null : results.known(key);
    return known == null ? Result.NONE : known;
  }

  private List<CellResult> sorted(List<CellResult> those, MatrixOrder order) {
    return those.stream().sorted(order.comparator(this::isBelowMinimum)).toList();
  }

  /** The luck of the best asset among those with enough operations; null if there is none. */
  private Luck luck(List<CellResult> all) {
    List<CellResult> compared =
        parameters.several()
            ? List.of()
            : all.stream().filter(Predicate.not(this::isBelowMinimum)).toList();
    if (compared.isEmpty()) {
      return null;
    }
    CellResult best = compared.get(0);
    return Luck.of(
        best.summary().wins(),
        best.operations(),
        compared.stream().map(CellResult::operations).toList(),
        best.summary().chanceRate());
  }
}
