package br.com.catalogador.cache;

import br.com.catalogador.cache.message.CacheState;
import br.com.catalogador.candle.CandleSeries;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Adds an archive on disk below another store: the archive is read only if the store does not
 * suffice, and gets all that the store gets. Each page is read once, as long as it stays in memory.
 */
final class ArchivedStore implements CandleStore {
  /** Beyond it, all pages count as unread again. */
  private static final int MAX_KEYS = 200_000;

  private final CandleStore above;
  private final CandlePages memory;
  private final Archive archive;

  /** The pages of which memory has everything that the archive has, which may be nothing. */
  private final Set<PageKey> read;

  /**
   * @param above the store, on the same pages in memory
   * @param read a thread-safe set, empty, from which the pages that leave memory are removed
   */
  ArchivedStore(CandleStore above, CandlePages memory, Archive archive, Set<PageKey> read) {
    this.above = above;
    this.memory = memory;
    this.archive = archive;
    this.read = read;
  }

  @Override
  public Future<Void> open() {
    return archive.open().compose(ignored -> above.open());
  }

  @Override
  public Future<CachedSuffix> upTo(SeriesKey series, long to, int count, long oldest) {
    return above
        .upTo(series, to, count, oldest)
        .compose(
            known ->
                known.isEnough(count, oldest)
                    ? Future.succeededFuture(known)
                    : load(series, to, count, oldest, known));
  }

  private Future<CachedSuffix> load(
      SeriesKey series, long to, int count, long oldest, CachedSuffix known) {
    List<PageKey> unread = unread(series, known.contiguousFrom(), count - known.candles().size());
    if (unread.isEmpty() || !archive.isOpen()) {
      return Future.succeededFuture(known);
    }
    return archive
        .read(unread)
        .compose(
            pages -> {
              if (read.size() > MAX_KEYS) {
                read.clear();
              }
              // Before they are in memory, so that a page that leaves it at once counts as unread.
              read.addAll(unread);
              pages.forEach(memory::merge);
              CachedSuffix more = memory.upTo(series, to, count);
              // Not further where memory is too small for all.
              return more.isEnough(count, oldest) || more.contiguousFrom() >= known.contiguousFrom()
                  ? Future.succeededFuture(more)
                  : load(series, to, count, oldest, more);
            });
  }

  /** The pages that may have the missing candles before a time. */
  private List<PageKey> unread(SeriesKey series, long before, int missing) {
    List<PageKey> unread = new ArrayList<>();
    PageKey key = PageKey.at(series, before - 1);
    for (int left = missing / Page.SLOTS + 2; left > 0; left--, key = key.previous()) {
      if (!read.contains(key)) {
        unread.add(key);
      }
    }
    return unread;
  }

  @Override
  public Future<Void> put(SeriesKey series, CandleSeries candles, long from, long to) {
    for (PageKey key = PageKey.at(series, from); key.begin() < to; key = key.next()) {
      long begin = Math.max(from, key.begin());
      archive.put(key, Page.of(key, candles, begin, Math.min(to, key.end())));
    }
    return above.put(series, candles, from, to);
  }

  @Override
  public Future<Lease> lease(PageKey page) {
    return above.lease(page);
  }

  @Override
  public CacheState state() {
    return above.state().with(archive.state());
  }

  @Override
  public Future<Void> close() {
    return archive.close().eventually(above::close);
  }
}
