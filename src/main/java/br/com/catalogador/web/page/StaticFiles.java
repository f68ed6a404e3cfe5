package br.com.catalogador.web.page;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.time.Duration;

/**
 * The page's own files. Their address holds the build's number, so a browser may keep them for ever
 * and a new build is fetched at once.
 */
public final class StaticFiles {
  private static final String FOLDER = "webroot/static";

  private final String build;

  /**
   * @param build text that differs from build to build
   */
  public StaticFiles(String build) {
    this.build = build;
  }

  /** Address under which the pages link these files, without a slash at the end. */
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
  }
}
