package br.com.catalogador.web.page;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class RenderedPagesTest {
  private final List<Promise<Buffer>> rendering = new ArrayList<>();

  private Future<Buffer> render() {
    rendering.add(Promise.promise());
    return rendering.get(rendering.size() - 1).future();
  }

  @Test
  void aPageIsRenderedOnceForAllWhoAsk(Vertx vertx) {
    Future<Buffer> first = RenderedPages.of(vertx).get("page", this::render);
    Future<Buffer> second = RenderedPages.of(vertx).get("page", this::render);
    Buffer page = Buffer.buffer("html");

    rendering.get(0).complete(page);

    assertThat(rendering).hasSize(1);
    assertThat(await(first)).isSameAs(page);
    assertThat(await(second)).isSameAs(page);
    assertThat(RenderedPages.of(vertx).get("page")).isSameAs(page);
  }

  @Test
  void aPageThatFailedIsRenderedAgain(Vertx vertx) {
    RenderedPages pages = RenderedPages.of(vertx);
    Future<Buffer> failed = pages.get("page", this::render);
    rendering.get(0).fail("unreadable");
    Buffer page = Buffer.buffer("html");

    Future<Buffer> again = pages.get("page", this::render);
    rendering.get(1).complete(page);

    assertThat(failed.failed()).isTrue();
    assertThat(await(again)).isSameAs(page);
  }
}
