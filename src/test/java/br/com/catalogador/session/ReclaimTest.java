package br.com.catalogador.session;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.Cluster;
import br.com.catalogador.bus.Secret;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.LoginDone;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.simulator.SimulatorOptions;
import br.com.catalogador.simulator.SimulatorVerticle;
import br.com.catalogador.support.ClusterMember;
import br.com.catalogador.support.RecordedLog;
import ch.qos.logback.classic.Level;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server that is back among the others and cannot learn whose its users are by now. */
@ExtendWith(VertxExtension.class)
class ReclaimTest {
  private final RecordedLog log = RecordedLog.of(LiveSessions.class.getName());
  private List<ClusterMember> servers;

  @BeforeEach
  void start() throws Exception {
    servers = ClusterMember.two();
  }

  @AfterEach
  void stop() {
    log.close();
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
    Login login = new Login("demo@catalogador.local", new Secret("demo-1234"), "127.0.0.1", "");
    String user =
        ((LoginDone) await(server.bus().request(SessionDirectory.ADDRESS, login)))
            .login()
            .user()
            .id()
            .value();

    server.kill();
    server.bus().publish(Cluster.REJOINED, new Cluster.Rejoined());

    until(() -> !log.from(Level.WARN).isEmpty());
    assertThat(log.from(Level.WARN))
        .singleElement()
        .asString()
        .startsWith("a user may have a session on two servers: ")
        .doesNotContain(user);
  }
}
