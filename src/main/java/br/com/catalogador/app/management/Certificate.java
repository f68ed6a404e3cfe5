package br.com.catalogador.app.management;

import br.com.catalogador.app.management.Health.Reading;
import br.com.catalogador.app.management.Health.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * When the certificate that users see ends: asked of the public address, whatever serves it, by a
 * TLS handshake without a request. An address that this machine cannot reach is no fault, because
 * users may reach it all the same. Confined to one event loop, except for the gauge.
 */
public final class Certificate {
  private static final int HTTPS = 443;
  private static final int CONNECT_MILLIS = 5_000;
  private static final Duration SOON = Duration.ofDays(14);
  private static final long CHECK_MILLIS = Duration.ofHours(1).toMillis();

  private final Vertx vertx;
  private final String host;
  private final int port;
  private final InstantSource clock;
  private final NetClient client;
  private volatile Instant ends;
  private String problem = "not asked yet";

  /**
   * @param address of the service, with the scheme {@code https}
   */
  public Certificate(Vertx vertx, URI address, InstantSource clock) {
    this.vertx = vertx;
    this.host = address.getHost();
    this.port = address.getPort() == -1 ? HTTPS : address.getPort();
    this.clock = clock;
    // Any certificate is read, also one that has ended or is not trusted here.
    this.client =
        vertx.createNetClient(
            new NetClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setSsl(true)
                .setTrustAll(true)
                .setHostnameVerificationAlgorithm(""));
  }

  /** Starts to ask every hour, and registers the end. */
  public void watch(MeterRegistry registry) {
    TimeGauge.builder(
            "catalogador.certificate.end.timestamp",
            this,
            TimeUnit.MILLISECONDS,
            certificate -> certificate.ends == null ? Double.NaN : certificate.ends.toEpochMilli())
        .description("when the certificate of the public address ends; NaN while it is not known")
        .register(registry);
    vertx.setPeriodic(CHECK_MILLIS, ignored -> ask());
    ask();
  }

  /** Never fails. */
  Future<Void> ask() {
    return client
        .connect(port, host, host)
        .timeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS)
        .compose(socket -> Future.succeededFuture(endOf(socket)).eventually(socket::close))
        .onSuccess(
            end -> {
              ends = end;
              problem = "";
            })
        .onFailure(cause -> problem = cause.getClass().getSimpleName())
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private static Instant endOf(NetSocket socket) {
    try {
      return ((X509Certificate) socket.peerCertificates().get(0)).getNotAfter().toInstant();
    } catch (SSLPeerUnverifiedException e) {
      throw new IllegalStateException(e);
    }
  }

  public Reading read() {
    JsonObject facts = new JsonObject().put("ends", ends);
    if (!problem.isEmpty()) {
      facts.put("problem", problem);
    }
    boolean endsSoon = ends != null && clock.instant().plus(SOON).isAfter(ends);
    return new Reading(endsSoon ? Status.DEGRADED : Status.UP, facts);
  }
}
