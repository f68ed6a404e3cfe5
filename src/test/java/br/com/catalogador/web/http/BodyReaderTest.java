package br.com.catalogador.web.http;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class BodyReaderTest {

  @Test
  void wipesABodyWithASecret(Vertx vertx) {
    List<Buffer> bodies = new CopyOnWriteArrayList<>();
    List<String> read = new CopyOnWriteArrayList<>();
    Router router = Router.router(vertx);
    router.route().handler(BodyReader::hold).handler(new BodyReader());
    router
        .route()
        .handler(
            context -> {
              bodies.add(BodyReader.of(context));
              read.add(BodyReader.of(context).toString());
              BodyReader.wipe(context);
              context.end();
            });
    HttpServer server =
        await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));

    WebClient client = WebClient.create(vertx);
    await(
        client.post(server.actualPort(), "127.0.0.1", "/").sendBuffer(Buffer.buffer("demo-1234")));
    client.close();

    assertThat(read).containsExactly("demo-1234");
    assertThat(bodies.get(0).length()).isEqualTo(9);
    assertThat(bodies.get(0).getBytes()).containsOnly(0);
  }
}
