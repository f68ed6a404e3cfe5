package br.com.catalogador.web.page;

import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.shareddata.Shareable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The HTML pages of a server, each rendered once for all its event loops. Thread-safe. */
final class RenderedPages implements Shareable {
  private static final String NAME = RenderedPages.class.getName();

  private final Map<String, Future<Buffer>> pages = new ConcurrentHashMap<>();

  private RenderedPages() {}

  static RenderedPages of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, RenderedPages>getLocalMap(NAME)
        .computeIfAbsent(NAME, ignored -> new RenderedPages());
  }

  /**
   * A page, for the context of the caller.
   *
   * @param render called by whoever is the first to ask for the page, and again once it has failed
   */
  Future<Buffer> get(String key, Supplier<Future<Buffer>> render) {
    Future<Buffer> page = pages.computeIfAbsent(key, ignored -> render.get());
    page.onFailure(ignored -> pages.remove(key, page));
    return ContextPromise.follow(page);
  }

  /** A page that is known to be rendered. */
  Buffer get(String key) {
    return pages.get(key).result();
  }
}
