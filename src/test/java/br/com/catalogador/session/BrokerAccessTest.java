package br.com.catalogador.session;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.PolariumLogin;
import br.com.catalogador.broker.ScriptedBroker;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The broker clients that all sessions of a process share. */
@ExtendWith(VertxExtension.class)
class BrokerAccessTest {
  private static final int LEAVING = 500;

  private final Queue<HttpServerRequest> unanswered = new ConcurrentLinkedQueue<>();
  private ScriptedBroker broker;
  private PolariumLogin polarium;

  @BeforeEach
  void start(Vertx vertx) {
    broker = ScriptedBroker.start(vertx).onLogin(200, "{\"code\":\"success\",\"ssid\":\"S\"}");
    polarium =
        new BrokerAccess(vertx, broker.options(), InstantSource.system()).login("ana@example.com");
  }

  private List<Future<Void>> logOutMany() {
    return IntStream.range(0, LEAVING).mapToObj(i -> polarium.logout(new Secret("S" + i))).toList();
  }

  @Test
  void unansweredLogoutsDoNotBlockLogins() {
    broker.on(ScriptedBroker.LOGOUT, unanswered::add);
    logOutMany();
    until(() -> !unanswered.isEmpty());

    Accepted answer = (Accepted) await(polarium.login("ana@example.com", new Secret("demo-1234")));

    assertThat(answer.ssid()).isEqualTo(new Secret("S"));
  }

  @Test
  void logsOutEverySessionAtTheBrokerWhenManyLogOutAtOnce() {
    broker.on(ScriptedBroker.LOGOUT, 200, "{\"code\":\"success\"}");

    await(Future.join(logOutMany()));

    assertThat(broker.posted(ScriptedBroker.LOGOUT))
        .extracting(ScriptedBroker.Posted::cookie)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, LEAVING).mapToObj(i -> "ssid=S" + i).toList());
  }
}
