package br.com.catalogador.broker;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.ScriptedBroker.ReceivedRequest;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class HandshakeTest {
  private static final Duration SOON = Duration.ofMillis(200);

  private ScriptedBroker broker;

  @BeforeEach
  void start(Vertx vertx) {
    broker = ScriptedBroker.start(vertx).manualGreeting();
  }

  @Test
  void sendsPlatformOriginAndUserAgent(Vertx vertx) {
    new Client(vertx, broker.options()).open();
    broker.next();

    assertThat(broker.handshake().get("Cookie")).isEqualTo("platform=82");
    assertThat(broker.handshake().get("Origin")).isEqualTo(broker.options().origin());
    assertThat(broker.handshake().get("User-Agent")).isEqualTo("catalogador");
  }

  @Test
  void sendsTheConfiguredHeadersAndReplacesTheUserAgent(Vertx vertx) {
    BrokerNetwork network =
        new BrokerNetwork(
            List.of(), null, Map.of("user-agent", "Mozilla/5.0", "Accept-Language", "pt-BR"));
    new Client(vertx, broker.through(network)).open();
    broker.next();

    assertThat(broker.handshake().getAll("User-Agent")).containsExactly("Mozilla/5.0");
    assertThat(broker.handshake().get("Accept-Language")).isEqualTo("pt-BR");
    assertThat(broker.handshake().get("Cookie")).isEqualTo("platform=82");
  }

  @ParameterizedTest
  @CsvSource({
    "wss://ws.trade.polariumbroker.com/echo/websocket,https://trade.polariumbroker.com",
    "wss://trade.polariumbroker.com/echo/websocket,https://trade.polariumbroker.com",
    "ws://127.0.0.1:5001/echo/websocket,http://127.0.0.1:5001"
  })
  void derivesTheOriginFromTheSocketAddress(String socketUrl, String origin) {
    BrokerOptions options = broker.options().at(socketUrl, "http://unused", "http://unused");

    assertThat(options.origin()).isEqualTo(origin);
  }

  @Test
  void sendsOnlyAuthenticateUntilTheBrokerAcceptsIt(Vertx vertx) {
    Future<PolariumSocket> opening = new Client(vertx, broker.options()).open();

    ReceivedRequest authenticate = broker.next();
    assertThat(authenticate.name()).isEqualTo("authenticate");
    assertThat(authenticate.msg())
        .isEqualTo(
            new JsonObject()
                .put("ssid", Client.SSID.value())
                .put("protocol", 3)
                .put("session_id", "")
                .put("client_session_id", ""));
    assertThat(broker.waiting()).isEmpty();
    authenticate.answer("authenticated", true, null);

    ReceivedRequest setOptions = broker.next();
    assertThat(setOptions.name()).isEqualTo("setOptions");
    assertThat(setOptions.msg()).isEqualTo(new JsonObject().put("sendResults", true));
    // Nothing depends on the options, so a broker that refuses them is still usable.
    assertThat(await(opening)).isNotNull();
  }

  @Test
  void refusedSessionIdEndsTheSessionAndClosesTheSocket(Vertx vertx) {
    Future<PolariumSocket> opening = new Client(vertx, broker.options()).open();

    broker.next().answer("authenticated", false, null);

    assertThat(failure(opening).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    await(broker.closed());
  }

  @Test
  void ignoresRefusedOptions(Vertx vertx) {
    Client client = new Client(vertx, broker.options());
    Future<PolariumSocket> opening = client.open();

    broker.next().answer("authenticated", true, null);
    broker.next().acknowledge(false);

    assertThat(await(opening)).isNotNull();
    Future<Frame> answer = client.request("get-x");
    broker.next().answer("here");
    assertThat(await(answer).msg()).isEqualTo("here");
  }

  @Test
  void failsAsUnavailableWhenTheBrokerClosesTheSocket(Vertx vertx) {
    Future<PolariumSocket> opening = new Client(vertx, broker.options()).open();
    broker.next();

    broker.close();

    assertThat(failure(opening).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
  }

  @Test
  void timesOutWithoutAuthenticationAnswer(Vertx vertx) {
    BrokerOptions options = broker.options(Duration.ofMinutes(5), SOON, 8);
    Future<PolariumSocket> opening = new Client(vertx, options).open();
    broker.next();

    assertThat(failure(opening).kind()).isEqualTo(FailureKind.BROKER_TIMEOUT);
    await(broker.closed());
  }

  @Test
  void timesOutWithoutUpgradeAnswer(Vertx vertx) {
    Promise<Void> givenUp = Promise.promise();
    NetServer silent =
        await(
            vertx
                .createNetServer()
                .connectHandler(taken -> taken.closeHandler(ignored -> givenUp.complete()))
                .listen(0, "127.0.0.1"));
    Client client = clientOf(vertx, silent.actualPort(), broker.options(SOON, SOON, 8));

    assertThat(failure(client.open()).kind()).isEqualTo(FailureKind.BROKER_TIMEOUT);
    await(givenUp.future());
    assertThat(client.loop.unhandled()).isEmpty();
  }

  @Test
  void failsAsUnavailableOnAClosedPort(Vertx vertx) {
    NetServer server =
        await(vertx.createNetServer().connectHandler(ignored -> {}).listen(0, "127.0.0.1"));
    int port = server.actualPort();
    await(server.close());
    Client client = clientOf(vertx, port, broker.options());

    assertThat(failure(client.open()).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
    assertThat(client.loop.unhandled()).isEmpty();
  }

  @Test
  void failsAsUnavailableWhenTheUpgradeIsRefused(Vertx vertx) {
    HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
    int port =
        await(
                vertx
                    .createHttpServer(options)
                    .requestHandler(request -> request.response().setStatusCode(503).end())
                    .listen())
            .actualPort();

    assertThat(failure(clientOf(vertx, port, broker.options()).open()).kind())
        .isEqualTo(FailureKind.BROKER_UNAVAILABLE);
  }

  private static Client clientOf(Vertx vertx, int port, BrokerOptions options) {
    return new Client(
        vertx, options.at("ws://127.0.0.1:" + port + "/", "http://unused", "http://unused"));
  }
}
