package br.com.catalogador.app.management;

import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient;
import br.com.catalogador.app.PageSocket;
import br.com.catalogador.app.PromQl;
import br.com.catalogador.app.PromQl.Condition;
import br.com.catalogador.app.PromQl.Grouping;
import br.com.catalogador.app.PromQl.Selector;
import br.com.catalogador.app.RankingClient;
import br.com.catalogador.app.RunningServer;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.Golden;
import br.com.catalogador.support.RedisServer;
import br.com.catalogador.support.Scrape;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The exported metrics, and that dashboard, alerts and manual use exactly those. */
class MetricsIT {
  private static final Path FOLDER = Path.of("docs", "grafana");
  private static final String ASSET = "EURUSD-OTC";

  /** Metrics of Prometheus itself. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up", "job", "instance");

  /** Labels whose values are all registered at the start. */
  private static final Set<String> OF_ALL_VALUES = Set.of("direction", "part", "state", "urgency");

  private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Pattern OURS = Pattern.compile("`(catalogador_[a-z_]+)");
  private static final Pattern METRIC =
      Pattern.compile(
          "`((?:catalogador|vertx|jvm|process|system)_(?!lang|device|token|oauth|visitor)[a-z_]+)(?:[*{`])");
  private static final Pattern PARTS = Pattern.compile("_(count|sum|max|bucket)$");

  private static RedisServer redis;
  private static RunningServer server;
  private static Vertx vertx;
  private static Scrape metrics;
  private static String user;

  @BeforeAll
  static void useIt() throws Exception {
    redis = RedisServer.start();
    server =
        RunningServer.start(
            "http.publicUrl",
            "https://127.0.0.1:{http.port}",
            "backup.mark",
            "/no/such/file",
            "cache.type",
            "redis",
            "cache.redisUrl",
            redis.url(),
            "sessions.store",
            "redis",
            "sessions.redisUrl",
            redis.url());
    vertx = Vertx.vertx();
    JsonObject login = server.client().login("user4@catalogador.local", "demo-1234").json();
    user = login.getJsonObject("user").getString("id");
    String token = login.getString("token");
    ApiClient api = server.client().with("Authorization", "Bearer " + token);
    server.client().login("user5@catalogador.local", "wrong");
    logInWithCode();
    api.get("/api/v1/catalog?asset=" + ASSET);
    api.get("/api/v1/catalog?asset=" + ASSET);
    api.get("/api/v1/catalog?asset=NOWHERE");
    api.get("/api/v1/candles?asset=" + ASSET + "&count=5");
    api.get("/api/v1/assets");
    api.get("/api/v1/session");
    api.get("/api/v1/secret-a8b7");
    server.client().get("/secret-a8b7/c6d5");
    server.client().get("/static/secret-a8b7.js");
    new RankingClient(api).run(ASSET, "GBPUSD-OTC");
    try (PageSocket page = PageSocket.open(PageSocket.client(vertx), server, token)) {
      page.register("user." + user + ".catalog");
      page.register("user.1.catalog");
      page.ask("user." + user + ".watch", new JsonObject().put("asset", ASSET));
      until(MetricsIT::readWhileNoCandlesAreUnderWay);
    }
  }

  /** A fetch is counted as it begins, its request to the broker as it ends. */
  private static boolean readWhileNoCandlesAreUnderWay() {
    metrics = server.metrics();
    return metrics.sum("catalogador_live_updates_total") > 0
        && metrics.sum("catalogador_broker_requests_seconds_count", "name", "get-candles")
            == metrics.sum("catalogador_cache_fetches_total");
  }

  private static void logInWithCode() {
    JsonObject asked = server.client().login("demo-2fa@catalogador.local", "demo-1234").json();
    JsonObject body = new JsonObject().put("challenge", asked.getString("challenge"));
    server.client().post("/api/v1/login/2fa", body.put("code", "123456").encode());
  }

  @AfterAll
  static void stop() {
    server.close();
    redis.close();
    vertx.close();
  }

