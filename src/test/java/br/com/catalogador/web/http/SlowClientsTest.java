package br.com.catalogador.web.http;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.CandleSeriesForm;
import br.com.catalogador.web.HttpVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The HTTP server without services, with clients that send byte by byte. */
class SlowClientsTest {
  /** Their answers are more than the buffers of a connection hold. */
  private static final int REQUESTS_AT_ONCE = 100;

  /** Longer than a pause of the machine, for clients that are not to be disconnected at once. */
  private static final Duration LIMIT = Duration.ofMillis(2_500);

  /** Of clients that are disconnected in any case, also before they have sent anything. */
  private static final Duration SHORT = Duration.ofMillis(200);

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final long DRIP_MILLIS = 100;

  /** An empty WebSocket ping frame, masked with zeros. */
  private static final byte[] PING = {(byte) 0x89, (byte) 0x80, 0, 0, 0, 0};

  private static final String PONG = "\u008a\0";

  private final Vertx vertx = Vertx.vertx();
  private CheckedServer server;

  @BeforeEach
  void install() {
    Bus.install(vertx, new CandleSeriesForm());
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  /** Starts the server and returns its port. */
  private int start(Duration requestTimeout, Duration idleTimeout) {
    WebOptions options = LoopbackOptions.of(requestTimeout, idleTimeout, Duration.ofMinutes(1));
    HttpVerticle server = new HttpVerticle(options, "1", "b", Clock.systemUTC());
    await(vertx.deployVerticle(server));
    return server.port();
  }

  /** Starts the server with checks that run only when the test says so; requests are limited. */
  private int startChecked(Duration idleTimeout) {
    WebOptions options = LoopbackOptions.of(SHORT, idleTimeout, Duration.ofMinutes(1));
    server = CheckedServer.start(vertx, new HttpVerticle(options, "1", "b", Clock.systemUTC()));
    return server.port();
  }

  private void checkUntilClosed(Client client) {
    until(
        () -> {
          server.check();
          return client.closed.get();
        });
  }

  /** A client that records what it receives and whether it was disconnected. */
  private final class Client {
    /** Kept: Vert.x closes the sockets of a client that is garbage. */
    private final NetClient client = vertx.createNetClient();

    private final NetSocket socket;
    private final Buffer told = Buffer.buffer();
    private final AtomicBoolean closed = new AtomicBoolean();

    Client(int port) {
      this.socket = await(client.connect(port, "127.0.0.1"));
      socket.handler(told::appendBuffer);
      socket.closeHandler(ignored -> closed.set(true));
    }

    Client send(String text) {
      socket.write(text);
      return this;
    }

    /** Sends a byte now and then until it is disconnected. */
    Client drip(String text) {
      vertx.setPeriodic(
          DRIP_MILLIS,
          timer -> {
            if (closed.get()) {
              vertx.cancelTimer(timer);
            } else {
              socket.write(text, "ISO-8859-1");
            }
          });
      return this;
    }

    boolean isTold(String text) {
      return told.toString(StandardCharsets.UTF_8).contains(text);
    }

    /** Asserts that the client is still connected after a time. */
    void staysFor(Duration time) {
      Future<Boolean> later = vertx.timer(time.toMillis()).map(ignored -> closed.get());
      assertThat(await(later)).as("closed").isFalse();
    }
  }

  @Test
  void disconnectsAClientThatDoesNotCompleteItsRequestHead() throws Exception {
    Client client =
        new Client(startChecked(LONG)).send("GET / HTTP/1.1\r\nHost: a\r\n").drip("X: y\r\n");

    checkUntilClosed(client);
  }

  @Test
  void disconnectsAClientThatSendsNothing() throws Exception {
    Client client = new Client(start(SHORT, LONG));

    until(client.closed::get);
  }

  @Test
  void disconnectsAClientThatDoesNotCompleteItsRequestBody() throws Exception {
    Client client =
        new Client(startChecked(LONG))
            .send(
                "POST /api/v1/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 60000\r\n\r\n")
            .drip(" ");

    checkUntilClosed(client);
    assertThat(client.isTold("HTTP/1.1")).isFalse();
  }

  @Test
  void disconnectsAClientThatKeepsSendingAfterARejection() throws Exception {
    Client client =
        new Client(startChecked(LIMIT))
            .send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n")
            .drip(" ");

    until(() -> client.isTold("HTTP/1.1 405 "));
    checkUntilClosed(client);
  }

  @Test
  void allowsAPauseBetweenRequestsBeyondTheRequestTimeout() throws Exception {
    String request = "GET /openapi.yaml HTTP/1.1\r\nHost: a\r\n\r\n";
    Client client = new Client(startChecked(LONG)).send(request);
    until(() -> client.isTold("openapi: 3.1.0"));
    client.staysFor(SHORT.multipliedBy(2));
    server.check();

    client.send("GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n");

    until(() -> client.isTold("HTTP/1.1 404 "));
  }

  @Test
  void closesAnIdleConnection() throws Exception {
    Client client = new Client(start(LONG, LIMIT)).send("GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n");
    until(() -> client.isTold("HTTP/1.1 404 "));

    until(client.closed::get);
  }

  @Test
  void disconnectsAClientThatDoesNotReadResponses() throws Exception {
    String request = "GET /openapi.yaml HTTP/1.1\r\nHost: a\r\n\r\n";
    Client client = new Client(start(LONG, SHORT));
    client.socket.pause();

    // A client that does not read sees the disconnection only by failed writes.
    client.send(request.repeat(REQUESTS_AT_ONCE)).drip(request);

    until(client.closed::get);
  }

  @Test
  void keepsAnActiveWebSocketOpen() throws Exception {
    Client client =
        new Client(start(LIMIT, LIMIT))
            .send(
                "GET /eventbus/websocket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    until(() -> client.isTold("HTTP/1.1 101 "));
    client.drip(Buffer.buffer(PING).toString(StandardCharsets.ISO_8859_1));

    client.staysFor(LIMIT.plusSeconds(1));
    String frames = client.told.toString(StandardCharsets.ISO_8859_1).split("\r\n\r\n", 2)[1];
    assertThat(frames.replace(PONG, "")).as("a farewell").isEmpty();
    // The server would wait for it when it stops.
    await(client.socket.close());
  }
}
