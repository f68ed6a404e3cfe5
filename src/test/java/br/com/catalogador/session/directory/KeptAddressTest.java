package br.com.catalogador.session.directory;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.BrokerNetwork;
import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.ranking.Ranking;
import br.com.catalogador.session.message.Activate;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.LoginDone;
import br.com.catalogador.session.message.LoginService;
import br.com.catalogador.session.message.PassivateSession;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.store.StoreOptions;
import br.com.catalogador.simulator.SimulatorOptions;
import br.com.catalogador.simulator.SimulatorVerticle;
import br.com.catalogador.support.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A relay before the simulated broker sees from which local address each request comes. */
@ExtendWith(VertxExtension.class)
class KeptAddressTest {
  private static final List<String> ADDRESSES = List.of("127.0.0.1", "127.0.0.2", "127.0.0.3");
  private static final String LOGIN = "POST " + SimulatorVerticle.LOGIN_PATH;
  private static final String SOCKET = "GET " + SimulatorVerticle.SOCKET_PATH;
  private static final String LOGOUT = "POST /api/v1.0/logout";

  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private NetClient targets; // kept: a client that is collected closes its sockets
  private Bus bus;

  /** A request and the client's IP address. */
  private record Seen(String request, String from) {}

  @BeforeEach
  void start(Vertx vertx) {
    bus = Bus.install(vertx);
    targets = vertx.createNetClient();
    SimulatorVerticle simulator =
        new SimulatorVerticle(SimulatorOptions.defaults(), Clock.systemUTC());
    await(vertx.deployVerticle(simulator));
    NetServer relay =
        await(
            vertx
                .createNetServer()
                .connectHandler(here -> relay(here, simulator.port()))
                .listen(0, SimulatorVerticle.HOST));
    StoreOptions memory = new StoreOptions(null, new Secret("s".repeat(32)), null);
    await(
        vertx.deployVerticle(
            new SessionDirectoryVerticle(
                through(relay.actualPort(), SessionDirectoryTest.broker(simulator)),
                SessionDirectoryTest.options(10, memory),
                Clock.systemUTC(),
                Ranking::hostedBy)));
  }

  private static BrokerOptions through(int port, BrokerOptions direct) {
    String address = "://" + SimulatorVerticle.HOST + ":" + port;
    return new BrokerOptions(
        "ws" + address + SimulatorVerticle.SOCKET_PATH,
        "http" + address + SimulatorVerticle.LOGIN_PATH,
        "http" + address + SimulatorVerticle.TWO_FACTOR_PATH,
        "http" + address + "/api/v1.0/logout",
        direct.platform(),
        direct.connectTimeout(),
        direct.requestTimeout(),
        direct.requestsInFlight(),
        direct.requestsPerSecond(),
        direct.requestsBurst(),
        new BrokerNetwork(ADDRESSES, null, Map.of()),
        null);
  }

  private void relay(NetSocket here, int port) {
    here.pause();
    targets
        .connect(port, SimulatorVerticle.HOST)
        .onSuccess(
            there -> {
              here.handler(bytes -> there.write(noted(here, bytes)));
              there.handler(here::write);
              here.closeHandler(ignored -> there.close());
              there.closeHandler(ignored -> here.close());
              here.resume();
            });
  }

  private Buffer noted(NetSocket here, Buffer bytes) {
    for (String request : List.of(LOGIN, SOCKET, LOGOUT)) {
      if (bytes.toString().startsWith(request)) {
        seen.add(new Seen(request, here.remoteAddress().host()));
      }
    }
    return bytes;
  }

  @Test
  void aSessionKeepsTheAddressOfItsLoginUntilTheLogoutOfOneDeviceOrOfAll() {
    TreeSet<String> used = new TreeSet<>();
    for (int number = 0; number < 6; number++) {
      seen.clear();
      Login request =
          new Login(
              "user" + number + "@catalogador.local", new Secret("demo-1234"), "127.0.0.1", "");
      LoggedIn login = ((LoginDone) await(bus.request(LoginService.ADDRESS, request))).login();
      await(
          bus.request(
              SessionDirectory.ADDRESS, new PassivateSession(login.session(), login.user().id())));
      await(
          bus.request(SessionDirectory.ADDRESS, new Activate(login.session(), login.user().id())));
      await(
          bus.request(
              SessionDirectory.ADDRESS,
              new EndSession(
                  login.session(),
                  login.user().id(),
                  login.token(),
                  login.expiresAt().getEpochSecond(),
                  number % 2 == 0)));
      until(() -> seen.stream().anyMatch(each -> each.request().equals(LOGOUT)));

      String address = seen.get(0).from();
      assertThat(seen)
          .containsExactly(
              new Seen(LOGIN, address),
              new Seen(SOCKET, address),
              new Seen(SOCKET, address),
              new Seen(LOGOUT, address));
      used.add(address);
    }
    assertThat(used).containsExactlyElementsOf(ADDRESSES);
  }
}
