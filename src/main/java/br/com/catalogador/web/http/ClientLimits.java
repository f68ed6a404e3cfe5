package br.com.catalogador.web.http;

import java.time.Duration;

/**
 * Limits for one client, and for all clients together.
 *
 * @param unknown how long a socket may be open without having shown a valid token
 * @param silent how long a socket may send nothing; the page's library sends a message every 5 s
 * @param closing how long a socket may stay open after the server has closed it
 * @param stalledUnknown how long not one waiting byte may leave for a socket without a token
 * @param stalled the same for every other connection
 * @param answer how long one answer may take to be read, however steadily
 * @param mostUnreadUnknown bytes that may wait for a socket without a token
 * @param mostUnread bytes that may wait for a socket; what it is sent next cuts it off
 * @param mostUnreadOfAll bytes that may wait for all sockets of the process; beyond that whichever
 *     of the slow ones is sent something next is cut off
 * @param strangers sockets without a token, of the whole process
 * @param strangersOfANetwork the same of one network ({@link ClientAddress#network()})
 */
public record ClientLimits(
    Duration unknown,
    Duration silent,
    Duration closing,
    Duration stalledUnknown,
    Duration stalled,
    Duration answer,
    int mostUnreadUnknown,
    int mostUnread,
    long mostUnreadOfAll,
    int strangers,
    int strangersOfANetwork) {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  /** Two of the largest catalogs may wait, so that a slow line is no reason to be cut off. */
  public static final ClientLimits DEFAULT =
      new ClientLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(90),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofMinutes(2),
          64 * KIB,
          4 * MIB,
          shareOfHeap(32L * MIB),
          1_000,
          50);

  /** So many bytes, or an eighth of the heap where that is less. */
  static long shareOfHeap(long bytes) {
    return Math.min(bytes, Runtime.getRuntime().maxMemory() / 8);
  }
}
