package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.support.ApiContract;
import br.com.catalogador.support.ApiContract.Operation;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Paths and methods are exactly those of {@code openapi.yaml}. */
@WithServer
class HttpMethodsIT {
  private static final List<String> REDIRECTS =
      List.of("/api/v1/login/oauth", "/api/v1/login/oauth/callback");

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE");

  private static RunningServer server;
  private static ApiClient client;

  @BeforeAll
  static void start() throws Exception {
    client = server.loggedIn("demo");
    // Only a recording that has ended has a file.
    client.post("/api/v1/recording", null);
    client.post("/api/v1/recording/stop", null);
  }

  private static String address(String path) {
    return List.of(
                "/api/v1/candles",
                "/api/v1/catalog",
                "/api/v1/history",
                "/api/v1/hours",
                "/api/v1/slots")
            .contains(path)
        ? path + "?asset=EURUSD-OTC"
        : path;
  }

  static Stream<String> paths() {
    return ApiContract.operations().stream()
        .map(Operation::path)
        .filter(path -> !path.contains("{") && !path.startsWith("/eventbus"))
        .distinct();
  }

  private static TreeSet<String> methods(String path) {
    TreeSet<String> methods =
        ApiContract.operations().stream()
            .filter(operation -> operation.path().equals(path))
            .map(Operation::method)
            .collect(Collectors.toCollection(TreeSet::new));
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return methods;
  }

  @ParameterizedTest
  @MethodSource("paths")
  void rejectsAnotherMethodWithTheAllowedOnes(String path) {
    TreeSet<String> methods = methods(path);
    for (String method : METHODS) {
      if (!methods.contains(method)) {
        Answer answer = client.ask(method, path, null);

        assertThat(answer.status()).as(method).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo(String.join(", ", methods));
        assertThat(answer.text())
            .contains(method.equals("HEAD") ? "" : "\"code\":\"method_not_allowed\"");
      }
    }
  }

  static Stream<String> readable() {
    return paths()
        .filter(path -> methods(path).contains("GET"))
        .filter(path -> !REDIRECTS.contains(path));
  }

  static Stream<String> redirects() {
    return REDIRECTS.stream();
  }

  @ParameterizedTest
  @MethodSource("redirects")
  void redirectsHeadLikeGet(String path) {
    Answer get = client.get(path);
    Answer head = client.head(path);

    assertThat(get.status()).isEqualTo(303);
    assertThat(head.status()).isEqualTo(303);
    assertThat(head.header("Location")).isEqualTo(get.header("Location"));
  }

  @ParameterizedTest
  @MethodSource("readable")
  void headAnswersLikeGetWithoutBody(String path) {
    Answer get = client.get(address(path));
    Answer head = client.head(address(path));

    assertThat(get.status()).isEqualTo(200);
    assertThat(get.text()).isNotEmpty();
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.text()).isEmpty();
    assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
    assertThat(head.header("Cache-Control")).isEqualTo(get.header("Cache-Control"));
  }

  @Test
  void filesAllowOnlyGetAndHead() {
    String icon = client.get("/").text().replaceFirst("(?s).*href=\"([^\"]+favicon.svg)\".*", "$1");

    assertThat(client.head(icon).status()).isEqualTo(200);
    Answer refused = client.delete(icon);
    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.header("Allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void theBridgeAllowsOnlyGet() {
    Answer answer = client.ask("OPTIONS", "/eventbus/info", null);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("GET");
  }

  @Test
  void unknownPathsAreNotFoundWithOrWithoutAToken() {
    for (ApiClient caller : List.of(client, server.client())) {
      assertThat(caller.get("/api/v1/nothing").code()).isEqualTo("not_found");
      assertThat(caller.get("/api").code()).isEqualTo("not_found");
      assertThat(caller.get("/nothing").code()).isEqualTo("not_found");
    }
  }

  @Test
  void unauthorizedAnswersNameTheScheme() {
    assertThat(server.client().get("/api/v1/session").header("WWW-Authenticate"))
        .isEqualTo("Bearer");
  }

  @Test
  void servesTheDocumentUnchanged() throws Exception {
    try (var file = ApiContract.class.getResourceAsStream("/openapi.yaml")) {
      assertThat(client.get("/openapi.yaml").text())
          .isEqualTo(new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  @Test
  void thePageShowsEveryOperationParameterAndCode() {
    String page = server.client().with("Accept-Language", "en").get("/api-docs").text();

    assertThat(page).contains("HTTP interface", "integer 1..2000", "winRate | wilson | profit");
    for (Operation operation : ApiContract.operations()) {
      assertThat(page).contains("id=\"" + operation.id() + "\"");
      operation
          .parameters("query")
          .forEach(it -> assertThat(page).contains("<code>" + it.getString("name") + "</code>"));
    }
    assertThat(page).contains("ranking_not_running", "alerts.secondsBefore");
    assertThat(page).doesNotContain("<script>", "style=\"", "onclick", "{{");
  }
}
