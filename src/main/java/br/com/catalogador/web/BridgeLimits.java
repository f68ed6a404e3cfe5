package br.com.catalogador.web;

import java.time.Duration;

/**
 * How long the bridge bears with a client.
 *
 * @param unknown without having shown a good token
 * @param silent without a message; the page's library sends one every 5 s
 * @param unread while he reads nothing of what waits for him
 * @param mostUnread bytes that may wait for him; what he is sent next cuts him off
 */
record BridgeLimits(Duration unknown, Duration silent, Duration unread, int mostUnread) {
  /** Two of the largest catalogues may wait, so that one on a slow line is no reason. */
  static final BridgeLimits DEFAULT =
      new BridgeLimits(
          Duration.ofSeconds(10), Duration.ofSeconds(90), Duration.ofSeconds(30), 4 * 1024 * 1024);
}
