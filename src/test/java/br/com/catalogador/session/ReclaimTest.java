package br.com.catalogador.session;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.Cluster;
import br.com.catalogador.bus.Secret;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.simulator.SimulatorOptions;
import br.com.catalogador.simulator.SimulatorVerticle;
import br.com.catalogador.support.ClusterMember;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** A server that is back among the others and cannot learn whose its users are by now. */
@ExtendWith(VertxExtension.class)
class ReclaimTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(LiveSessions.class);
  private final Recorder recorder = new Recorder();
  private List<ClusterMember> servers;

  private static final class Recorder extends AppenderBase<ILoggingEvent> {
    private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      events.add(event);
    }
  }

  @BeforeEach
  void start() throws Exception {
    servers = ClusterMember.two();
    recorder.start();
    logger.addAppender(recorder);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(recorder);
    // It cannot say good-bye to the cluster any more.
    await(servers.get(0).vertx().close().otherwiseEmpty());
    servers.get(1).close();
  }

  @Test
  void saysSoInItsLogAndNotWhoTheyAre(Vertx vertx) throws Exception {
    SimulatorVerticle simulator =
        new SimulatorVerticle(SimulatorOptions.defaults(), Clock.systemUTC());
    await(vertx.deployVerticle(simulator));
    ClusterMember server = servers.get(0);
    await(server.vertx().deployVerticle(SessionDirectoryTest.directory(simulator)));
    Login login = new Login("demo@catalogador.local", new Secret("demo-1234"), "127.0.0.1");
    String user =
        ((LoggedIn) await(server.bus().request(SessionDirectory.ADDRESS, login)))
            .user()
            .id()
            .value();

    server.kill();
    server.bus().publish(Cluster.REJOINED, new Cluster.Rejoined());

    until(() -> recorder.events.stream().anyMatch(event -> event.getLevel() == Level.WARN));
    assertThat(recorder.events)
        .filteredOn(event -> event.getLevel() == Level.WARN)
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .startsWith("a user may have a session on two servers: ")
        .doesNotContain(user);
  }
}
