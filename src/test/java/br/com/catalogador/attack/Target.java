package br.com.catalogador.attack;

import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Where an attacker connects to: a server, or the nginx before it. Knows all sockets it has opened,
 * so that writers that wait for ever end when it is closed.
 */
final class Target implements AutoCloseable {
  private static final int CONNECT_MILLIS = 3_000;
  private static final int HANDSHAKE_MILLIS = 5_000;
  private static final int SMALL_BUFFER = 2_048;
  static final int ADDRESSES = 8;

  /** Past this the other side still sends. */
  private static final int MOST_UNREAD = 1 << 20;

  private final int port;
  private final boolean tls;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<HttpClient> clients = ConcurrentHashMap.newKeySet();
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger next = new AtomicInteger();

  Target(int port, boolean tls) {
    this.port = port;
    this.tls = tls;
  }

  int port() {
    return port;
  }

  boolean tls() {
    return tls;
  }

  /** The address that requests name. */
  String host() {
    return (tls ? "localhost:" : "127.0.0.1:") + port;
  }

  /** Opens a connection that takes in little, from one of several addresses of this machine. */
  Socket connect() throws IOException {
    Socket plain = new Socket();
    open.add(plain);
    plain.setReceiveBufferSize(SMALL_BUFFER);
    plain.bind(new InetSocketAddress(nextAddress(), 0));
    plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
    plain.setSoTimeout(HANDSHAKE_MILLIS);
    if (!tls) {
      return plain;
    }
    SSLSocket secure =
        (SSLSocket) trusting().getSocketFactory().createSocket(plain, "localhost", port, true);
    secure.startHandshake();
    return secure;
  }

  private String nextAddress() {
    return "127.0.0." + (2 + next.getAndIncrement() % ADDRESSES);
  }

  /**
   * A client with one HTTP/2 connection, from one of several addresses of this machine. It takes in
   * little of an answer that is not read, which keeps no other answer from coming.
   */
  HttpClient http2() {
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setDefaultHost("localhost")
                .setDefaultPort(port)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setUseAlpn(true)
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setLocalAddress(nextAddress())
                .setConnectTimeout(CONNECT_MILLIS)
                .setInitialSettings(new Http2Settings().setInitialWindowSize(SMALL_BUFFER))
                .setHttp2ConnectionWindowSize(MOST_UNREAD),
            new PoolOptions().setHttp2MaxSize(1).setMaxWaitQueueSize(-1));
    clients.add(client);
    return client;
  }

  /** Certificates of tests are nobody's. */
  static SSLContext trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Trusting()}, null);
      return context;
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** Opens a WebSocket of the bridge as a stranger; its answer has been read. */
  Socket webSocket() throws IOException {
    Socket socket = connect();
    send(
        socket,
        "GET /eventbus/websocket HTTP/1.1\r\nHost: "
            + host()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    String status = status(socket);
    if (!status.equals("101")) {
      throw new IOException(status);
    }
    return socket;
  }

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** The status of an answer, of which no more than the first bytes are read. */
  static String status(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] first = in.readNBytes("HTTP/1.1 200".length());
    String text = new String(first, StandardCharsets.ISO_8859_1);
    return text.startsWith("HTTP/") ? text.substring(text.length() - 3) : "closed";
  }

  /** How many connections the other side has not closed. */
  long stillOpen() {
    return open.stream().filter(Target::isOpen).count();
  }

  private static boolean isOpen(Socket socket) {
    try {
      socket.setSoTimeout(1);
      byte[] last = new byte[MOST_UNREAD];
      return socket.getInputStream().readNBytes(last, 0, MOST_UNREAD) == MOST_UNREAD;
    } catch (SocketTimeoutException silent) {
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  /** Ends all that is open, and whoever waits in it. */
  void drop() {
    for (Socket socket : open) {
      try {
        socket.close();
      } catch (IOException gone) {
        // it is what was wanted
      }
    }
    open.clear();
    for (HttpClient client : clients) {
      // Whoever drops it at the same time does not close it a second time.
      if (clients.remove(client)) {
        client.close().otherwiseEmpty().await();
      }
    }
  }

  @Override
  public void close() {
    drop();
    vertx.close().await();
  }
}
