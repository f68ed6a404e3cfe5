package br.com.catalogador.cache;

import br.com.catalogador.cache.message.ArchiveState;
import br.com.catalogador.cache.message.ArchiveState.Status;
import br.com.catalogador.cache.message.FetchWishes;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.model.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive of candles on disk. Pages are written a moment after {@link #put}, by a worker. While
 * the disk cannot be used (absent, read-only, full, in use by another process) nothing is read, the
 * newest pages wait in memory, and it is tried again every {@link #RETRY_MILLIS}. No future fails.
 * Notes are read when it is opened, and written like pages. Used on one event loop.
 */
final class Archive {
  private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

  /** What a process that is killed may lose. */
  private static final long WRITE_DELAY_MILLIS = 1_000;

  private static final long RETRY_MILLIS = 10_000;
  private static final long PRUNE_MILLIS = Duration.ofMinutes(10).toMillis();

  /** Maximum number of pages that wait for the disk; 34 kB each. */
  private static final int MAX_WAITING = 500;

  /** Writing and deleting wait for each other and take two; no answer waits for them. */
  private static final int WORKERS = 4;

  private final Vertx vertx;
  private final HistoryOptions options;
  private final InstantSource localTime;
  private final WorkerExecutor worker;

  /** Null while the folder cannot be used at all. */
  private PageFiles files;

  private final ArchiveNotes notes = new ArchiveNotes();

  /** Whether notes have changed since they were last written. */
  private boolean notesWait;

  private Map<PageKey, Page> waiting = new LinkedHashMap<>();

  /** The pages of the write in progress; empty without one. */
  private Map<PageKey, Page> writing = Map.of();

  private Future<Void> write = Future.succeededFuture();

  /** The deletion of old pages and leftovers in progress. */
  private Future<?> cleaning = Future.succeededFuture();

  private boolean scheduled;
  private boolean closed;
  private Status status = Status.UP;
  private String reason = "";
  private Instant since;
  private long written;
  private long dropped;

  /**
   * @param options with the folder of one market
   */
  Archive(Vertx vertx, HistoryOptions options, InstantSource localTime) {
    this.vertx = vertx;
    this.options = options;
    this.localTime = localTime;
    this.since = localTime.instant();
    this.worker = vertx.createSharedWorkerExecutor("archive-" + options.path(), WORKERS);
  }

  /** Opens the folder; completes even if it cannot be used. Pages are counted afterwards. */
  Future<Void> open() {
    vertx.setPeriodic(PRUNE_MILLIS, ignored -> prune());
    return tryOpen();
  }

  private Future<Void> tryOpen() {
    return worker
        .executeBlocking(this::openFolder, false)
        .onSuccess(this::opened)
        .onFailure(this::failed)
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** A folder in use, and the notes that were found in it; null for none. */
  private record Opened(PageFiles files, byte[] notes) {}

  private Opened openFolder() throws IOException {
    PageFiles opened = PageFiles.open(options.path());
    return new Opened(opened, opened.readNotes());
  }

  private void opened(Opened opened) {
    files = opened.files();
    if (opened.notes() != null && !notes.add(opened.notes(), now())) {
      LOG.warn("dropped the damaged notes of the archive {}", options.path());
    }
    if (closed) {
      release();
      return;
    }
    succeeded();
    if (!waiting.isEmpty() || notesWait) {
      schedule(WRITE_DELAY_MILLIS);
    }
    PageFiles target = files;
    cleaning =
        worker
            .executeBlocking(target::dropUnfinished, false)
            .onSuccess(
                count -> {
                  if (count > 0) {
                    LOG.warn("dropped {} unfinished pages of a process that was killed", count);
                  }
                })
            .eventually(() -> delete(target));
  }

  private void prune() {
    if (files != null && cleaning.isComplete()) {
      cleaning = delete(files);
    }
  }

  private Future<?> delete(PageFiles target) {
    if (closed) {
      return Future.succeededFuture();
    }
    long oldest = now() - options.kept().toSeconds();
    return worker
        .executeBlocking(() -> target.prune(oldest, options.maximumBytes()), false)
        .onSuccess(
            count -> {
              if (count > 0) {
                LOG.info("deleted {} old pages of the archive", count);
              }
            })
        .onFailure(this::failed);
  }

  /** Whether pages can be read. */
  boolean isOpen() {
    return files != null;
  }

  /**
   * The stored pages of these keys, with what waits to be written; absent where nothing is stored.
   */
  Future<Map<PageKey, Page>> read(Collection<PageKey> keys) {
    PageFiles source = files;
    return worker
        .executeBlocking(() -> readAll(source, keys), false)
        .onFailure(this::failed)
        .otherwise(Map.of())
        .map(
            stored -> {
              Map<PageKey, Page> all = new HashMap<>(stored);
              addKnown(all, keys, writing);
              addKnown(all, keys, waiting);
              return all;
            });
  }

  private static Map<PageKey, Page> readAll(PageFiles files, Collection<PageKey> keys)
      throws IOException {
    Map<PageKey, Page> pages = new HashMap<>();
    for (PageKey key : keys) {
      Page page = files.read(key);
      if (page != null) {
        pages.put(key, page);
      }
    }
    return pages;
  }

  private static void addKnown(
      Map<PageKey, Page> into, Collection<PageKey> keys, Map<PageKey, Page> known) {
    for (PageKey key : keys) {
      Page page = known.get(key);
      if (page != null) {
        into.merge(key, page, Page::merge);
      }
    }
  }

  /** Writes what a page knows, soon. */
  void put(PageKey key, Page page) {
    waiting.merge(key, page, Page::merge);
    if (waiting.size() > MAX_WAITING) {
      waiting.remove(waiting.keySet().iterator().next());
      dropped++;
    }
    scheduleWrite();
  }

  private void scheduleWrite() {
    schedule(status == Status.UP ? WRITE_DELAY_MILLIS : RETRY_MILLIS);
  }

  /**
   * Epoch seconds before which the broker has said that it has no candles; {@link Long#MIN_VALUE}
   * if unknown.
   */
  long start(SeriesKey series) {
    return notes.start(series, now());
  }

  void putStart(SeriesKey series, long time) {
    notes.putStart(series, time, now());
    notesChanged();
  }

  void removeStart(SeriesKey series) {
    notes.removeStart(series);
    notesChanged();
  }

  FetchWishes wishes(UserId user) {
    return notes.wishes(user);
  }

  void putWishes(UserId user, FetchWishes wishes) {
    notes.putWishes(user, wishes);
    notesChanged();
  }

  /** Keeps what the broker calls its assets, for operators. */
  void putSymbols(List<Asset> assets) {
    if (notes.putSymbols(assets)) {
      notesChanged();
    }
  }

  private void notesChanged() {
    notesWait = true;
    scheduleWrite();
  }

  private long now() {
    return localTime.instant().getEpochSecond();
  }

  private void schedule(long delay) {
    if (!scheduled && !closed) {
      scheduled = true;
      vertx.setTimer(
          delay,
          ignored -> {
            scheduled = false;
            write = write.compose(done -> files == null ? tryOpen() : writeWaiting());
          });
    }
  }

  /** Also without any page, to find out whether the disk can be used again. */
  private Future<Void> writeWaiting() {
    PageFiles target = files;
    Map<PageKey, Page> pages = waiting;
    waiting = new LinkedHashMap<>();
    writing = pages;
    byte[] changed = notesWait ? notes.encode() : null;
    notesWait = false;
    return worker
        .<Void>executeBlocking(() -> writeAll(target, pages, changed), false)
        .onSuccess(ignored -> succeeded())
        .onFailure(this::failed)
        .onComplete(
            done -> {
              writing = Map.of();
              if (done.failed()) {
                putBack(pages);
                notesWait |= changed != null;
              } else {
                written += pages.size();
              }
              if (target.bytes() > options.maximumBytes()) {
                prune();
              }
              if (!waiting.isEmpty() || notesWait) {
                schedule(done.succeeded() ? WRITE_DELAY_MILLIS : RETRY_MILLIS);
              }
            })
        .otherwiseEmpty();
  }

  private static Void writeAll(PageFiles files, Map<PageKey, Page> pages, byte[] notes)
      throws IOException {
    for (Map.Entry<PageKey, Page> entry : pages.entrySet()) {
      files.write(entry.getKey(), entry.getValue());
    }
    if (notes != null) {
      files.writeNotes(notes);
    }
    return null;
  }

  private void putBack(Map<PageKey, Page> pages) {
    Map<PageKey, Page> newer = waiting;
    waiting = new LinkedHashMap<>(pages);
    newer.forEach((key, page) -> waiting.merge(key, page, Page::merge));
  }

  private void succeeded() {
    if (status != Status.UP) {
      LOG.info("the archive {} can be used again", options.path());
      become(Status.UP, "");
    }
  }

  private void failed(Throwable cause) {
    String why = reason(cause);
    if (status != Status.DEGRADED || !why.equals(reason)) {
      LOG.warn("candles are kept in memory only, the archive cannot be used: {}", why);
      become(Status.DEGRADED, why);
    }
    schedule(RETRY_MILLIS);
  }

  private void become(Status next, String why) {
    since = next == status ? since : localTime.instant();
    status = next;
    reason = why;
  }

  private static String reason(Throwable cause) {
    // Its message is the name of the file alone.
    String kind = cause.getClass().getSimpleName().replace("Exception", "");
    return cause instanceof FileSystemException file && file.getReason() == null
        ? kind + ": " + cause.getMessage()
        : String.valueOf(cause.getMessage());
  }

  ArchiveState state() {
    return new ArchiveState(
        status,
        reason,
        since,
        files == null ? 0 : files.pages(),
        files == null ? 0 : files.bytes(),
        waiting.size() + writing.size(),
        written,
        dropped + (files == null ? 0 : files.dropped()));
  }

  /** Writes what waits, once, and lets other processes use the folder. */
  Future<Void> close() {
    closed = true;
    return Future.join(cleaning, write)
        .otherwiseEmpty()
        .compose(ignored -> files == null ? Future.<Void>succeededFuture() : writeWaiting())
        .eventually(
            () -> {
              release();
              return worker.close();
            });
  }

  private void release() {
    PageFiles open = files;
    files = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.warn("the archive was not closed: {}", e.getMessage());
      }
    }
  }
}
