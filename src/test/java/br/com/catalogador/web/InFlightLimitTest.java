package br.com.catalogador.web;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.CandleSeriesForm;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.User;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.session.message.RecordTokenUse;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionView;
import br.com.catalogador.session.message.SessionView.Connection;
import br.com.catalogador.support.Meters;
import br.com.catalogador.web.http.ClientLimits;
import br.com.catalogador.web.http.LoopbackOptions;
import br.com.catalogador.web.http.Tokens;
import br.com.catalogador.web.http.WebOptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits of requests in flight, with clients that send many requests and do not read responses. */
class InFlightLimitTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String LOGOUT = "POST /api/v1/logout";
  private static final WebOptions OPTIONS = LoopbackOptions.of(LONG, LONG, Duration.ofMinutes(1));

  private final Vertx vertx = Vertx.vertx();
  private final NetClient net = vertx.createNetClient();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private Bus bus;
  private int port;

  /** A connection with one request. */
  private final class Asked {
    private final NetSocket socket;
    private final Buffer answer = Buffer.buffer();
    private final AtomicBoolean closed = new AtomicBoolean();

    Asked(String path, SessionId session) {
      this("GET " + path, session, "\r\n");
    }

    /**
     * @param rest the rest of the head, with the empty line, and the body
     */
    Asked(String request, SessionId session, String rest) {
      socket = await(net.connect(port, "127.0.0.1"));
      socket.handler(answer::appendBuffer);
      socket.closeHandler(ignored -> closed.set(true));
      String token = session == null ? "" : "Authorization: Bearer " + token(session) + "\r\n";
      await(socket.write(request + " HTTP/1.1\r\nHost: a\r\n" + token + rest));
    }

    boolean isTold(String text) {
      return answer.toString().contains(text);
    }
  }

  @BeforeEach
  void install() {
    Meters.install(vertx, meters);
    bus = Bus.install(vertx, new CandleSeriesForm());
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private void start(Duration stalled) {
    ClientLimits usual = ClientLimits.DEFAULT;
    ClientLimits limits =
        new ClientLimits(LONG, LONG, LONG, stalled, stalled, LONG, usual.unsentBytes(), 1, 1, 1, 1);
    HttpVerticle server = new HttpVerticle(OPTIONS, "1", "b", Clock.systemUTC(), limits);
    await(vertx.deployVerticle(server));
    port = server.port();
  }

  /** The rest of a request with a JSON body, of which only the given part is sent. */
  private static String json(String body, int length) {
    return "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s".formatted(length, body);
  }

  private User user() {
    return new User(new UserId("1001"), "Demo", "demo@catalogador.local");
  }

  private String token(SessionId session) {
    LoggedIn login = new LoggedIn(user(), session, "t", Instant.now().plus(Duration.ofHours(1)));
    return new Tokens(vertx, OPTIONS, Clock.systemUTC()).issue(login);
  }

  /** Serves a session that answers with a future; counts its requests. */
  private AtomicInteger serve(SessionId id, Future<SessionView> answer) {
    AtomicInteger asked = new AtomicInteger();
    Session session =
        (Session)
            Proxy.newProxyInstance(
                Session.class.getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, operation, arguments) -> {
                  if (arguments[0] instanceof RecordTokenUse) {
                    return Future.succeededFuture();
                  }
                  asked.incrementAndGet();
                  return answer;
                });
    await(bus.serve(Session.address(id), session).completion());
    return asked;
  }

  /** Serves a directory that answers logouts with a future; counts them. */
  private AtomicInteger serveLogouts(Future<Void> answer) {
    AtomicInteger asked = new AtomicInteger();
    SessionDirectory directory =
        (SessionDirectory)
            Proxy.newProxyInstance(
                SessionDirectory.class.getClassLoader(),
                new Class<?>[] {SessionDirectory.class},
                (proxy, operation, arguments) -> {
                  assertThat(arguments[0]).isInstanceOf(EndSession.class);
                  asked.incrementAndGet();
                  return answer;
                });
    await(bus.serve(SessionDirectory.ADDRESS, directory).completion());
    return asked;
  }

  private SessionView view() {
    return new SessionView(
        user(), Connection.CONNECTED, Instant.EPOCH, 0, 0, 0, null, Preferences.DEFAULT, List.of());
  }

  private double refusals(String code) {
    return meters.get("catalogador.http.refusals").tag("code", code).counter().count();
  }

  private double answers() {
    return meters.get("catalogador.http.answers").gauge().value();
  }

  @Test
  void limitsASessionToEightRequestsInFlightAlsoAfterItDisconnects() {
    start(LONG);
    SessionId slow = new SessionId("slow");
    SessionId other = new SessionId("other");
    Promise<SessionView> answer = Promise.promise();
    AtomicInteger asked = serve(slow, answer.future());
    serve(other, Future.succeededFuture(view()));
    List<Asked> first = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      first.add(new Asked("/api/v1/session", slow));
    }
    until(() -> asked.get() == 8);
    first.forEach(client -> client.socket.close());
    until(() -> first.stream().allMatch(client -> client.closed.get()));

    Asked ninth = new Asked("/api/v1/session", slow);
    until(() -> ninth.isTold("HTTP/1.1 429 "));
    assertThat(ninth.answer.toString())
        .contains("Retry-After: 1\r\n", "\"code\":\"too_many_requests\"", "\"retryAfter\":1");
    Asked stranger = new Asked("/api/v1/session", other);
    until(() -> stranger.isTold("HTTP/1.1 200 "));
    assertThat(asked).hasValue(8);
    assertThat(refusals("too_many_requests")).isEqualTo(1);

    answer.complete(view());
    until(
        () -> {
          Asked again = new Asked("/api/v1/session", slow);
          until(() -> again.isTold("HTTP/1.1 "));
          return again.isTold("HTTP/1.1 200 ");
        });
  }

  @Test
  void unreadResponsesUseTheBudgetUntilTheirConnectionsAreClosed() {
    start(Duration.ofSeconds(1));
    List<Asked> clients = new ArrayList<>();
    until(
        () -> {
          Asked client = new Asked("/openapi.yaml", null);
          client.socket.pause();
          // Several per connection, because the kernel buffers the first few.
          client.socket.write("GET /openapi.yaml HTTP/1.1\r\nHost: a\r\n\r\n".repeat(100));
          clients.add(client);
          return refusals("busy") > 0;
        });
    assertThat(answers()).isBetween(1_000_000.0, 3_000_000.0);

    until(() -> meters.get("catalogador.http.cuts").tag("reason", "stalled").counter().count() > 0);
    clients.forEach(client -> client.socket.close());
    until(() -> answers() == 0);
    Asked again = new Asked("/openapi.yaml", null);
    until(() -> again.isTold("openapi: 3.1.0"));
  }

  @Test
  void doesNotLimitLogoutsPerNetwork() {
    start(LONG);
    Promise<Void> answer = Promise.promise();
    AtomicInteger asked = serveLogouts(answer.future());
    int moreThanOfANetwork = 300;
    List<Asked> clients = new ArrayList<>();
    for (int i = 0; i < moreThanOfANetwork; i++) {
      String body = i % 2 == 0 ? "" : "{\"all\":true}";
      clients.add(new Asked(LOGOUT, new SessionId("s" + i), json(body, body.length())));
    }
    until(() -> asked.get() + (int) refusals("too_many_requests") == moreThanOfANetwork);
    assertThat(asked).hasValue(moreThanOfANetwork);

    answer.complete();
    until(() -> clients.stream().allMatch(client -> client.isTold("HTTP/1.1 204 ")));
  }

  @Test
  void acceptsALogoutWhenTheBudgetOfItsSessionIsUsedUp() {
    start(LONG);
    SessionId stolen = new SessionId("stolen");
    AtomicInteger asked = serve(stolen, Promise.<SessionView>promise().future());
    serveLogouts(Future.succeededFuture());
    for (int i = 0; i < 8; i++) {
      new Asked("/api/v1/session", stolen);
    }
    until(() -> asked.get() == 8);
    Asked ninth = new Asked("/api/v1/session", stolen);
    until(() -> ninth.isTold("HTTP/1.1 429 "));
    for (int i = 0; i < 9; i++) {
      new Asked(LOGOUT, stolen, json("{", 20));
    }

    Asked logout = new Asked(LOGOUT, stolen, json("{\"all\":true}", 12));

    until(() -> logout.isTold("HTTP/1.1 204 "));
  }

  @Test
  void concurrentLogoutsWithOneTokenShareOneRequest() {
    start(LONG);
    Promise<Void> answer = Promise.promise();
    AtomicInteger asked = serveLogouts(answer.future());
    SessionId session = new SessionId("twice");
    List<Asked> clients = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      clients.add(new Asked(LOGOUT, session, json("", 0)));
    }
    Asked whole = new Asked(LOGOUT, session, json("{\"all\":true}", 12));
    until(() -> asked.get() == 2);
    // Handled after them by the single event loop of the server.
    Asked last = new Asked("/openapi.yaml", null);
    until(() -> last.isTold("openapi: 3.1.0"));

    answer.complete();

    until(() -> clients.stream().allMatch(client -> client.isTold("HTTP/1.1 204 ")));
    until(() -> whole.isTold("HTTP/1.1 204 "));
    assertThat(asked).hasValue(2);
  }

  @Test
  void limitsTheBodyOfALogout() {
    start(LONG);
    Asked large = new Asked(LOGOUT, new SessionId("large"), json("{".repeat(1025), 2000));

    until(() -> large.isTold("HTTP/1.1 413 "));
  }

  @Test
  void servesPagesOfASessionWhenTheBudgetOfItsNetworkIsUsedUp() {
    start(LONG);
    List<Asked> strangers = new ArrayList<>();
    until(
        () -> {
          Asked stranger = new Asked("/openapi.yaml", null);
          stranger.socket.pause();
          stranger.socket.write("GET /openapi.yaml HTTP/1.1\r\nHost: a\r\n\r\n".repeat(100));
          strangers.add(stranger);
          return refusals("busy") > 0;
        });

    Asked user = new Asked("/", new SessionId("user"));

    until(() -> user.isTold("HTTP/1.1 200 "));
  }

  @Test
  void requestsThatEndWithinTheirBodyAreNoLongerInFlight() {
    start(LONG);
    SessionId session = new SessionId("broken");
    serve(session, Future.succeededFuture(view()));
    for (int i = 0; i < 9; i++) {
      Asked client =
          new Asked(
              "PUT /api/v1/preferences",
              session,
              "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
      until(() -> answers() == 1000);
      client.socket.close();
      until(() -> answers() == 0);
    }

    Asked again = new Asked("/api/v1/session", session);

    until(() -> again.isTold("HTTP/1.1 200 "));
  }

  @Test
  void rejectsARequestWithoutATokenBeforeItsBody() {
    start(LONG);
    Asked client =
        new Asked("POST /api/v1/logout", null, "Content-Length: 100000\r\n\r\n" + "{".repeat(9));
    until(() -> client.isTold("HTTP/1.1 401 "));

    client.socket.write("{".repeat(99_991) + "GET /openapi.yaml HTTP/1.1\r\nHost: a\r\n\r\n");

    until(() -> client.isTold("openapi: 3.1.0"));
  }
}
