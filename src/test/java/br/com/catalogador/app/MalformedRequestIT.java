package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import br.com.catalogador.support.RecordedLog;
import ch.qos.logback.classic.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed and malicious HTTP requests, sent over raw sockets. */
@WithServer
class MalformedRequestIT {
  private static RunningServer server;
  private static RawRequests raw;
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    raw = new RawRequests(server.url());
    token = server.client().login("demo@catalogador.local", "demo-1234").json().getString("token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/%zz", "/api/v1/catalog?asset=%zz", "/%", "/api/v1/assets?q=%f"})
  void rejectsAnUndecodableUrl(String path) throws Exception {
    String answer = raw.get(path, "Authorization: Bearer " + token);

    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":\"invalid_parameter\"");
    assertThat(answer).contains("\"field\":\"URL\"").doesNotContain("{field}");
  }

  static Stream<Arguments> tooLong() {
    return Stream.of(
        Arguments.of(
            "GET /?" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414, "uri_too_long"),
        Arguments.of(
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(9_000) + "\r\n\r\n",
            431,
            "headers_too_large"),
        Arguments.of(
            "GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(4_000) + "\r\n",
            431,
            "headers_too_large"));
  }

  @ParameterizedTest
  @MethodSource("tooLong")
  void rejectsAnOverlongRequestAndClosesTheConnection(String request, int status, String code)
      throws Exception {
    assertThat(raw.send(request))
        .matches("(?s)HTTP/1.[01] " + status + " .*")
        .contains("application/problem+json", "\"code\":\"" + code + "\"")
        .containsIgnoringCase("Content-Security-Policy: default-src 'self'")
        .containsIgnoringCase("X-Content-Type-Options: nosniff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 2\r\n\r\nxx",
        "GET / HTTP/1.1\r\nHost: a\r\nX\0: y\r\n\r\n"
      })
  void rejectsAnInvalidRequestAndClosesTheConnection(String request) throws Exception {
    assertThat(raw.send(request))
        .matches("(?s)HTTP/1.[01] 400 .*")
        .contains("\"code\":\"invalid_parameter\"", "\"field\":\"request\"")
        .containsIgnoringCase("X-Content-Type-Options: nosniff");
  }

  @Test
  void doesNotAnswerASmuggledRequest() throws Exception {
    String hidden = "GET /openapi.yaml HTTP/1.1\r\nHost: a\r\n\r\n";
    String answers =
        raw.send(
            "POST /api/v1/login HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: "
                + (hidden.length() + 5)
                + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                + hidden);

    assertThat(answers).doesNotContain("openapi: 3.1.0");
  }

  @Test
  void closesTheConnectionForInvalidChunksWithoutLoggingErrors() throws Exception {
    try (RecordedLog log = RecordedLog.of("br.com.catalogador.web")) {
      String answer =
          raw.send(
              "POST /api/v1/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                  + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");

      assertThat(answer).isEmpty();
      assertThat(log.from(Level.INFO)).isEmpty();
    }
  }

  @Test
  void ignoresAnUnknownExpectation() throws Exception {
    String answer = raw.get("/openapi.yaml", "Expect: the-spanish-inquisition");

    assertThat(answer).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void answersExpectContinue() throws Exception {
    String answer =
        raw.send(
            "POST /api/v1/login HTTP/1.1\r\n"
                + "Host: a\r\n"
                + "Connection: close\r\n"
                + "Expect: 100-continue\r\n"
                + "Content-Type: application/json\r\n"
                + "Content-Length: 2\r\n\r\n"
                + "{}");

    assertThat(answer).startsWith("HTTP/1.1 100 ").contains("HTTP/1.1 400 ", "\"field\":\"email\"");
  }

  /** Vert.x itself rejects these before our handlers. */
  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/9.9\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"})
  void rejectsOtherProtocols(String request) throws Exception {
    assertThat(raw.send(request))
        .matches("(?s)HTTP/[0-9.]+ 501 .*")
        .containsIgnoringCase("Content-Security-Policy: default-src 'self'")
        .containsIgnoringCase("X-Content-Type-Options: nosniff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/static/../templates/layout.hbs",
        "/static/x/../../templates/layout.hbs",
        "/static/%2e%2e/templates/layout.hbs",
        "/static/x/%2e%2e/%2e%2e/templates/layout.hbs",
        "/static/x/..%2f..%2ftemplates%2flayout.hbs",
        "/static/x/..%5c..%5ctemplates%5clayout.hbs",
        "/static/x/%252e%252e/%252e%252e/templates/layout.hbs",
        "/static/x/....//....//templates/layout.hbs",
        "/static/x/%c0%ae%c0%ae/%c0%ae%c0%ae/templates/layout.hbs",
        "/static/x//etc/passwd",
        "/static/x/%2fetc%2fpasswd",
        "/static/x/css/app.css%00.png",
        "/static/x/.",
        "/static/x/",
        "//static/x/../../logback.xml"
      })
  void servesOnlyFilesOfThePages(String path) throws Exception {
    String base = server.client().get("/").text().replaceFirst("(?s).*?(/static/[^/\"]+).*", "$1");
    String answer = raw.get(path.replaceFirst("/static/x", base));

    assertThat(answer).matches("(?s)HTTP/1.1 40[04] .*");
    assertThat(answer).doesNotContain("{{", "root:", "<configuration>");
  }

  /** Otherwise another spelling of a path would bypass limits that a proxy applies by path. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/login/",
        "/api/v1/login//",
        "/api/v1//login",
        "//api/v1/login",
        "/api/v1/login/.",
        "/api/v1/./login",
        "/api/v1/x/../login",
        "/api/v1/logi%6e",
        "/api/v1/login/2fa/",
        "/ranking/"
      })
  void rejectsNonCanonicalPaths(String path) throws Exception {
    for (String method : new String[] {"POST", "GET"}) {
      String answer =
          raw.send(
              method
                  + " "
                  + path
                  + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

      assertThat(answer).startsWith("HTTP/1.1 404 ").contains("\"code\":\"not_found\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=999999999-", "bytes=5-2"})
  void rejectsAnUnsatisfiableRange(String range) throws Exception {
    String file =
        server.client().get("/").text().replaceFirst("(?s).*?(/static/[^\"]+[.]css).*", "$1");
    try (RecordedLog log = RecordedLog.of("br.com.catalogador.web")) {
      assertThat(raw.get(file, "Range: " + range))
          .startsWith("HTTP/1.1 416 ")
          .contains("\"code\":\"range_not_satisfiable\"");
      assertThat(log.from(Level.INFO)).isEmpty();
    }
    assertThat(raw.get(file, "Range: bytes=0-4")).startsWith("HTTP/1.1 206 ");
  }

  @Test
  void closesTheConnectionForTooManyPipelinedRequestsWithoutLoggingErrors() throws Exception {
    try (RecordedLog log = RecordedLog.of("ROOT")) {
      raw.send("GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2_000));

      assertThat(log.from(Level.INFO)).isEmpty();
    }
  }

  @Test
  void clientsCannotFillTheLog() throws Exception {
    assumeTrue(RunningServer.isInThisProcess(), "another process writes a log of its own");
    String path = "/eventbus/" + "x".repeat(3_500) + "/websocket";
    try (RecordedLog log = RecordedLog.of("br.com.catalogador.web")) {
      for (int i = 0; i < 60; i++) {
        assertThat(
                raw.get(
                    path,
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Origin: http://evil.example",
                    "Cookie: catalogador_token=x"))
            .startsWith("HTTP/1.1 403 ");
      }

      assertThat(log.from(Level.INFO)).isNotEmpty().hasSizeLessThan(60);
      assertThat(log.from(Level.INFO)).allMatch(line -> line.length() < 300);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:80@localhost", "[::1", "a b", "\"><script>", ""})
  void doesNotRepeatTheHostHeader(String host) throws Exception {
    for (String path : new String[] {"/", "/nowhere", "/api/v1/session", "/eventbus/info"}) {
      String answer =
          raw.send("GET " + path + " HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n\r\n");

      assertThat(answer)
          .matches("(?s)HTTP/1.1 [24].*")
          .doesNotContain("evil", "<script>", "Location");
    }
  }
}
