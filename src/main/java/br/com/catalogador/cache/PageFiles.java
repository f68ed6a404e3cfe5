package br.com.catalogador.cache;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages of one market on disk, one file each in {@link PageFormat}, named {@code
 * <asset>/<seconds per candle>/<page number>.page}. A file is replaced as a whole, so that a
 * process that ends at any moment leaves the old or the new page. A page that cannot be decoded is
 * deleted and counts as absent. Beside them lies one file of notes.
 *
 * <p>All methods but the counters block. Thread-safe.
 */
final class PageFiles implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(PageFiles.class);

  /** Ends the name of a page's file. */
  static final String PAGE = ".page";

  private static final String UNFINISHED = ".unfinished";

  /** Name of the file of notes. */
  static final String NOTES = "notes";

  /** File systems give space in blocks of this size. */
  private static final long BLOCK = 4096;

  private final Path folder;
  private final FileChannel lock;
  private final AtomicLong pages = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  private PageFiles(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens a folder for writing, and creates it if absent.
   *
   * @throws IOException if it cannot be written, or another process has it open
   */
  static PageFiles open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw new IOException(folder + " is in use by another process");
    }
    return new PageFiles(folder, channel);
  }

  /** Held until the channel is closed, or the process ends in whatever way. */
  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException ignored) {
      return false; // by another server in this process
    }
  }

  /** The folder of a series in that of its market. */
  static Path folder(Path market, SeriesKey series) {
    return market
        .resolve(Long.toString(series.assetId()))
        .resolve(Integer.toString(series.timeframe().seconds()));
  }

  /** The file of a page in the folder of its market. */
  static Path file(Path market, PageKey key) {
    return folder(market, key.series()).resolve(key.number() + PAGE);
  }

  private Path file(PageKey key) {
    return file(folder, key);
  }

  /**
   * The page; null if there is none or it was damaged.
   *
   * @throws IOException if the disk cannot be read
   */
  Page read(PageKey key) throws IOException {
    byte[] content = content(file(key));
    Page page = content == null ? null : PageFormat.decode(key, content);
    return content == null || page != null ? page : readDamaged(key);
  }

  private static byte[] content(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Deletes a page, unless it has been written again meanwhile. */
  private synchronized Page readDamaged(PageKey key) throws IOException {
    Path file = file(key);
    byte[] content = content(file);
    Page page = content == null ? null : PageFormat.decode(key, content);
    if (content != null && page == null) {
      delete(file, content.length);
      dropped.incrementAndGet();
      LOG.warn("dropped the damaged page {}; its candles are fetched again when needed", file);
    }
    return page;
  }

  /** Adds what a page knows to the stored one; where both have a candle, the new one is stored. */
  synchronized void write(PageKey key, Page page) throws IOException {
    Page stored = read(key);
    Path file = file(key);
    byte[] content = PageFormat.encode(key, stored == null ? page : stored.merge(page));
    long before = stored == null ? 0 : Files.size(file);
    Files.createDirectories(folder(folder, key.series()));
    replace(file, key.number() + UNFINISHED, content);
    if (stored == null) {
      pages.incrementAndGet();
    }
    bytes.addAndGet(onDisk(content.length) - onDisk(before));
  }

  private static void replace(Path file, String unfinishedName, byte[] content) throws IOException {
    Path unfinished = file.resolveSibling(unfinishedName);
    try {
      writeThrough(unfinished, content);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(unfinished);
      throw e;
    }
  }

  /** The notes; null if there are none. */
  byte[] readNotes() throws IOException {
    return content(folder.resolve(NOTES));
  }

  void writeNotes(byte[] notes) throws IOException {
    replace(folder.resolve(NOTES), NOTES + UNFINISHED, notes);
  }

  /** Also the content reaches the disk before the name does, or a power failure leaves zeros. */
  private static void writeThrough(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(false);
    }
  }

  private void delete(Path file, long size) throws IOException {
    if (Files.deleteIfExists(file)) {
      pages.decrementAndGet();
      bytes.addAndGet(-onDisk(size));
    }
  }

  private static long onDisk(long size) {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  /**
   * Deletes the leftovers of a process that was killed while it wrote.
   *
   * @return how many
   */
  synchronized int dropUnfinished() throws IOException {
    int found = 0;
    for (Found file : find(UNFINISHED)) {
      Files.deleteIfExists(file.path());
      dropped.incrementAndGet();
      found++;
    }
    return found;
  }

  /**
   * Counts all pages, and deletes those of the oldest candles.
   *
   * @param oldest UTC epoch seconds; a page that ends earlier is deleted
   * @param maximumBytes disk space of the pages that stay
   * @return how many were deleted
   */
  synchronized int prune(long oldest, long maximumBytes) throws IOException {
    List<Found> all = find(PAGE);
    all.sort(Comparator.comparingLong(Found::end));
    long total = all.stream().mapToLong(file -> onDisk(file.size())).sum();
    pages.set(all.size());
    bytes.set(total);
    int deleted = 0;
    for (Found file : all) {
      if (file.end() >= oldest && bytes.get() <= maximumBytes) {
        break;
      }
      delete(file.path(), file.size());
      deleted++;
    }
    return deleted;
  }

  /**
   * Deletes all pages of an asset.
   *
   * @return how many
   */
  synchronized int remove(long asset) throws IOException {
    Path its = folder.resolve(Long.toString(asset));
    int deleted = 0;
    for (Found file : find(PAGE)) {
      if (file.path().startsWith(its)) {
        delete(file.path(), file.size());
        deleted++;
      }
    }
    return deleted;
  }

  /**
   * A file of a series.
   *
   * @param end UTC epoch seconds at which its page ends; 0 if its name is not that of a page
   */
  private record Found(Path path, long size, long end) {}

  private List<Found> find(String suffix) throws IOException {
    List<Found> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(suffix)) {
              found.add(new Found(file, attributes.size(), end(file)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static long end(Path file) {
    String name = file.getName(file.getNameCount() - 1).toString();
    String seconds = file.getName(file.getNameCount() - 2).toString();
    try {
      long number = Long.parseLong(name.substring(0, name.indexOf('.')));
      return (number + 1) * Page.SLOTS * Long.parseLong(seconds);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Number of pages, as counted by {@link #prune} and changed since. Any thread. */
  long pages() {
    return pages.get();
  }

  /** Disk space of the pages, like {@link #pages}. */
  long bytes() {
    return bytes.get();
  }

  /** Number of pages that were damaged or unfinished. Any thread. */
  long dropped() {
    return dropped.get();
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
