package br.com.catalogador.cache;

import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.support.JavaProcess;
import br.com.catalogador.support.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Kills a process (SIGKILL) again and again while it writes an archive, always the same one, and
 * looks after each time at what is there: every page can be read, every candle is right, and only
 * those of the last seconds are missing.
 */
public final class ArchiveKills {
  /** What a killed process may lose. */
  private static final double LAST_SECONDS = 3;

  private static final Duration LONGEST_FIRST_WRITE = Duration.ofSeconds(20);
  private static final int LONGEST_LIFE_MILLIS = 1_500;
  private static final Pattern DROPPED = Pattern.compile("dropped (\\d+) unfinished pages");

  private final Path folder;
  private long next;
  private long unfinished;

  /**
   * @param folder of the archive; empty before the first round
   */
  public ArchiveKills(Path folder) {
    this.folder = folder;
  }

  /** One process from its start to its end, and what it has left. */
  public Verdict round(int number) throws IOException, InterruptedException {
    Path log = Files.createTempFile("catalogador-archive-writer", ".log");
    JavaProcess writer =
        JavaProcess.startClass(
            log,
            List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
            ArchiveWriter.class,
            Map.of(
                ArchiveWriter.FOLDER, folder.toString(), ArchiveWriter.FIRST, Long.toString(next)));
    long killedAt = live(writer);
    List<String> lines = Files.readAllLines(log);
    Files.delete(log);

    Verdict verdict = new Verdict("archive " + (number + 1));
    verdict.exactly("unfinished pages it says it dropped", dropped(lines), unfinished);
    verdict.exactly("failures", lines.stream().filter(line -> line.contains("FAILED")).count(), 0);
    look(verdict, lines, killedAt);
    return verdict;
  }

  /** Lets it live until it has written a page of each asset, and some time more, and kills it. */
  private long live(JavaProcess writer) throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_FIRST_WRITE.toNanos();
    long began = System.currentTimeMillis();
    while (count(".page", began) < ArchiveWriter.ASSETS && System.nanoTime() < end) {
      writer.awaitEnd(20);
    }
    int millis = ThreadLocalRandom.current().nextInt(LONGEST_LIFE_MILLIS);
    writer.awaitEnd(millis);
    long killedAt = System.currentTimeMillis();
    writer.kill();
    return killedAt;
  }

  private static long dropped(List<String> lines) {
    return lines.stream()
        .map(DROPPED::matcher)
        .filter(Matcher::find)
        .mapToLong(line -> Long.parseLong(line.group(1)))
        .sum();
  }

  /** The number of files written since a time. */
  private long count(String ending, long sinceMillis) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> files =
        Files.find(
            folder,
            5,
            (file, facts) ->
                file.toString().endsWith(ending)
                    && facts.lastModifiedTime().toMillis() >= sinceMillis)) {
      return files.count();
    } catch (UncheckedIOException e) {
      return 0; // a file has got its name meanwhile
    }
  }

  private void look(Verdict verdict, List<String> lines, long killedAt) throws IOException {
    long wanted = next;
    double lost = 0;
    try (PageFiles files = PageFiles.open(folder.resolve("test"))) {
      long kept = Long.MAX_VALUE;
      long wrong = 0;
      for (int asset = 0; asset < ArchiveWriter.ASSETS; asset++) {
        Found found = read(files, new SeriesKey(asset, Timeframe.M1));
        kept = Math.min(kept, found.minutes());
        wrong += found.wrong();
      }
      for (String line : lines) {
        String[] parts = line.split(" ");
        if (line.startsWith("added ") && parts.length == 3 && Long.parseLong(parts[1]) == kept) {
          lost = (killedAt - Long.parseLong(parts[2])) / 1_000.0;
        }
      }
      verdict.exactly("damaged pages", files.dropped(), 0);
      verdict.exactly("wrong candles", wrong, 0);
      verdict.exactly("candles of earlier processes lost", Math.max(0, wanted - kept), 0);
      verdict.atMost("lost before the kill, s", lost, LAST_SECONDS);
      verdict.atLeast("minutes of all assets on disk", kept, 1);
      next = kept;
      unfinished = count(".unfinished", 0);
      verdict.report("unfinished pages left", unfinished);
    }
  }

  /**
   * What is known of a series.
   *
   * @param minutes known from the first one without a gap
   * @param wrong candles that are not the market's
   */
  private record Found(long minutes, long wrong) {}

  private static Found read(PageFiles files, SeriesKey series) throws IOException {
    long time = ArchiveWriter.BEGIN;
    long wrong = 0;
    while (true) {
      PageKey key = PageKey.at(series, time);
      Page page = files.read(key);
      if (page == null || page.knownSince(key.slot(time) + 1) == Page.NONE) {
        return new Found((time - ArchiveWriter.BEGIN) / 60, wrong);
      }
      CandlePages one = new CandlePages(10_000, Duration.ofHours(1));
      one.merge(key, page);
      long end = key.time(page.rangeTo(page.ranges() - 1));
      CachedSuffix known = one.upTo(series, end, Page.SLOTS);
      wrong += known.candles().equals(Market.minutes(known.contiguousFrom(), end)) ? 0 : 1;
      time = end;
    }
  }

  /** Removes the archive. */
  public void clear() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
