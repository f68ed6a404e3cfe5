package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.until;

import br.com.catalogador.support.SettableTime;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server in this process whose clock the test advances, and sockets for pages, for each test. */
abstract class ServerOnTestClock {
  private static final Duration UNTIL_ASKED_FOR = Duration.ofSeconds(10);

  final SettableTime time;
  RunningServer server;
  WebSocketClient sockets;
  private final long start;
  private Vertx vertx;

  /**
   * @param start of the clock, UTC epoch seconds
   */
  ServerOnTestClock(long start) {
    this.start = start;
    this.time = new SettableTime(start);
  }

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    sockets = PageSocket.client(vertx);
    server = RunningServer.start(time);
  }

  @AfterEach
  void stop() {
    server.close();
    vertx.close();
  }

  /**
   * Waits until the broker streams the candles of a number of assets: a push before that reaches
   * nobody, and nothing is overdue while the clock stands still.
   */
  void awaitStreams(int assets) {
    until(() -> server.brokerRequests("streams") == assets);
  }

  /** Does something that moves a stream to another session, and waits until it comes from there. */
  void movingAStream(Runnable action) throws Exception {
    long before = server.brokerRequests("subscribeMessage");
    action.run();
    until(() -> server.brokerRequests("subscribeMessage") > before);
  }

  /**
   * Advances the clock beyond the end of a minute, numbered from the start: a candle whose last
   * push is lost while its stream moves to another session is asked for then.
   *
   * @return the end of the minute
   */
  long closeMinute(int number) {
    long end = (start / 60 + 1 + number) * 60;
    Instant later = Instant.ofEpochSecond(end).plus(UNTIL_ASKED_FOR);
    time.forward(Duration.between(time.instant(), later));
    return end;
  }
}
