package br.com.catalogador.support;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy that opens tunnels for one user: by HTTP CONNECT with basic authentication, or by SOCKS
 * version 5. Records where the tunnels lead.
 */
public final class TunnelProxy {
  public static final String USER = "gate";

  /** Has characters that a URL must encode. */
  public static final String PASSWORD = "pr0xy:s3cr+t/";

  /** {@link #PASSWORD} in a URL. */
  public static final String ENCODED_PASSWORD = "pr0xy%3As3cr+t%2F";

  private static final Pattern CONNECT = Pattern.compile("CONNECT (\\S+):(\\d+) HTTP/1\\.1\r\n");

  private final Kind kind;
  private final NetClient targets; // kept: a client that is collected closes its sockets
  private final NetServer server;
  private final List<String> tunnels = new CopyOnWriteArrayList<>();

  /** The protocol of a proxy. */
  public enum Kind {
    HTTP,
    SOCKS5
  }

  private TunnelProxy(Vertx vertx, Kind kind) {
    this.kind = kind;
    this.targets = vertx.createNetClient();
    this.server = vertx.createNetServer();
  }

  public static TunnelProxy start(Vertx vertx, Kind kind) {
    TunnelProxy proxy = new TunnelProxy(vertx, kind);
    Awaiting.await(proxy.server.connectHandler(proxy::accept).listen(0, "127.0.0.1"));
    return proxy;
  }

  /** The address without credentials. */
  public String address() {
    return kind.name().toLowerCase() + "://127.0.0.1:" + server.actualPort();
  }

  /**
   * @param password percent-encoded
   */
  public String address(String password) {
    return address().replace("//", "//" + USER + ":" + password + "@");
  }

  /** Host and port of every tunnel so far, as the client named them. */
  public List<String> tunnels() {
    return List.copyOf(tunnels);
  }

  /** Returns when connections are refused, which may be a moment after Vert.x has closed it. */
  public void close() {
    int port = server.actualPort();
    Awaiting.await(server.close());
    Awaiting.until(() -> refuses(port));
  }

  private static boolean refuses(int port) throws IOException {
    try (Socket accepted = new Socket("127.0.0.1", port)) {
      return !accepted.isConnected();
    } catch (ConnectException e) {
      return true;
    }
  }

  private void accept(NetSocket client) {
    Buffer received = Buffer.buffer();
    client.exceptionHandler(ignored -> client.close());
    if (kind == Kind.HTTP) {
      client.handler(bytes -> readConnect(client, received.appendBuffer(bytes)));
    } else {
      client.handler(bytes -> readGreeting(client, received.appendBuffer(bytes)));
    }
  }

  // HTTP

  private void readConnect(NetSocket client, Buffer received) {
    String head = received.toString(StandardCharsets.UTF_8);
    if (!head.endsWith("\r\n\r\n")) {
      return;
    }
    String credentials = USER + ":" + PASSWORD;
    String expected =
        "basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    Matcher connect = CONNECT.matcher(head);
    if (!connect.lookingAt()) {
      client.end(Buffer.buffer("HTTP/1.1 405 Method Not Allowed\r\ncontent-length: 0\r\n\r\n"));
    } else if (head.toLowerCase()
        .contains("\r\nproxy-authorization: " + expected.toLowerCase() + "\r\n")) {
      tunnel(
          client,
          connect.group(1),
          Integer.parseInt(connect.group(2)),
          Buffer.buffer("HTTP/1.1 200 OK\r\n\r\n"));
    } else {
      client.end(
          Buffer.buffer(
              "HTTP/1.1 407 Proxy Authentication Required\r\n"
                  + "proxy-authenticate: Basic realm=\"gate\"\r\ncontent-length: 0\r\n\r\n"));
    }
  }

  // SOCKS version 5: RFC 1928, RFC 1929

  private void readGreeting(NetSocket client, Buffer received) {
    if (received.length() < 2 || received.length() < 2 + received.getByte(1)) {
      return;
    }
    Buffer next = Buffer.buffer();
    client.handler(bytes -> readCredentials(client, next.appendBuffer(bytes)));
    client.write(bytes(5, 2));
  }

  private void readCredentials(NetSocket client, Buffer received) {
    byte[] user = USER.getBytes(StandardCharsets.UTF_8);
    byte[] password = PASSWORD.getBytes(StandardCharsets.UTF_8);
    Buffer expected = bytes(1, user.length).appendBytes(user).appendByte((byte) password.length);
    expected.appendBytes(password);
    if (received.length() < 3
        || received.length()
            < 3 + received.getByte(1) + received.getByte(2 + received.getByte(1))) {
      return;
    }
    if (!received.equals(expected)) {
      client.end(bytes(1, 255));
      return;
    }
    Buffer next = Buffer.buffer();
    client.handler(bytes -> readRequest(client, next.appendBuffer(bytes)));
    client.write(bytes(1, 0));
  }

  /** Only the form with a host name, which leaves the resolution to the proxy, and with IPv4. */
  private void readRequest(NetSocket client, Buffer received) {
    boolean byName = received.getByte(3) == 3;
    int start = byName ? 5 : 4;
    int length = byName ? received.getByte(4) : 4;
    if (received.length() < start + length + 2) {
      return;
    }
    String host =
        byName
            ? received.getString(start, start + length)
            : "%d.%d.%d.%d"
                .formatted(
                    received.getUnsignedByte(start),
                    received.getUnsignedByte(start + 1),
                    received.getUnsignedByte(start + 2),
                    received.getUnsignedByte(start + 3));
    tunnel(
        client,
        host,
        received.getUnsignedShort(start + length),
        bytes(5, 0, 0, 1, 0, 0, 0, 0, 0, 0));
  }

  private static Buffer bytes(int... values) {
    Buffer bytes = Buffer.buffer();
    for (int value : values) {
      bytes.appendByte((byte) value);
    }
    return bytes;
  }

  private void tunnel(NetSocket client, String host, int port, Buffer answer) {
    client.handler(bytes -> {});
    targets
        .connect(port, host)
        .onSuccess(
            target -> {
              tunnels.add(host + ":" + port);
              client.handler(target::write);
              client.closeHandler(ignored -> target.close());
              target.handler(client::write);
              target.closeHandler(ignored -> client.close());
              client.write(answer);
            })
        .onFailure(ignored -> client.close());
  }
}
