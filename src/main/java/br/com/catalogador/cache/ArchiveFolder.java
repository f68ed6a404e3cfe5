package br.com.catalogador.cache;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The archive of candles on disk, as an operator looks at it. Reading changes nothing and needs no
 * lock, since a page is replaced as a whole: a server may be running on it. Removing needs the
 * lock. All methods block.
 */
public final class ArchiveFolder {
  private final Path folder;

  /**
   * @param folder of all markets, {@code history.path}
   */
  public ArchiveFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * What is kept of one asset and timeframe.
   *
   * @param market folder of the broker, or of the simulated market
   * @param symbol what the broker calls the asset; null if it was not noted
   * @param damaged pages that cannot be decoded; a server drops them and fetches them again
   * @param bytes size of the files
   * @param from start of the oldest candle in epoch seconds; 0 without candles
   * @param to start of the newest candle
   */
  public record Held(
      String market,
      long asset,
      String symbol,
      Timeframe timeframe,
      int pages,
      int damaged,
      long candles,
      long bytes,
      long from,
      long to) {}

  /**
   * All that is kept, by market, asset and timeframe.
   *
   * @throws NoSuchFileException if there is no such folder
   */
  public List<Held> list() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    List<Held> all = new ArrayList<>();
    for (Path market : children(folder)) {
      ArchiveNotes notes = notes(market);
      for (Path asset : children(market)) {
        for (Path seconds : children(asset)) {
          SeriesKey series = series(asset, seconds).orElse(null);
          List<PageKey> keys = series == null ? List.of() : keys(market, series);
          if (!keys.isEmpty()) {
            all.add(held(market, series, keys, notes.symbol(series.assetId())));
          }
        }
      }
    }
    all.sort(
        Comparator.comparing(Held::market)
            .thenComparing(Held::asset)
            .thenComparing(Held::timeframe));
    return all;
  }

  private static List<Path> children(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children.toList();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static Optional<Long> number(String name) {
    return name.matches("\\d{1,18}") ? Optional.of(Long.valueOf(name)) : Optional.empty();
  }

  private static Optional<SeriesKey> series(Path asset, Path seconds) {
    return number(name(asset))
        .flatMap(
            id ->
                number(name(seconds))
                    .flatMap(Timeframe::ofSeconds)
                    .map(timeframe -> new SeriesKey(id, timeframe)));
  }

  /** The pages of a series, oldest first. */
  private static List<PageKey> keys(Path market, SeriesKey series) throws IOException {
    return children(PageFiles.folder(market, series)).stream()
        .map(ArchiveFolder::name)
        .filter(name -> name.endsWith(PageFiles.PAGE))
        .flatMap(
            name -> number(name.substring(0, name.length() - PageFiles.PAGE.length())).stream())
        .sorted()
        .map(number -> new PageKey(series, number))
        .toList();
  }

  private static ArchiveNotes notes(Path market) throws IOException {
    ArchiveNotes notes = new ArchiveNotes();
    Path file = market.resolve(PageFiles.NOTES);
    if (Files.isRegularFile(file)) {
      notes.add(Files.readAllBytes(file), 0); // symbols are not left out for their age
    }
    return notes;
  }

  private static Held held(Path market, SeriesKey series, List<PageKey> keys, String symbol)
      throws IOException {
    int damaged = 0;
    long candles = 0;
    long bytes = 0;
    long from = 0;
    long to = 0;
    for (PageKey key : keys) {
      byte[] content = Files.readAllBytes(PageFiles.file(market, key));
      Page page = PageFormat.decode(key, content);
      bytes += content.length;
      if (page == null) {
        damaged++;
      } else if (page.size() > 0) {
        from = candles == 0 ? key.time(page.slot(0)) : from;
        to = key.time(page.slot(page.size() - 1));
        candles += page.size();
      }
    }
    return new Held(
        name(market),
        series.assetId(),
        symbol,
        series.timeframe(),
        keys.size(),
        damaged,
        candles,
        bytes,
        from,
        to);
  }

  /**
   * The candles of one asset and timeframe, oldest first; damaged pages are left out.
   *
   * @throws NoSuchFileException if nothing is kept of it
   */
  public CandleSeries read(String market, long asset, Timeframe timeframe) throws IOException {
    SeriesKey series = new SeriesKey(asset, timeframe);
    Path its = folder.resolve(market);
    List<PageKey> keys = keys(its, series);
    if (keys.isEmpty()) {
      throw new NoSuchFileException(market + "/" + asset + "/" + timeframe.seconds());
    }
    CandleSeries.Builder builder = new CandleSeries.Builder(timeframe, keys.size() * Page.SLOTS);
    for (PageKey key : keys) {
      Page page = PageFormat.decode(key, Files.readAllBytes(PageFiles.file(its, key)));
      if (page != null) {
        page.addTo(builder, key, 0, page.size());
      }
    }
    return builder.build();
  }

  /**
   * Removes all of an asset.
   *
   * @return number of pages that are gone
   * @throws IOException if a server is running on the market, or the disk cannot be written
   */
  public int remove(String market, long asset) throws IOException {
    try (PageFiles locked = PageFiles.open(folder.resolve(market))) {
      return locked.remove(asset);
    }
  }

  /**
   * Removes the pages of all assets that end before a time.
   *
   * @param oldest UTC epoch seconds
   * @return number of pages that are gone
   * @throws IOException if a server is running on the market, or the disk cannot be written
   */
  public int removeBefore(String market, long oldest) throws IOException {
    try (PageFiles locked = PageFiles.open(folder.resolve(market))) {
      return locked.prune(oldest, Long.MAX_VALUE);
    }
  }
}