  @Test
  void countsWhatUsersDid() {
    assertThat(metrics.sum("catalogador_sessions", "state", "CONNECTED")).isEqualTo(2);
    assertThat(metrics.sum("catalogador_sessions")).isEqualTo(2);
    assertThat(metrics.sum("catalogador_bus_requests_seconds_count", "request", "Login"))
        .isEqualTo(3);
    assertThat(
            metrics.sum("catalogador_bus_requests_seconds_count", "result", "invalid_credentials"))
        .isEqualTo(1);
    assertThat(metrics.sum("catalogador_bus_requests_seconds_count", "request", "Analyze"))
        .isGreaterThanOrEqualTo(3);
    assertThat(metrics.sum("catalogador_bus_requests_seconds_count", "request", "CountCells"))
        .isEqualTo(2);
    assertThat(metrics.sum("catalogador_broker_requests_seconds_count", "name", "get-candles"))
        .isEqualTo(metrics.sum("catalogador_cache_fetches_total"))
        .isPositive();
    assertThat(metrics.sum("catalogador_cache_hits_total")).isPositive();
    assertThat(metrics.sum("catalogador_redis_up")).isEqualTo(2);
    assertThat(metrics.sum("catalogador_ranking_runs_seconds_count", "status", "DONE"))
        .isEqualTo(1);
    assertThat(metrics.sum("catalogador_live_feeds")).isEqualTo(1);
    assertThat(metrics.sum("catalogador_live_boards")).isEqualTo(1);
    assertThat(metrics.sum("catalogador_live_watchers")).isEqualTo(1);
    assertThat(metrics.sum("catalogador_bridge_sockets")).isEqualTo(1);
    assertThat(metrics.sum("catalogador_bridge_messages_total", "direction", "in")).isEqualTo(3);
    assertThat(metrics.sum("catalogador_bridge_refusals_total", "code", "access_denied"))
        .isEqualTo(1);
    assertThat(metrics.sum("catalogador_event_loop_lag_seconds_count")).isPositive();
  }

  @Test
  void metricNamesAndLabelsAreUnchanged() throws IOException {
    StringBuilder names = new StringBuilder();
    for (String name : new TreeSet<>(metrics.names())) {
      if (name.startsWith("catalogador_")) {
        names.append(name);
        for (String label : new TreeSet<>(metrics.labels(name))) {
          names.append(' ').append(label);
          if (OF_ALL_VALUES.contains(label)) {
            names.append('=').append(String.join("|", new TreeSet<>(metrics.values(name, label))));
          }
        }
        names.append('\n');
      }
    }

    Golden.assertRecorded("metrics/names.txt", names.toString());
  }

  @Test
  void doesNotCountAClosedSocket() throws Exception {
    until(() -> server.metrics().sum("catalogador_bridge_sockets") == 0);
    until(() -> server.metrics().sum("catalogador_live_feeds") == 0);
  }

  @Test
  void countsALostLinkUntilItIsBack() throws Exception {
    server.fault(new JsonObject().put("dropSockets", true));

    until(() -> server.metrics().sum("catalogador_broker_losses_total") == 2);
    until(() -> server.metrics().sum("catalogador_broker_reconnects_total") == 2);
    until(() -> server.metrics().sum("catalogador_sessions", "state", "CONNECTED") == 2);
  }

  @Test
  void countsRoutesByTemplateAndUnknownOnesAsNone() {
    Set<String> routes = metrics.values("vertx_http_server_requests_total", "route");

    assertThat(routes).contains("/api/v1/login", "/api/v1/catalog", "/api/v1/ranking", "none");
    assertThat(routes).noneMatch(route -> route.contains(">") || route.contains("//"));
    assertThat(metrics.sum("vertx_http_server_requests_total", "code", "404", "route", "none"))
        .isPositive();
  }

  @Test
  void noLabelContainsUserAssetSessionOrClientInput() {
    List<String> values = new ArrayList<>();
    metrics.samples().forEach(sample -> values.addAll(sample.labels().values()));

    assertThat(values)
        .noneMatch(value -> value.contains("secret-a8b7"))
        .noneMatch(value -> value.contains("EURUSD") || value.contains("NOWHERE"))
        .noneMatch(value -> value.contains("session.") || value.contains("user4"))
        .noneMatch(value -> value.equals(user))
        // for example a pool for each connection to Redis
        .noneMatch(value -> value.matches("[0-9a-f]{8}-[0-9a-f-]{27}"));
  }

  @Test
  void theDashboardUsesOnlyExportedMetrics() throws IOException {
    JsonObject dashboard = new JsonObject(Files.readString(FOLDER.resolve("catalogador.json")));
    int queries = 0;
    for (Object panel : dashboard.getJsonArray("panels")) {
      for (Object target : ((JsonObject) panel).getJsonArray("targets", new JsonArray())) {
        String expression = ((JsonObject) target).getString("expr");
        PromQl query = check(expression);
        checkLegend(((JsonObject) target).getString("legendFormat"), query);
        queries++;
      }
    }
    assertThat(queries).isGreaterThan(40);
  }

