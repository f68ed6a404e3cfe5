package br.com.catalogador.session.directory;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.broker.OAuthOptions;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.ranking.Ranking;
import br.com.catalogador.session.message.Activate;
import br.com.catalogador.session.message.BeginOAuth;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.FinishOAuth;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.LoginService;
import br.com.catalogador.session.message.OAuthBegun;
import br.com.catalogador.session.message.PassivateSession;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionEnded;
import br.com.catalogador.session.message.SessionView.Connection;
import br.com.catalogador.session.store.StoreOptions;
import br.com.catalogador.simulator.SimulatorOptions;
import br.com.catalogador.simulator.SimulatorVerticle;
import br.com.catalogador.support.BrokerControl;
import br.com.catalogador.support.Secret;
import br.com.catalogador.support.TokenRelay;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The access token of a login on the broker's page, when its session is passivated and activated.
 * The simulated broker ends a token once it is renewed.
 */
@ExtendWith(VertxExtension.class)
class AccessTokenTest {
  private final List<SessionEnded> ended = new CopyOnWriteArrayList<>();
  private volatile Duration ahead = Duration.ZERO;
  private Vertx vertx;
  private Bus bus;
  private WebClient web;
  private TokenRelay tokens;
  private BrokerControl broker;

  @BeforeEach
  void start(Vertx given) throws Exception {
    vertx = given;
    bus = Bus.install(vertx);
    web = WebClient.create(vertx, new WebClientOptions().setFollowRedirects(false));
    SimulatorVerticle simulator = new SimulatorVerticle(SimulatorOptions.defaults(), Instant::now);
    await(vertx.deployVerticle(simulator));
    broker = new BrokerControl("http://" + SimulatorVerticle.HOST + ":" + simulator.port());
    await(bus.listen(SessionDirectory.ENDED, ended::add).completion());
    StoreOptions memory = new StoreOptions(null, new Secret("s".repeat(32)), null);
    await(
        vertx.deployVerticle(
            new SessionDirectoryVerticle(
                options(simulator),
                SessionDirectoryTest.options(10, memory),
                () -> Instant.now().plus(ahead),
                Ranking::hostedBy)));
  }

  private BrokerOptions options(SimulatorVerticle simulator) {
    tokens = TokenRelay.start(vertx, broker.url());
    BrokerOptions direct = SessionDirectoryTest.broker(simulator);
    String page = broker.url() + "/auth/oauth.v5/authorize";
    OAuthOptions oauth =
        new OAuthOptions(
            82,
            new Secret("s3cr3t"),
            "http://127.0.0.1:1/api/v1/login/oauth/callback",
            "full offline_access",
            page,
            tokens.url());
    return new BrokerOptions(
        direct.socketUrl(),
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
        oauth);
  }

  private LoggedIn login() {
    OAuthBegun begun = await(bus.request(LoginService.ADDRESS, new BeginOAuth()));
    String back = await(web.getAbs(begun.url()).send()).getHeader("Location");
    return await(
        bus.request(
            LoginService.ADDRESS,
            new FinishOAuth(
                parameter(back, "state"),
                parameter(back, "code"),
                "",
                begun.attempt(),
                "127.0.0.1")));
  }

  private static Secret parameter(String address, String name) {
    return new Secret(new QueryStringDecoder(address).parameters().get(name).get(0));
  }

  private Future<Void> passivate(LoggedIn login) {
    return bus.request(
        SessionDirectory.ADDRESS, new PassivateSession(login.session(), login.user().id()));
  }

  private Future<Void> activate(LoggedIn login) {
    return bus.request(SessionDirectory.ADDRESS, new Activate(login.session(), login.user().id()));
  }

  private void assertConnected(LoggedIn login) {
    assertThat(await(bus.request(Session.address(login.session()), new GetSession())).connection())
        .isEqualTo(Connection.CONNECTED);
  }

  /** Logs in with a token that is renewed in a moment, and holds the renewal. */
  private LoggedIn loginWithARenewalUnderWay() throws Exception {
    broker.fault(new JsonObject().put("tokenSeconds", 1));
    tokens.holdRenewals();
    LoggedIn login = login();
    until(tokens::holds);
    broker.noFaults();
    return login;
  }

  @Test
  void aTokenThatIsRenewedWhileItsSessionIsPassivatedIsNotLost() throws Exception {
    LoggedIn login = loginWithARenewalUnderWay();

    Future<Void> passivated = passivate(login);
    until(() -> broker.requests("sockets") == 0);
    tokens.release();
    await(passivated);

    await(activate(login));
    assertConnected(login);
    assertThat(broker.requests("token")).isEqualTo(2);
  }

  @Test
  void aTokenThatIsRenewedDuringALogoutIsLoggedOut() throws Exception {
    LoggedIn login = loginWithARenewalUnderWay();

    Future<Void> out =
        bus.request(
            SessionDirectory.ADDRESS,
            new EndSession(
                login.session(),
                login.user().id(),
                login.token(),
                login.expiresAt().getEpochSecond(),
                false));
    until(() -> broker.requests("sockets") == 0);
    tokens.release();
    await(out);

    until(() -> broker.requests("ssids") == 0);
    assertThat(broker.requests("token")).isEqualTo(2);
  }

  @Test
  void anActivationRenewsATokenThatHasExpired() throws Exception {
    LoggedIn login = login();
    await(passivate(login));
    ahead = Duration.ofHours(2);
    broker.fault(new JsonObject().put("expireSsids", true));
    broker.noFaults();

    await(activate(login));

    assertConnected(login);
    assertThat(broker.requests("token")).isEqualTo(2);
    assertThat(ended).isEmpty();
  }

  @Test
  void anActivationWithAnExpiredTokenThatIsNotRenewedEndsTheSession() throws Exception {
    LoggedIn login = login();
    await(passivate(login));
    ahead = Duration.ofHours(2);
    broker.fault(
        new JsonObject()
            .put("expireSsids", true)
            .put(
                "tokenRefusal",
                new JsonObject()
                    .put("status", 400)
                    .put("code", "token_expired")
                    .put("message", "Over.")
                    .put("ttl", 0)));

    assertThat(failure(activate(login)).kind()).isEqualTo(FailureKind.SESSION_ENDED);

    until(() -> !ended.isEmpty());
    assertThat(ended).containsExactly(new SessionEnded(login.session(), login.user().id()));
    assertThat(failure(activate(login)).kind()).isEqualTo(FailureKind.SESSION_ENDED);
  }
}
