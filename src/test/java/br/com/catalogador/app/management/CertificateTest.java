package br.com.catalogador.app.management;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.management.Health.Status;
import br.com.catalogador.support.Ports;
import br.com.catalogador.support.SettableTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.junit5.VertxExtension;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class CertificateTest {
  private final SelfSignedCertificate served = SelfSignedCertificate.create("localhost");
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private Instant end() throws Exception {
    try (InputStream in = Files.newInputStream(Path.of(served.certificatePath()))) {
      return ((X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in))
          .getNotAfter()
          .toInstant();
    }
  }

  private static Certificate of(Vertx vertx, int port, SettableTime time) {
    return new Certificate(vertx, URI.create("https://localhost:" + port), time);
  }

  @Test
  void isDegradedTwoWeeksBeforeTheEnd(Vertx vertx) throws Exception {
    HttpServer server =
        await(
            vertx
                .createHttpServer(
                    new HttpServerOptions()
                        .setHost("localhost")
                        .setSsl(true)
                        .setKeyCertOptions(served.keyCertOptions()))
                .requestHandler(request -> request.response().end())
                .listen(0));
    SettableTime time = new SettableTime(end().minus(Duration.ofDays(15)).getEpochSecond());
    Certificate certificate = of(vertx, server.actualPort(), time);
    certificate.watch(registry);
    await(certificate.ask());

    assertThat(certificate.read().status()).isEqualTo(Status.UP);
    assertThat(certificate.read().facts().getInstant("ends")).isEqualTo(end());
    assertThat(registry.get("catalogador.certificate.end.timestamp").timeGauge().value())
        .isEqualTo(end().getEpochSecond());
    time.forward(Duration.ofDays(2));
    assertThat(certificate.read().status()).isEqualTo(Status.DEGRADED);
  }

  @Test
  void anAddressThatCannotBeReachedIsNoFault(Vertx vertx) {
    Certificate certificate = of(vertx, Ports.free(), new SettableTime(1_790_000_000));
    certificate.watch(registry);
    await(certificate.ask());

    assertThat(certificate.read().status()).isEqualTo(Status.UP);
    assertThat(certificate.read().facts().getString("problem")).contains("Connect");
    assertThat(registry.get("catalogador.certificate.end.timestamp").timeGauge().value()).isNaN();
  }
}
