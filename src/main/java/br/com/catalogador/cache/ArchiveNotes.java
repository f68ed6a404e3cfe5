package br.com.catalogador.cache;

import br.com.catalogador.cache.message.FetchWish;
import br.com.catalogador.cache.message.FetchWishes;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an archive keeps beside its pages: where the broker's history of each series starts, what
 * users want fetched, and what the broker calls its assets. Old notes are left out when it is read.
 * Confined to one event loop.
 */
final class ArchiveNotes {
  private static final int VERSION = 1;

  /** After it, the broker is asked again whether it has nothing older: once, it may have erred. */
  private static final long START_SECONDS = Duration.ofDays(7).toSeconds();

  /** A wish for older candles is given up. */
  private static final long WISH_SECONDS = Duration.ofDays(91).toSeconds();

  private static final int MAX_USERS = 1_000;

  private final Map<SeriesKey, Start> starts = new HashMap<>();
  private final Map<String, FetchWishes> wishes = new LinkedHashMap<>();

  /** By id, also of assets that the broker no longer lists. */
  private final Map<Long, String> symbols = new HashMap<>();

  /**
   * @param time of the first candle
   * @param notedAt when the broker said so
   */
  private record Start(long time, long notedAt) {}

  /**
   * Epoch seconds before which the broker has no candles; {@link Long#MIN_VALUE} if unknown.
   *
   * @param now epoch seconds
   */
  long start(SeriesKey series, long now) {
    Start start = starts.get(series);
    return start == null || now - start.notedAt() > START_SECONDS ? Long.MIN_VALUE : start.time();
  }

  void putStart(SeriesKey series, long time, long now) {
    starts.put(series, new Start(time, now));
  }

  void removeStart(SeriesKey series) {
    starts.remove(series);
  }

  FetchWishes wishes(UserId user) {
    return wishes.getOrDefault(user.value(), FetchWishes.NONE);
  }

  void putWishes(UserId user, FetchWishes wanted) {
    wishes.remove(user.value());
    if (!wanted.wishes().isEmpty()) {
      wishes.put(user.value(), wanted);
    }
    if (wishes.size() > MAX_USERS) {
      wishes.remove(wishes.keySet().iterator().next());
    }
  }

  /** What the broker calls an asset; null if unknown. */
  String symbol(long assetId) {
    return symbols.get(assetId);
  }

  /**
   * Notes the symbols of assets.
   *
   * @return whether there was a new one
   */
  boolean putSymbols(List<Asset> assets) {
    boolean changed = false;
    for (Asset asset : assets) {
      changed |= !asset.symbol().equals(symbols.put(asset.id(), asset.symbol()));
    }
    return changed;
  }

  /** Encodes all notes, with a checksum. */
  byte[] encode() {
    ByteWriter out = new ByteWriter();
    out.octet(VERSION);
    out.number(starts.size());
    starts.forEach(
        (series, start) -> {
          writeSeries(series, out);
          out.signed(start.time());
          out.signed(start.notedAt());
        });
    out.number(wishes.size());
    wishes.forEach(
        (user, wanted) -> {
          out.text(user);
          out.number(wanted.wishes().size());
          for (FetchWish wish : wanted.wishes()) {
            writeSeries(new SeriesKey(wish.assetId(), wish.timeframe()), out);
            out.signed(wish.from());
          }
        });
    out.number(symbols.size());
    symbols.forEach(
        (asset, symbol) -> {
          out.number(asset);
          out.text(symbol);
        });
    return out.sealed();
  }

  private static void writeSeries(SeriesKey series, ByteWriter out) {
    out.number(series.assetId());
    out.number(series.timeframe().seconds());
  }

  /**
   * Adds encoded notes, where there are none of the same series, user or asset yet.
   *
   * @param now epoch seconds
   * @return false if the bytes are damaged or of another version; nothing is added then
   */
  boolean add(byte[] encoded, long now) {
    ByteReader in = new ByteReader(encoded);
    if (!in.isSealed() || in.octet() != VERSION) {
      return false;
    }
    for (long left = in.number(); left > 0; left--) {
      starts.putIfAbsent(readSeries(in), new Start(in.signed(), in.signed()));
    }
    for (long left = in.number(); left > 0; left--) {
      String user = in.text();
      FetchWishes wanted = readWishes(in, now);
      if (!wanted.wishes().isEmpty()) {
        wishes.putIfAbsent(user, wanted);
      }
    }
    // Notes of earlier versions end here.
    for (long left = in.isAtEnd() ? 0 : in.number(); left > 0; left--) {
      symbols.putIfAbsent(in.number(), in.text());
    }
    return true;
  }

  private static FetchWishes readWishes(ByteReader in, long now) {
    List<FetchWish> wanted = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      SeriesKey series = readSeries(in);
      FetchWish wish = new FetchWish(series.assetId(), series.timeframe(), in.signed());
      if (now - wish.from() <= WISH_SECONDS) {
        wanted.add(wish);
      }
    }
    return new FetchWishes(wanted);
  }

  private static SeriesKey readSeries(ByteReader in) {
    return new SeriesKey(in.number(), Timeframe.ofSeconds(in.number()).orElseThrow());
  }
}
