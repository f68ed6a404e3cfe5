package br.com.catalogador.web;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import br.com.catalogador.web.http.ApiDocument.Operation;
import br.com.catalogador.web.http.Authentication;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Completeness checks; the mounted routes are covered by the integration tests. */
class OperationsTest {
  private static final Operation GET =
      new Operation("get", HttpMethod.GET, "/x", true, false, List.of());
  private static final Operation PUT =
      new Operation("put", HttpMethod.PUT, "/x", true, true, List.of());

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private void mount(List<Operation> operations, String... handlers) {
    Handler<RoutingContext> nobody = context -> {};
    Map<String, Handler<RoutingContext>> byId =
        List.of(handlers).stream()
            .collect(java.util.stream.Collectors.toMap(id -> id, id -> nobody));
    new Operations(new Authentication(null, null), nobody, nobody, Map.of(), byId)
        .mount(Router.router(vertx), operations);
  }

  @Test
  void failsTheStartForAnOperationWithoutHandler() {
    assertThatThrownBy(() -> mount(List.of(GET, PUT), "get"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[put]");
  }

  @Test
  void failsTheStartForAHandlerWithoutOperation() {
    assertThatThrownBy(() -> mount(List.of(GET), "get", "put"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[put]");
  }
}
