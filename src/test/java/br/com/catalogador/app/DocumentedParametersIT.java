package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.support.ApiContract;
import br.com.catalogador.support.ApiContract.Operation;
import br.com.catalogador.support.DocumentedValues;
import br.com.catalogador.support.DocumentedValues.Trial;
import br.com.catalogador.support.SettableTime;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks {@code openapi.yaml} against the server: every parameter and field is tested with values
 * at and just beyond the limits of its schema.
 */
@WithServer({"auth.loginAttempts", "1000000"})
class DocumentedParametersIT {
  private static final Map<String, String> GOOD_QUERY = Map.of("asset", "EURUSD-OTC");
  private static final String OWN_CANDLES =
      "{\"asset\":\"X\",\"candles\":{\"from\":[900,1800],\"open\":[1,1],\"high\":[1,1],"
          + "\"low\":[1,1],\"close\":[1,1]}}";
  private static final Map<String, String> GOOD_BODY =
      Map.of(
          "login", "{\"email\":\"user9@catalogador.local\",\"password\":\"demo-1234\"}",
          "confirmCode", "{\"challenge\":\"x\",\"code\":\"1\"}",
          "resendCode", "{\"challenge\":\"none\",\"method\":\"sms\"}",
          "setPreferences",
              "{\"alerts\":{\"sound\":false,\"notification\":false,\"secondsBefore\":10}}",
          "startRanking", "{\"assets\":[\"EURUSD-OTC\"]}",
          "fetchHistory", "{\"assets\":[\"EURUSD-OTC\"],\"days\":1}",
          "catalogOwnCandles", OWN_CANDLES,
          "hoursOfOwnCandles", OWN_CANDLES,
          "slotsOfOwnCandles", OWN_CANDLES,
          "setAutoUpdate", "{\"enabled\":true}");

  /** Failures that do not follow from the schema, such as unknown symbols. */
  private static final String NO_SUCH_ASSET = "symbols of assets that the broker has";

  private static RunningServer server;
  private static ApiClient client;

  /** A fixed time within the current minute, because tokens expire by the real clock. */
  private static final long NOW = System.currentTimeMillis() / 60_000 * 60 + 30;

  @BeforeAll
  static void start() throws Exception {
    client = server.loggedIn("demo");
  }

  private static Stream<Operation> api() {
    return ApiContract.operations().stream().filter(it -> it.path().startsWith("/api/"));
  }

  record QueryCase(Operation operation, String name, Trial trial) {}

