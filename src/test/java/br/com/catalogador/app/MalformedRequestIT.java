package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no well-behaved client sends, byte by byte. */
class MalformedRequestIT {
  private static RunningServer server;
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    server = RunningServer.start();
    token = server.client().login("demo@catalogador.local", "demo-1234").json().getString("token");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/%zz", "/api/v1/catalog?asset=%zz", "/%", "/api/v1/assets?q=%f"})
  void anAddressThatCannotBeDecodedIsTheClientsFault(String path) throws Exception {
    String answer = get(path);

    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":\"invalid_parameter\"");
    assertThat(answer).contains("\"field\":\"URL\"").doesNotContain("{field}");
  }

  private static String get(String path) throws IOException {
    URI url = URI.create(server.url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
              + token
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
