package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Security headers of all answers, and the host check. */
@WithServer
class SecurityHeadersIT {
  private static RunningServer server;

  static final List<String> PATHS =
      List.of("/", "/api-docs", "/openapi.yaml", "/api/v1/session", "/nowhere", "/eventbus/info");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/ranking",
        "/api-docs",
        "/openapi.yaml",
        "/api/v1/session",
        "/nowhere",
        "/eventbus/info"
      })
  void everyAnswerHasTheSecurityHeaders(String path) {
    Answer answer = server.client().get(path);

    assertThat(answer.header("Content-Security-Policy").split("; "))
        .contains(
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'")
        .noneMatch(rule -> rule.contains("unsafe") || rule.contains("*"));
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Permissions-Policy")).contains("camera=()", "geolocation=()");
    assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Server")).isNull();
    assertThat(answer.header("X-Powered-By")).isNull();
  }

  @Test
  void sendsHstsOverTls() {
    ApiClient overTls = server.client().with("X-Forwarded-Proto", "https");

    assertThat(overTls.get("/").header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
    assertThat(overTls.get("/api/v1/session").header("Strict-Transport-Security")).isNotNull();
    assertThat(server.client().get("/").header("Strict-Transport-Security")).isNull();
  }

  @Test
  void usesTheProtocolReportedByTheNearestProxy() {
    assertThat(
            server
                .client()
                .with("X-Forwarded-Proto", "https", "X-Forwarded-Proto", "http")
                .get("/")
                .header("Strict-Transport-Security"))
        .isNull();
    assertThat(
            server
                .client()
                .with("X-Forwarded-Proto", "http, https")
                .get("/")
                .header("Strict-Transport-Security"))
        .isNotNull();
  }

  @Test
  void ignoresTheProtocolReportedByAnUntrustedProxy() throws Exception {
    try (RunningServer other = RunningServer.hosted("http.trustedProxies", "10.9.9.9")) {
      ApiClient client = other.client().with("X-Forwarded-Proto", "https");

      assertThat(client.get("/").header("Strict-Transport-Security")).isNull();
      assertThat(client.login("demo@catalogador.local", "demo-1234").header("Set-Cookie"))
          .doesNotContain("Secure");
    }
  }

  @Test
  void rejectsOtherHostsWithAPublicUrl() throws Exception {
    try (RunningServer other =
        RunningServer.hosted("http.publicUrl", "https://velas.example", "http.host", "127.0.0.1")) {
      RawRequests raw = new RawRequests(other.url());
      String end = "\r\nConnection: close\r\n\r\n";
      for (String path : PATHS) {
        for (String host : List.of("evil.example", "127.0.0.1", "velas.example:8443", "")) {
          assertThat(raw.send("GET " + path + " HTTP/1.1\r\nHost: " + host + end))
              .as("%s at %s", path, host)
              .startsWith("HTTP/1.1 421 ")
              .contains("\"code\":\"wrong_host\"", "Content-Security-Policy");
        }
      }
      for (String host : List.of("velas.example", "VELAS.example", "velas.example:443")) {
        assertThat(raw.send("GET / HTTP/1.1\r\nHost: " + host + end))
            .as(host)
            .startsWith("HTTP/1.1 200 ");
      }
    }
  }

  @Test
  void sendsNoCorsHeaders() {
    for (String path : PATHS) {
      for (String origin : List.of("http://evil.example", "null", server.url())) {
        Answer answer = server.client().with("Origin", origin).get(path);

        assertThat(answer.headers().map().keySet())
            .as("%s for %s", path, origin)
            .noneMatch(name -> name.toLowerCase().startsWith("access-control-"));
      }
    }
  }
}
