package br.com.catalogador.session;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.ranking.Ranking;
import br.com.catalogador.session.directory.SessionDirectoryTest;
import br.com.catalogador.session.directory.SessionDirectoryVerticle;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.LoginDone;
import br.com.catalogador.session.message.LoginService;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.store.StoreOptions;
import br.com.catalogador.simulator.SimulatorOptions;
import br.com.catalogador.simulator.SimulatorVerticle;
import br.com.catalogador.support.BrokerControl;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A broker behind a TCP relay that stops forwarding. */
@ExtendWith(VertxExtension.class)
class SilentBrokerTest {
  /** Half of what Vert.x waits for the peer to close a socket. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Queue<NetSocket> relayed = new ConcurrentLinkedQueue<>();
  private BrokerControl broker;
  private Bus bus;

  @BeforeEach
  void start(Vertx vertx) {
    bus = Bus.install(vertx);
    SimulatorVerticle simulator =
        new SimulatorVerticle(SimulatorOptions.defaults(), Clock.systemUTC());
    await(vertx.deployVerticle(simulator));
    broker = new BrokerControl("http://" + SimulatorVerticle.HOST + ":" + simulator.port());
    // One for all, and kept: Vert.x closes the sockets of a client that is garbage.
    NetClient client = vertx.createNetClient();
    NetServer relay =
        vertx.createNetServer().connectHandler(here -> relay(client, here, simulator.port()));
    await(relay.listen(0, SimulatorVerticle.HOST));
    BrokerOptions direct = SessionDirectoryTest.broker(simulator);
    BrokerOptions relayedOptions =
        new BrokerOptions(
            "ws://"
                + SimulatorVerticle.HOST
                + ":"
                + relay.actualPort()
                + SimulatorVerticle.SOCKET_PATH,
            direct.loginUrl(),
            direct.twoFactorUrl(),
            direct.logoutUrl(),
            direct.platform(),
            direct.connectTimeout(),
            direct.requestTimeout(),
            direct.requestsInFlight(),
            direct.requestsPerSecond(),
            direct.requestsBurst(),
            direct.network(),
            null);
    StoreOptions memory = new StoreOptions(null, new Secret("s".repeat(32)), null);
    await(
        vertx.deployVerticle(
            new SessionDirectoryVerticle(
                relayedOptions,
                SessionDirectoryTest.options(2, memory),
                Clock.systemUTC(),
                Ranking::hostedBy)));
  }

  private void relay(NetClient client, NetSocket here, int port) {
    here.pause();
    client
        .connect(port, SimulatorVerticle.HOST)
        .onSuccess(
            there -> {
              relayed.add(here);
              here.handler(there::write);
              there.handler(here::write);
              here.closeHandler(ignored -> there.close());
              there.closeHandler(ignored -> here.close());
              here.resume();
            });
  }

  @Test
  void logoutDoesNotWaitForTheBrokerToCloseTheSocket() throws Exception {
    Login request = new Login("demo@catalogador.local", new Secret("demo-1234"), "127.0.0.1", "");
    LoggedIn demo = ((LoginDone) await(bus.request(LoginService.ADDRESS, request))).login();
    relayed.forEach(NetSocket::pause);

    long begun = System.nanoTime();
    Future<Void> end =
        bus.request(
            SessionDirectory.ADDRESS,
            new EndSession(
                demo.session(),
                demo.user().id(),
                demo.token(),
                demo.expiresAt().getEpochSecond(),
                false));
    await(end);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    until(() -> broker.requests("logout") == 1);
  }
}
