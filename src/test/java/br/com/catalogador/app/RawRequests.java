package br.com.catalogador.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends raw requests that HTTP clients cannot send. */
final class RawRequests {
  private static final int PATIENCE_MILLIS = 10_000;

  private final URI url;

  RawRequests(String url) {
    this.url = URI.create(url);
  }

  /**
   * Sends a request over a new connection.
   *
   * @param request one byte per character; must make the server close the connection
   * @return everything received until the connection is closed
   */
  String send(String request) throws IOException {
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
    } catch (java.net.SocketException ignored) {
      // Closed with unread request bytes; the bytes received before are valid.
      return utf8(text);
    }
    return utf8(text);
  }

  private static String utf8(StringBuilder bytes) {
    return new String(
        bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Requests a path without normalization, with {@code Connection: close}. */
  String get(String path, String... headers) throws IOException {
    return send(
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + String.join("\r\n", headers)
            + (headers.length == 0 ? "" : "\r\n")
            + "\r\n");
  }
}
