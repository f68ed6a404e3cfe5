package br.com.catalogador.app.check;

import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.broker.Diagnosis;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;

/** Checks the connection to one server of the broker: its name, TCP, and its certificate. */
final class NetworkCheck {
  private static final int MOST_ADDRESSES = 6;

  private final NetClient client;
  private final boolean proxied;
  private final InstantSource time;

  NetworkCheck(Vertx vertx, BrokerOptions options, InstantSource time) {
    this.client = vertx.createNetClient(options.prepare(new NetClientOptions()));
    this.proxied = options.network().proxy() != null;
    this.time = time;
  }

  /** Whether a proxy makes the connections, and resolves the names. */
  boolean isProxied() {
    return proxied;
  }

  /** Resolves the name as the operating system does. */
  Finding name(Endpoint endpoint, JsonObject facts) throws Exception {
    JsonArray addresses = new JsonArray();
    Stream.of(InetAddress.getAllByName(endpoint.host()))
        .limit(MOST_ADDRESSES)
        .forEach(address -> addresses.add(address.getHostAddress()));
    facts.put("addresses", addresses);
    return null;
  }

  Finding connect(Endpoint endpoint, JsonObject facts) {
    if (proxied) {
      facts.put("proxy", true);
    }
    try {
      NetSocket socket = client.connect(endpoint.port(), endpoint.host()).await();
      if (!proxied) {
        facts.put("address", socket.remoteAddress().hostAddress());
      }
      socket.close();
      return null;
    } catch (Exception e) { // the exceptions of a connection are not declared by await()
      return Finding.failed(proxied ? Diagnosis.PROXY_FAILED : Diagnosis.ofConnection(e));
    }
  }

  /** Connects as the server does; only if that fails, reads the certificate without trusting it. */
  Finding handshake(Endpoint endpoint, JsonObject facts) throws Exception {
    try {
      read(endpoint, new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS"), facts);
      return null;
    } catch (Exception e) { // the handshake's exceptions are not declared by await()
      Diagnosis found = Diagnosis.ofConnection(e);
      X509Certificate certificate = readUntrusted(endpoint, facts);
      return Finding.failed(certificate == null ? found : withDates(certificate, found));
    }
  }

  /**
   * The certificate that was refused; null if there is none to see. Nothing is sent to its owner.
   */
  private X509Certificate readUntrusted(Endpoint endpoint, JsonObject facts) {
    try {
      return read(
          endpoint,
          new ClientSSLOptions().setTrustAll(true).setHostnameVerificationAlgorithm(""),
          facts);
    } catch (Exception ignored) {
      return null;
    }
  }

  private X509Certificate read(Endpoint endpoint, ClientSSLOptions tls, JsonObject facts)
      throws Exception {
    NetSocket socket =
        client
            .connect(
                new ConnectOptions()
                    .setHost(endpoint.host())
                    .setPort(endpoint.port())
                    .setSsl(true)
                    .setSslOptions(tls))
            .await();
    X509Certificate certificate = (X509Certificate) socket.peerCertificates().get(0);
    facts
        .put("protocol", socket.sslSession().getProtocol())
        .put("subject", certificate.getSubjectX500Principal().getName())
        .put("issuer", certificate.getIssuerX500Principal().getName())
        .put("validFrom", certificate.getNotBefore().toInstant().toString())
        .put("validUntil", certificate.getNotAfter().toInstant().toString());
    socket.close();
    return certificate;
  }

  /** The dates of a certificate say more than that it is not trusted. */
  private Diagnosis withDates(X509Certificate certificate, Diagnosis otherwise) {
    Instant now = time.instant();
    if (now.isAfter(certificate.getNotAfter().toInstant())) {
      return Diagnosis.CERTIFICATE_EXPIRED;
    }
    return now.isBefore(certificate.getNotBefore().toInstant())
        ? Diagnosis.CERTIFICATE_NOT_YET_VALID
        : otherwise;
  }
}
