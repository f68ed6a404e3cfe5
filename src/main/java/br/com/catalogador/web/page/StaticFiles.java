package br.com.catalogador.web.page;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.time.Duration;

/**
 * The static files of the pages. Their URL contains the build id, so browsers may cache them for
 * ever and load those of a new build at once.
 */
public final class StaticFiles {
  private static final String FOLDER = "webroot/static";

  /** At the root, so that it may act for all pages, and always at the same address. */
  private static final String SERVICE_WORKER = "/service-worker.js";

  private final String build;

  /**
   * @param build an id of the build
   */
  public StaticFiles(String build) {
    this.build = build;
  }

  /** The base path of the files, without a slash at the end. */
  String base() {
    return "/static/" + build;
  }

  public void mount(Router router) {
    Handler<RoutingContext> files =
        StaticHandler.create(FOLDER)
            .setDirectoryListing(false)
            .setCachingEnabled(true)
            .setMaxAgeSeconds(Duration.ofDays(365).toSeconds());
    router.get(base() + "/*").method(HttpMethod.HEAD).handler(files);
    router
        .get(SERVICE_WORKER)
        .method(HttpMethod.HEAD)
        .handler(
            context ->
                context
                    .response()
                    .putHeader("Cache-Control", "no-cache")
                    .sendFile(FOLDER + SERVICE_WORKER));
  }
}