  @Test
  void alertsUseOnlyExportedMetricsAndAreInTheManual() throws IOException {
    List<Map<String, Object>> rules = rules();
    assertThat(rules).hasSize(14);
    String manual = Files.readString(Path.of("docs", "operacao.md"));
    for (Map<String, Object> rule : rules) {
      check((String) rule.get("expr"));
      assertThat(rule.get("for").toString()).matches("[0-9]+m");
      assertThat(((Map<?, ?>) rule.get("labels")).get("severity")).isIn("page", "day");
      Map<?, ?> annotations = (Map<?, ?>) rule.get("annotations");
      assertThat(annotations.keySet().stream().map(Object::toString))
          .containsExactlyInAnyOrder("summary", "reason", "firstStep");
      assertThat(manual).contains((String) rule.get("alert"));
    }
  }

  // YAML has no types.
  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> rules() throws IOException {
    Map<String, List<Map<String, Object>>> file =
        new Yaml().load(Files.readString(FOLDER.resolve("alertas.yaml")));
    return (List<Map<String, Object>>) file.get("groups").get(0).get("rules");
  }

  @Test
  void theManualListsExactlyWhatIsExported() throws IOException {
    Matcher names = OURS.matcher(Files.readString(Path.of("docs", "operacao.md")));
    Set<String> told = new HashSet<>();
    while (names.find()) {
      told.add(PARTS.matcher(names.group(1)).replaceFirst(""));
    }
    Set<String> exported = new HashSet<>();
    for (String name : metrics.names()) {
      if (name.startsWith("catalogador_")) {
        exported.add(PARTS.matcher(name).replaceFirst(""));
      }
    }

    assertThat(told).isEqualTo(exported);
  }

  /** Documents name a metric, all parts of a timer by its base name, or a group by an asterisk. */
  @ParameterizedTest
  @MethodSource("documents")
  void aDocumentNamesOnlyExportedMetrics(Path document) throws IOException {
    Matcher found = METRIC.matcher(Files.readString(document));
    while (found.find()) {
      String name = found.group(1);
      boolean isGroup = name.endsWith("_");
      assertThat(metrics.names())
          .as("%s in %s", name, document)
          .anyMatch(
              exported ->
                  isGroup
                      ? exported.startsWith(name)
                      : exported.equals(name)
                          || PARTS.matcher(exported).replaceFirst("").equals(name));
    }
  }

  static Stream<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      return files.filter(file -> file.toString().endsWith(".md")).toList().stream();
    }
  }

  private static PromQl check(String expression) {
    PromQl query = PromQl.parse(expression);
    query.selectors().forEach(selector -> checkSelector(selector, expression));
    for (Grouping grouping : query.groupings()) {
      for (Selector selector : grouping.of()) {
        assertThat(metrics.labels(selector.metric())).as(expression).containsAll(grouping.labels());
      }
    }
    return query;
  }

  private static void checkSelector(Selector selector, String expression) {
    if (OF_PROMETHEUS.contains(selector.metric())) {
      return;
    }
    assertThat(metrics.names()).as(expression).contains(selector.metric());
    for (Condition condition : selector.conditions()) {
      assertThat(metrics.labels(selector.metric())).as(expression).contains(condition.label());
      checkValue(selector, condition, expression);
    }
  }

  private static void checkValue(Selector selector, Condition condition, String expression) {
    Set<String> exported = metrics.values(selector.metric(), condition.label());
    if (condition.label().equals("result")) {
      // Not every failure occurs in this test, but each value must be a failure code.
      Arrays.stream(FailureKind.values()).map(FailureKind::code).forEach(exported::add);
    }
    if (condition.label().equals("code")) {
      assertThat(condition.value()).as(expression).matches("[45.|0-9]+");
    } else {
      for (String value : condition.value().split("\\|")) {
        assertThat(exported).as(expression).anyMatch(one -> one.matches(value));
      }
    }
  }

  private static void checkLegend(String legend, PromQl query) {
    Matcher labels = LEGEND.matcher(legend);
    while (labels.find()) {
      String label = labels.group(1);
      assertThat(
              query.groupings().stream().anyMatch(by -> by.labels().contains(label))
                  || query.selectors().stream()
                      .anyMatch(selector -> metrics.labels(selector.metric()).contains(label)))
          .as(legend)
          .isTrue();
    }
  }
}
