package br.com.catalogador.session;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.broker.PolariumLink;
import br.com.catalogador.broker.ScriptedBroker;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.junit5.VertxExtension;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The broker clients verify TLS certificates (lesson 5). */
@ExtendWith(VertxExtension.class)
class BrokerTlsTest {
  private static final Secret PASSWORD = new Secret("demo-1234");

  private static final SelfSignedCertificate CERTIFICATE =
      SelfSignedCertificate.create("localhost");
  private ScriptedBroker impostor;
  private BrokerAccess broker;
  private WebSocketClient trusting; // kept: a client that is collected closes its sockets

  @BeforeEach
  void start(Vertx vertx) {
    impostor =
        ScriptedBroker.start(
                vertx,
                new HttpServerOptions()
                    .setSsl(true)
                    .setKeyCertOptions(CERTIFICATE.keyCertOptions()))
            .onLogin(200, "{\"code\":\"success\",\"ssid\":\"S\"}");
    broker = new BrokerAccess(vertx, impostor.options(), InstantSource.system());
  }

  @AfterAll
  static void forgetCertificate() {
    CERTIFICATE.delete();
  }

  @Test
  void doesNotSendThePasswordToABrokerWithASelfSignedCertificate() {
    assertThat(failure(broker.login("ana@example.com").login("ana@example.com", PASSWORD)).kind())
        .isEqualTo(FailureKind.BROKER_UNAVAILABLE);
    assertThat(impostor.logins()).isEmpty();
  }

  @Test
  void doesNotConnectToABrokerWithASelfSignedCertificate() {
    assertThat(failure(broker.link(new Secret("S"), "").open()).kind())
        .isEqualTo(FailureKind.BROKER_UNAVAILABLE);
    assertThat(impostor.handshake()).isNull();
  }

  @Test
  void connectsWhenTheCertificateIsTrusted(Vertx vertx) {
    BrokerOptions options = impostor.options();
    trusting =
        vertx.createWebSocketClient(
            new WebSocketClientOptions().setTrustOptions(CERTIFICATE.trustOptions()));

    PolariumLink link =
        new PolariumLink(vertx, trusting, options, new Secret("S"), InstantSource.system());
    await(link.open());

    assertThat(link.state()).isEqualTo(PolariumLink.State.READY);
  }
}
