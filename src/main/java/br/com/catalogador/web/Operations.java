package br.com.catalogador.web;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.web.http.ApiDocument;
import br.com.catalogador.web.http.ApiDocument.Operation;
import br.com.catalogador.web.http.Authentication;
import br.com.catalogador.web.http.BodyReader;
import br.com.catalogador.web.http.Parameters;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Mounts the routes of the operations in the {@linkplain ApiDocument document}, each with
 * authentication, limits, query parameters and body as described there. API routes reject other
 * query parameters, except the one to which the broker sends browsers; pages read theirs in the
 * browser. GET routes also serve HEAD. Other methods of a path fail with METHOD_NOT_ALLOWED, which
 * lists the allowed ones.
 */
public final class Operations {
  private static final String API = "/api/";

  /** Not limited by the requests of its session in flight; {@link LogoutRoute} limits it itself. */
  private static final String LOGOUT = "logout";

  /** The broker makes its query, and may add parameters. */
  private static final String BY_THE_BROKER = "finishOAuth";

  private final Authentication authentication;
  private final Handler<RoutingContext> inFlight;
  private final Handler<RoutingContext> bodies;
  private final Map<String, Handler<RoutingContext>> ownBodies;
  private final Map<String, Handler<RoutingContext>> handlers;

  /**
   * @param authentication first handler of every operation
   * @param inFlight second handler of every operation except the logout
   * @param bodies third handler of operations with a body
   * @param ownBodies the same for some operations, by operation id
   * @param handlers the last handlers, by operation id
   */
  Operations(
      Authentication authentication,
      Handler<RoutingContext> inFlight,
      Handler<RoutingContext> bodies,
      Map<String, Handler<RoutingContext>> ownBodies,
      Map<String, Handler<RoutingContext>> handlers) {
    this.authentication = authentication;
    this.inFlight = inFlight;
    this.bodies = bodies;
    this.ownBodies = Map.copyOf(ownBodies);
    this.handlers = Map.copyOf(handlers);
  }

  /**
   * Mounts all operations.
   *
   * @throws IllegalStateException when an operation has no handler, or a handler has no operation
   */
  void mount(Router router, List<Operation> operations) {
    checkComplete(operations);
    Map<String, List<Operation>> byPath =
        operations.stream()
            .collect(
                Collectors.groupingBy(Operation::path, LinkedHashMap::new, Collectors.toList()));
    byPath.forEach(
        (path, ofPath) -> {
          ofPath.forEach(operation -> mount(router, operation));
          Failure refusal = methodNotAllowed(ofPath);
          router.route(path).handler(context -> context.fail(refusal));
        });
  }

  private void checkComplete(List<Operation> operations) {
    Set<String> unmatched = new HashSet<>(handlers.keySet());
    for (Operation operation : operations) {
      if (!unmatched.remove(operation.id())) {
        unmatched.add(operation.id());
      }
    }
    if (!unmatched.isEmpty()) {
      throw new IllegalStateException("without a handler, or not in openapi.yaml: " + unmatched);
    }
  }

  private void mount(Router router, Operation operation) {
    Route route = router.route(operation.path()).method(operation.method());
    if (operation.method().equals(HttpMethod.GET)) {
      route.method(HttpMethod.HEAD);
    }
    if (operation.withBody()) {
      route.handler(BodyReader::hold);
    }
    route.handler(operation.open() ? authentication::identify : authentication::require);
    if (!operation.id().equals(LOGOUT)) {
      route.handler(inFlight);
    }
    if (operation.path().startsWith(API) && !operation.id().equals(BY_THE_BROKER)) {
      route.handler(
          context -> {
            Parameters.readQuery(context, operation.query());
            context.next();
          });
    }
    if (operation.withBody()) {
      route.handler(ownBodies.getOrDefault(operation.id(), bodies));
    }
    route.handler(handlers.get(operation.id()));
  }

  private static Failure methodNotAllowed(List<Operation> ofPath) {
    Set<String> methods = new TreeSet<>();
    for (Operation operation : ofPath) {
      methods.add(operation.method().name());
      if (operation.method().equals(HttpMethod.GET)) {
        methods.add(HttpMethod.HEAD.name());
      }
    }
    return Failure.of(FailureKind.METHOD_NOT_ALLOWED, Map.of("allow", String.join(", ", methods)));
  }
}
