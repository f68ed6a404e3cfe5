package br.com.catalogador.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Says to a server what no HTTP client would. */
final class RawRequests {
  private static final int PATIENCE_MILLIS = 10_000;

  private final URI url;

  RawRequests(String url) {
    this.url = URI.create(url);
  }

  /**
   * Says something on a connection of its own.
   *
   * @param request each character one byte; the server must close after its answer
   * @return all that it answers until it closes
   */
  String say(String request) throws IOException {
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return read(socket.getInputStream());
    }
  }

  private static String read(InputStream answer) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] some = new byte[8192];
    try {
      for (int got = answer.read(some); got >= 0; got = answer.read(some)) {
        text.append(new String(some, 0, got, StandardCharsets.ISO_8859_1));
      }
    } catch (java.net.SocketException reset) {
      // Closed with something of ours unread; what has come before counts.
      return utf8(text);
    }
    return utf8(text);
  }

  private static String utf8(StringBuilder bytes) {
    return new String(
        bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Asks for a path as it is written, and for the end of the connection. */
  String get(String path, String... headers) throws IOException {
    return say(
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + String.join("\r\n", headers)
            + (headers.length == 0 ? "" : "\r\n")
            + "\r\n");
  }
}
