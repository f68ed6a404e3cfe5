package br.com.catalogador.broker;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.ScriptedBroker.ReceivedRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Incomplete messages from the broker. */
@ExtendWith(VertxExtension.class)
class InboundBudgetTest {
  private static final int PART = 60_000;
  private static final long MOST = 300_000;

  private Vertx vertx;
  private ScriptedBroker broker;

  @BeforeEach
  void start(Vertx started) {
    vertx = started;
    InboundBudget.install(vertx, MOST);
    broker = ScriptedBroker.start(vertx);
  }

  private Client client() {
    Client client = Client.connected(vertx, broker.options());
    // The answer to the options must not arrive between the fragments of a message.
    broker.waiting();
    return client;
  }

  private long held() {
    return InboundBudget.of(vertx).held();
  }

  private void part(boolean first, boolean last) {
    String text = "x".repeat(PART);
    broker.frame(
        first
            ? WebSocketFrame.textFrame(text, last)
            : WebSocketFrame.continuationFrame(Buffer.buffer(text), last));
  }

  @Test
  void doesNotCountCompleteMessages() {
    Client client = client();
    for (int message = 0; message < 20; message++) {
      part(true, true);
      part(true, false);
      part(false, true);
    }
    Future<Frame> answer = client.request("get-x");
    ReceivedRequest ask = broker.next();
    ask.answer("here");

    assertThat(await(answer).msg()).isEqualTo("here");
    assertThat(client.loop.get(this::held)).isZero();
  }

  @Test
  void countsIncompleteMessagesUntilTheSocketIsClosed() {
    Client client = client();
    part(true, false);
    part(false, false);
    broker.waiting();

    assertThat(held()).isGreaterThanOrEqualTo(2L * PART);
    await(client.loop.start(client.socket::close));
    await(client.socket.closed());
    await(broker.closed());
    until(() -> held() == 0);
  }

  @Test
  void closesTheSocketThatExceedsTheLimitAndNoOther() {
    final Client one = client();
    final ServerWebSocket first = broker.newest();
    part(true, false);
    part(false, false);
    broker.waiting();
    Client other = client();
    part(true, false);
    for (int i = 0; i < 3; i++) {
      part(false, false);
    }

    await(other.socket.closed());
    assertThat(one.socket.closed().isComplete()).isFalse();

    Future<Frame> answer = one.request("get-x");
    ReceivedRequest ask = broker.next();
    broker.to(first);
    part(false, true);
    ask.answer("here");
    assertThat(await(answer).msg()).isEqualTo("here");
  }
}
