package br.com.catalogador.web.http;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.matrix.MatrixOrder;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.Strategy;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.support.ApiContract;
import br.com.catalogador.support.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ApiDocumentTest {
  /** Validates a long document on its event loop, which may take seconds beside other tests. */
  private static final Vertx VERTX =
      Vertx.vertx(
          new VertxOptions()
              .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS)
              .setMaxEventLoopExecuteTime(Awaiting.LIMIT_SECONDS));

  @AfterAll
  static void close() {
    await(VERTX.close());
  }

  @Test
  void isAValidOpenApiDocument() {
    await(
        OpenAPIVersion.V3_1
            .getRepository(VERTX, "app://")
            .compose(
                repository ->
                    OpenAPIVersion.V3_1.validateContract(VERTX, repository, ApiContract.DOCUMENT))
            .map(
                result -> {
                  assertThat(result.getValid()).as("%s", result.getErrors()).isTrue();
                  return null;
                }));
  }

  @Test
  void everyOperationHasAUniqueIdATagAndASummary() {
    assertThat(ApiContract.operations())
        .allSatisfy(
            operation -> {
              assertThat(operation.described().getString("summary")).isNotBlank();
              assertThat(tags()).containsAll(operation.described().getJsonArray("tags"));
            })
        .extracting(ApiContract.Operation::id)
        .doesNotContainNull()
        .doesNotHaveDuplicates();
  }

  private static List<Object> tags() {
    return ApiContract.DOCUMENT.getJsonArray("tags").stream()
        .map(tag -> ((JsonObject) tag).getValue("name"))
        .toList();
  }

  @Test
  void documentsExactlyTheChoicesOfTheCode() {
    assertThat(names("StrategyId"))
        .isEqualTo(Strategies.all().stream().<Object>map(Strategy::id).toList());
    assertThat(names("Category"))
        .isEqualTo(Arrays.stream(Category.values()).<Object>map(Category::wireName).toList());
    assertThat(names("Timeframe"))
        .isEqualTo(Arrays.stream(Timeframe.values()).<Object>map(Timeframe::seconds).toList());
    assertThat(names("Tie"))
        .isEqualTo(Arrays.stream(TieRule.values()).<Object>map(TieRule::wireName).toList());
    assertThat(names("RankingOrder"))
        .isEqualTo(Arrays.stream(MatrixOrder.values()).<Object>map(MatrixOrder::wireName).toList());
  }

  private static List<Object> names(String schema) {
    return ApiContract.DOCUMENT
        .getJsonObject("components")
        .getJsonObject("schemas")
        .getJsonObject(schema)
        .getJsonArray("enum")
        .stream()
        .toList();
  }

  /**
   * Failures that only the bridge, entries of a ranking, or the cookie after a login on the
   * broker's page report.
   */
  private static final List<FailureKind> ELSEWHERE =
      List.of(
          FailureKind.ACCESS_DENIED,
          FailureKind.ASSET_CLOSED,
          FailureKind.OAUTH_DENIED,
          FailureKind.OAUTH_STATE_WRONG,
          FailureKind.OAUTH_OTHER_BROWSER,
          FailureKind.OAUTH_CODE_REFUSED,
          FailureKind.OAUTH_OFF,
          FailureKind.OAUTH_USED,
          FailureKind.OAUTH_EXPIRED);

  @Test
  void documentsEveryFailureWithItsStatus() {
    TreeSet<String> promised = new TreeSet<>();
    JsonObject responses =
        ApiContract.DOCUMENT.getJsonObject("components").getJsonObject("responses");
    for (String name : responses.fieldNames()) {
      JsonObject content = responses.getJsonObject(name).getJsonObject("content");
      JsonObject problem = content.getJsonObject("application/problem+json");
      if (problem != null) {
        JsonObject facts =
            problem
                .getJsonObject("schema")
                .getJsonArray("allOf")
                .getJsonObject(1)
                .getJsonObject("properties");
        JsonArray codes = facts.getJsonObject("code").getJsonArray("enum");
        codes.forEach(
            code -> promised.add(code + " " + facts.getJsonObject("status").getValue("const")));
      }
    }

    assertThat(promised)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(FailureKind.values())
                .filter(kind -> !ELSEWHERE.contains(kind))
                .map(kind -> kind.code() + " " + kind.httpStatus())
                .toList());
  }
}
