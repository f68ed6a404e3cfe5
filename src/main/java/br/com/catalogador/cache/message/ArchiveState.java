package br.com.catalogador.cache.message;

import java.time.Instant;

/**
 * The state of the archive of candles, for operators.
 *
 * @param reason why it is DEGRADED; else empty
 * @param since start of that state, by this server's clock
 * @param pages pages on disk
 * @param bytes disk space they take
 * @param waiting pages that are not on disk yet
 * @param written pages written since the start
 * @param dropped pages lost since the start: damaged ones, unfinished ones of the last run, and
 *     those that could not be written for too long
 */
public record ArchiveState(
    Status status,
    String reason,
    Instant since,
    long pages,
    long bytes,
    long waiting,
    long written,
    long dropped) {

  /** An archive that is not configured. */
  public static final ArchiveState OFF =
      new ArchiveState(Status.OFF, "", Instant.EPOCH, 0, 0, 0, 0, 0);

  /** Whether candles reach the disk. */
  public enum Status {
    /** Not configured. */
    OFF,
    UP,
    /** The disk cannot be used; candles are kept in memory only. */
    DEGRADED
  }
}