  static List<QueryCase> queries() {
    List<QueryCase> cases = new ArrayList<>();
    api()
        .forEach(
            operation ->
                operation
                    .parameters("query")
                    .forEach(
                        parameter ->
                            DocumentedValues.asText(parameter.getJsonObject("schema"))
                                .forEach(
                                    trial ->
                                        cases.add(
                                            new QueryCase(
                                                operation, parameter.getString("name"), trial)))));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("queries")
  void validatesEachParameterAsDocumented(QueryCase tried) {
    Map<String, String> query = goodQuery(tried.operation());
    query.put(tried.name(), tried.trial().value().toString());

    judge(tried.name(), tried.trial().allowed(), ask(tried.operation(), query, null));
  }

  private static Map<String, String> goodQuery(Operation operation) {
    Map<String, String> query = new TreeMap<>();
    operation.parameters("query").stream()
        .filter(parameter -> parameter.getBoolean("required", false))
        .map(parameter -> parameter.getString("name"))
        .forEach(name -> query.put(name, GOOD_QUERY.get(name)));
    return query;
  }

  private static Answer ask(Operation operation, Map<String, String> query, String body) {
    String parameters =
        query.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return client.ask(operation.method(), operation.path() + "?" + parameters, body);
  }

  private static void judge(String field, boolean allowed, Answer answer) {
    boolean refused =
        answer.status() == 400
            && field.equals(answer.json().getString("field"))
            && !NO_SUCH_ASSET.equals(answer.json().getString("expected"));
    assertThat(refused).as(answer.toString()).isEqualTo(!allowed);
    assertThat(answer.status()).as(answer.toString()).isLessThan(500);
  }

  record BodyCase(Operation operation, String field, Trial trial) {}

  static List<BodyCase> bodies() {
    List<BodyCase> cases = new ArrayList<>();
    api()
        .filter(operation -> operation.body() != null)
        // A logout would end the session of the other tests.
        .filter(operation -> !operation.id().equals("logout"))
        .forEach(operation -> addFields(cases, operation, "", operation.body()));
    return cases;
  }

  private static void addFields(
      List<BodyCase> cases, Operation operation, String prefix, JsonObject object) {
    JsonArray required = object.getJsonArray("required", new JsonArray());
    for (Map.Entry<String, Object> property : object.getJsonObject("properties")) {
      JsonObject schema = ApiContract.resolve((JsonObject) property.getValue());
      String field = prefix + property.getKey();
      DocumentedValues.asJson(schema)
          .forEach(trial -> cases.add(new BodyCase(operation, field, trial)));
      if (required.contains(property.getKey())) {
        cases.add(new BodyCase(operation, field, DocumentedValues.LEFT_OUT));
      }
      if (schema.containsKey("properties")) {
        addFields(cases, operation, field + ".", schema);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void validatesEachFieldAsDocumented(BodyCase tried) {
    JsonObject body = new JsonObject(GOOD_BODY.get(tried.operation().id()));
    JsonObject object = body;
    String[] steps = tried.field().split("\\.");
    for (int i = 0; i < steps.length - 1; i++) {
      object = object.getJsonObject(steps[i]);
    }
    if (tried.trial() == DocumentedValues.LEFT_OUT) {
      object.remove(steps[steps.length - 1]);
    } else {
      object.put(steps[steps.length - 1], tried.trial().value());
    }

    judge(
        tried.field(),
        tried.trial().allowed(),
        ask(tried.operation(), goodQuery(tried.operation()), body.encode()));
  }

  static Stream<Operation> operations() {
    return api()
        .filter(operation -> !operation.id().equals("logout"))
        // The broker makes its query.
        .filter(operation -> !operation.id().equals("finishOAuth"));
  }

  @Test
  void ignoresParametersThatTheBrokerAdds() {
    Answer answer = client.get("/api/v1/login/oauth/callback?code=x&state=y&admin=true");

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void rejectsUndocumentedParameters(Operation operation) {
    Map<String, String> query = goodQuery(operation);
    query.put("admin", "true");
    judge("admin", false, ask(operation, query, GOOD_BODY.get(operation.id())));

    if (operation.body() != null) {
      JsonObject body = new JsonObject(GOOD_BODY.get(operation.id())).put("admin", true);
      judge("admin", false, ask(operation, goodQuery(operation), body.encode()));
    }
  }

  @Test
  void rejectsAParameterGivenTwice() {
    Answer answer = client.get("/api/v1/assets?open=true&open=true");

    judge("open", false, answer);
  }

  @Test
  void usesDocumentedDefaultsOfParameters() throws Exception {
    assumeTrue(RunningServer.isInThisProcess(), "the clock of another process cannot be stopped");
    try (RunningServer frozen = RunningServer.start(new SettableTime(NOW))) {
      ApiClient user = frozen.loggedIn("demo");
      assertThat(user.get("/api/v1/catalog?asset=EURUSD-OTC").status()).isEqualTo(200);
      // What is known of an asset is compared before an operation has more of it fetched.
      List<Operation> operations =
          api()
              .filter(it -> it.method().equals("GET"))
              .sorted(Comparator.comparing(it -> !it.path().endsWith("/history")))
              .toList();
      for (Operation operation : operations) {
        for (JsonObject parameter : operation.parameters("query")) {
          Object byDefault =
              ApiContract.resolve(parameter.getJsonObject("schema")).getValue("default");
          if (byDefault != null) {
            String path =
                operation.path() + (goodQuery(operation).isEmpty() ? "?" : "?asset=EURUSD-OTC&");
            assertThat(result(user, path + parameter.getString("name") + "=" + byDefault))
                .as("%s %s", operation, parameter)
                .isEqualTo(result(user, path));
          }
        }
      }
    }
  }

  private static JsonObject result(ApiClient user, String path) {
    Answer answer = user.get(path);
    assertThat(answer.status()).isEqualTo(200);
    JsonObject result = answer.json();
    // These fields differ when the answer comes from the cache.
    List.of("stats", "asOf", "running").forEach(result::remove);
    // These grow while more days are fetched.
    List.of("coverage", "dates", "byLuck", "bySlot").forEach(result::remove);
    return result;
  }

  @Test
  void usesDocumentedDefaultsOfRankingFields() {
    RankingClient ranking = new RankingClient(server.loggedIn("user8"));
    JsonObject parameters = ranking.run(new JsonObject()).getJsonObject("parameters");

    for (Map.Entry<String, Object> property :
        ApiContract.operation("startRanking").body().getJsonObject("properties")) {
      JsonObject schema = ApiContract.resolve((JsonObject) property.getValue());
      assertThat(parameters.getValue(property.getKey()))
          .as(property.getKey())
          .isEqualTo(schema.getValue("default"));
    }
  }
}
