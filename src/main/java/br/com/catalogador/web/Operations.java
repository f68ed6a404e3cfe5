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
 * Mounts the routes that the {@linkplain ApiDocument document} describes, each with what it says of
 * the route: whether a token is needed, a body read, and which query parameters there are. Routes
 * of the API refuse other parameters; pages read their own in the browser. Where GET is, HEAD is
 * too; any other method of a path is refused with those that it has.
 */
public final class Operations {
  private static final String API = "/api/";

  /** Must pass whatever else its session has under way; {@link LogoutRoute} limits it itself. */
  private static final String UNCOUNTED = "logout";

  private final Authentication authentication;
  private final Handler<RoutingContext> underWay;
  private final Handler<RoutingContext> bodies;
  private final Map<String, Handler<RoutingContext>> handlers;

  /**
   * @param authentication goes before every operation
   * @param underWay goes before every operation but the logout, once it is known whose the request
   *     is
   * @param bodies goes before every operation with a body, after these two
   * @param handlers who answers, by the operation's id
   */
  Operations(
      Authentication authentication,
      Handler<RoutingContext> underWay,
      Handler<RoutingContext> bodies,
      Map<String, Handler<RoutingContext>> handlers) {
    this.authentication = authentication;
    this.underWay = underWay;
    this.bodies = bodies;
    this.handlers = Map.copyOf(handlers);
  }

  /**
   * @throws IllegalStateException when an operation has no handler, or a handler no operation
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
    Set<String> odd = new HashSet<>(handlers.keySet());
    for (Operation operation : operations) {
      if (!odd.remove(operation.id())) {
        odd.add(operation.id());
      }
    }
    if (!odd.isEmpty()) {
      throw new IllegalStateException("without a handler, or not in openapi.yaml: " + odd);
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
    if (!operation.id().equals(UNCOUNTED)) {
      route.handler(underWay);
    }
    if (operation.path().startsWith(API)) {
      route.handler(
          context -> {
            Parameters.readQuery(context, operation.query());
            context.next();
          });
    }
    if (operation.withBody()) {
      route.handler(bodies);
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
