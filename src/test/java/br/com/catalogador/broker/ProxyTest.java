package br.com.catalogador.broker;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.RecordedLog;
import br.com.catalogador.support.Secret;
import br.com.catalogador.support.TunnelProxy;
import br.com.catalogador.support.TunnelProxy.Kind;
import ch.qos.logback.classic.Level;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The broker clients through a proxy; the broker itself is encrypted, as the real one is. */
@ExtendWith(VertxExtension.class)
class ProxyTest {
  private static final Secret PASSWORD = new Secret("demo-1234");
  private static final SelfSignedCertificate CERTIFICATE =
      SelfSignedCertificate.create("localhost");

  private final RecordedLog log = RecordedLog.of("br.com.catalogador.broker");
  private Vertx vertx;
  private ScriptedBroker broker;
  private WebSocketClient sockets; // kept: a client that is collected closes its sockets

  @BeforeEach
  void start(Vertx given) {
    vertx = given;
    broker =
        ScriptedBroker.start(
                vertx,
                new HttpServerOptions()
                    .setSsl(true)
                    .setKeyCertOptions(CERTIFICATE.keyCertOptions()))
            .onLogin(200, "{\"code\":\"success\",\"ssid\":\"S\"}");
  }

  @AfterEach
  void stop() {
    log.close();
  }

  @AfterAll
  static void forgetCertificate() {
    CERTIFICATE.delete();
  }

  private BrokerOptions through(String proxy) {
    return broker.through(new BrokerNetwork(List.of(), ProxyAddress.of(proxy), Map.of()));
  }

  private static BrokerOptions withLoginAt(String address, BrokerOptions options) {
    return new BrokerOptions(
        options.socketUrl(),
        address,
        options.twoFactorUrl(),
        options.logoutUrl(),
        options.platform(),
        options.connectTimeout(),
        options.requestTimeout(),
        options.requestsInFlight(),
        options.requestsPerSecond(),
        options.requestsBurst(),
        options.network(),
        options.oauth());
  }

  private Future<LoginAnswer> login(BrokerOptions options) {
    HttpClientOptions client = new HttpClientOptions().setTrustOptions(CERTIFICATE.trustOptions());
    BrokerHttp http = new BrokerHttp(vertx.createHttpClient(options.prepare(client)), options);
    return new PolariumLogin(http, http, options, InstantSource.system())
        .login("ana@example.com", PASSWORD);
  }

  private Future<Void> open(BrokerOptions options) {
    WebSocketClientOptions client =
        new WebSocketClientOptions().setTrustOptions(CERTIFICATE.trustOptions());
    sockets = vertx.createWebSocketClient(options.prepare(client));
    return new PolariumLink(vertx, sockets, options, new Secret("S"), InstantSource.system())
        .open();
  }

  @ParameterizedTest
  @EnumSource
  void loginAndSocketGoThroughTheProxyWhichResolvesTheName(Kind kind) {
    TunnelProxy proxy = TunnelProxy.start(vertx, kind);
    BrokerOptions options = through(proxy.address(TunnelProxy.ENCODED_PASSWORD));

    Accepted accepted = (Accepted) await(login(options));
    await(open(options));

    assertThat(accepted.ssid()).isEqualTo(new Secret("S"));
    String target = "localhost:" + URI.create(options.loginUrl()).getPort();
    assertThat(proxy.tunnels()).containsExactly(target, target);
    assertThat(log.from(Level.WARN)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void proxyThatRefusesThePasswordIsNamedInTheLog(Kind kind) {
    TunnelProxy proxy = TunnelProxy.start(vertx, kind);
    BrokerOptions options = through(proxy.address("wr0ng-s3cret"));

    assertThat(failure(login(options)).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
    assertThat(failure(open(options)).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);

    assertThat(proxy.tunnels()).isEmpty();
    assertLogged(proxy, kind == Kind.HTTP ? "status: 407" : "authStatus: FAILURE");
  }

  @ParameterizedTest
  @EnumSource
  void missingProxyIsNamedInTheLog(Kind kind) {
    TunnelProxy proxy = TunnelProxy.start(vertx, kind);
    BrokerOptions options = through(proxy.address("wr0ng-s3cret"));
    proxy.close();

    assertThat(failure(login(options)).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
    assertThat(failure(open(options)).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);

    assertLogged(proxy, "Connection refused");
  }

  /** RFC 9112, section 3.2.2: a tunnel is for TLS; otherwise the proxy itself sends the request. */
  @Test
  void aLoginWithoutTlsIsSentToAnHttpProxyWithItsWholeAddress() {
    Promise<HttpServerRequest> received = Promise.promise();
    HttpServer proxy =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      received.complete(request);
                      request.response().end("{\"code\":\"success\",\"ssid\":\"P\"}");
                    })
                .listen(0, "127.0.0.1"));
    BrokerOptions options = through("http://gate:s3cret@127.0.0.1:" + proxy.actualPort());
    String address = "http://broker.invalid:8080/v2/login";

    Accepted accepted = (Accepted) await(login(withLoginAt(address, options)));

    assertThat(accepted.ssid()).isEqualTo(new Secret("P"));
    HttpServerRequest request = await(received.future());
    assertThat(request.method()).isEqualTo(HttpMethod.POST);
    assertThat(request.uri()).isEqualTo(address);
    assertThat(request.getHeader("Host")).isEqualTo("broker.invalid:8080");
    assertThat(request.getHeader("Proxy-Authorization"))
        .isEqualToIgnoringCase(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("gate:s3cret".getBytes(StandardCharsets.UTF_8)));
  }

  /** One line for the login and one for the socket, both without credentials. */
  private void assertLogged(TunnelProxy proxy, String reason) {
    String start = "the broker cannot be reached through the proxy " + proxy.address() + ": ";
    assertThat(log.from(Level.WARN))
        .filteredOn(line -> line.startsWith(start))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains(reason));
    assertThat(log.from(Level.TRACE))
        .noneMatch(line -> line.contains("wr0ng-s3cret") || line.contains(TunnelProxy.USER + ":"));
  }
}
