package br.com.catalogador.web.http;

import java.time.Duration;

/**
 * Timeouts and buffer limits of client connections, per connection and for the process.
 *
 * @param authentication how long a socket may be open without a valid token
 * @param idle how long a socket may send nothing; the page's library sends a message every 5 s
 * @param closing how long a socket may stay open after the server has closed it
 * @param anonymousStall how long the unsent bytes of a socket without a token may make no progress
 * @param writeStall the same for any other connection
 * @param response how long the client may take to read one response, even with progress
 * @param anonymousUnsentBytes limit of unsent bytes of a socket without a token
 * @param unsentBytes limit of unsent bytes of a socket; beyond it the next message disconnects it
 * @param totalUnsentBytes limit of unsent bytes of all sockets; beyond it the next message to a
 *     slow socket disconnects that socket
 * @param anonymousSockets limit of sockets without a token, of the process
 * @param anonymousSocketsPerNetwork the same per network ({@link ClientAddress#network()})
 */
public record ClientLimits(
    Duration authentication,
    Duration idle,
    Duration closing,
    Duration anonymousStall,
    Duration writeStall,
    Duration response,
    int anonymousUnsentBytes,
    int unsentBytes,
    long totalUnsentBytes,
    int anonymousSockets,
    int anonymousSocketsPerNetwork) {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  /** Two of the largest catalogs may be unsent, so slow connections are not closed. */
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

  /** A number of bytes, but at most an eighth of the heap. */
  static long shareOfHeap(long bytes) {
    return Math.min(bytes, Runtime.getRuntime().maxMemory() / 8);
  }
}
