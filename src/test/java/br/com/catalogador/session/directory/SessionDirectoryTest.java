package br.com.catalogador.session.directory;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.BrokerNetwork;
import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.bus.ServerLeft;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.AssetsView;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.ranking.Ranking;
import br.com.catalogador.session.SessionOptions;
import br.com.catalogador.session.message.Activate;
import br.com.catalogador.session.message.DirectoryState;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.GetAssets;
import br.com.catalogador.session.message.GetDirectoryState;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.LoginDone;
import br.com.catalogador.session.message.LoginService;
import br.com.catalogador.session.message.LoginToken;
import br.com.catalogador.session.message.PassivateSession;
import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.session.message.Preferences.Alerts;
import br.com.catalogador.session.message.RecordTokenUse;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionEnded;
import br.com.catalogador.session.message.SessionView;
import br.com.catalogador.session.message.SessionView.Connection;
import br.com.catalogador.session.message.StartStream;
import br.com.catalogador.session.message.StopStream;
import br.com.catalogador.session.message.StorePreferences;
import br.com.catalogador.session.message.StreamHost;
import br.com.catalogador.session.store.StoreOptions;
import br.com.catalogador.simulator.SimulatorOptions;
import br.com.catalogador.simulator.SimulatorVerticle;
import br.com.catalogador.support.BrokerControl;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The directory over the bus, with a simulated broker. */
@ExtendWith(VertxExtension.class)
public class SessionDirectoryTest {
  private static final Duration LIFE = Duration.ofHours(12);

  private final List<SessionEnded> ended = new CopyOnWriteArrayList<>();
  private Bus bus;
  private BrokerControl broker;
  private LoggedIn demo;
  private String deployment;
  private SessionDirectoryVerticle patient;

  @BeforeEach
  void start(Vertx vertx) {
    bus = Bus.install(vertx);
    SimulatorVerticle simulator =
        new SimulatorVerticle(SimulatorOptions.defaults(), Clock.systemUTC());
    await(vertx.deployVerticle(simulator));
    broker = new BrokerControl("http://" + address(simulator));
    patient = directory(simulator, Duration.ofMinutes(1));
    deployment = await(vertx.deployVerticle(directory(simulator, Duration.ofSeconds(2))));
    await(bus.listen(SessionDirectory.ENDED, ended::add).completion());
    demo = login("demo");
  }

  private static String address(SimulatorVerticle simulator) {
    return SimulatorVerticle.HOST + ":" + simulator.port();
  }

  /** A directory of two sessions at most, in memory, at a simulated broker. */
  private static SessionDirectoryVerticle directory(
      SimulatorVerticle simulator, Duration requestTimeout) {
    StoreOptions memory = new StoreOptions(null, new Secret("s".repeat(32)), null);
    return new SessionDirectoryVerticle(
        broker(simulator, requestTimeout),
        options(2, memory),
        Clock.systemUTC(),
        Ranking::hostedBy);
  }

  /** The options for a simulated broker. */
  public static BrokerOptions broker(SimulatorVerticle simulator) {
    return broker(simulator, Duration.ofSeconds(2));
  }

  static BrokerOptions broker(SimulatorVerticle simulator, Duration requestTimeout) {
    String address = address(simulator);
    return new BrokerOptions(
        "ws://" + address + SimulatorVerticle.SOCKET_PATH,
        "http://" + address + SimulatorVerticle.LOGIN_PATH,
        "http://" + address + SimulatorVerticle.TWO_FACTOR_PATH,
        "http://" + address + "/api/v1.0/logout",
        82,
        Duration.ofSeconds(5),
        requestTimeout,
        8,
        10,
        64,
        BrokerNetwork.DEFAULT,
        null);
  }

  public static SessionOptions options(int maximum, StoreOptions store) {
    return new SessionOptions(
        Duration.ofHours(1), maximum, LIFE, 10, Duration.ofMinutes(5), store, 2);
  }

  private static Login loginOf(String user) {
    return loginOf(user, "127.0.0.1");
  }

  private static Login loginOf(String user, String network) {
    return new Login(user + "@catalogador.local", new Secret("demo-1234"), network, "");
  }

  private LoggedIn login(String user) {
    return ((LoginDone) await(bus.request(LoginService.ADDRESS, loginOf(user)))).login();
  }

  private Future<SessionView> ask(LoggedIn login) {
    return bus.request(Session.address(login.session()), new GetSession());
  }

  private Future<Void> activate(SessionId session, UserId user) {
    return bus.request(SessionDirectory.ADDRESS, new Activate(session, user));
  }

  private Future<Void> activate(LoggedIn login) {
    return activate(login.session(), login.user().id());
  }

  private void passivate(LoggedIn login) {
    await(
        bus.request(
            SessionDirectory.ADDRESS, new PassivateSession(login.session(), login.user().id())));
  }

  private Future<Void> end(LoggedIn login) {
    return end(login, false);
  }

  private Future<Void> end(LoggedIn login, boolean all) {
    return bus.request(
        SessionDirectory.ADDRESS,
        new EndSession(
            login.session(),
            login.user().id(),
            login.token(),
            login.expiresAt().getEpochSecond(),
            all));
  }

  private Future<Void> store(LoggedIn login, Preferences preferences) {
    return bus.request(
        SessionDirectory.ADDRESS,
        new StorePreferences(login.session(), login.user().id(), preferences));
  }

  private DirectoryState state() {
    return await(bus.request(SessionDirectory.ADDRESS, new GetDirectoryState()));
  }

  @Test
  void activationRestoresAPassivatedSession() throws Exception {
    Preferences loud = new Preferences(new Alerts(true, true, 30));
    await(store(demo, loud));
    passivate(demo);
    assertThat(failure(ask(demo)).kind()).isEqualTo(FailureKind.INTERRUPTED);
    until(() -> broker.requests("sockets") == 0);

    await(activate(demo));

    SessionView view = await(ask(demo));
    assertThat(view.user()).isEqualTo(demo.user());
    assertThat(view.connection()).isEqualTo(Connection.CONNECTED);
    assertThat(view.preferences()).isEqualTo(loud);
    assertThat(broker.requests("login")).isEqualTo(1);
    assertThat(ended).isEmpty();
  }

  @Test
  void concurrentActivationsShareOneDeployment() throws Exception {
    passivate(demo);

    List<Future<Void>> revivals = Stream.generate(() -> activate(demo)).limit(50).toList();

    await(Future.all(revivals));
    assertThat(broker.requests("authenticate")).isEqualTo(2);
    assertThat(state().live()).isEqualTo(1);
  }

  @Test
  void concurrentActivationsShareOneFailedAttempt() throws Exception {
    passivate(demo);
    broker.fault(new JsonObject().put("silent", new JsonArray().add("authenticate")));

    List<Future<Void>> revivals = Stream.generate(() -> activate(demo)).limit(50).toList();

    for (Future<Void> revival : revivals) {
      assertThat(failure(revival).kind()).isEqualTo(FailureKind.BROKER_TIMEOUT);
    }
    assertThat(broker.requests("authenticate")).isEqualTo(2);
    broker.noFaults();
    await(activate(demo));
  }

  @Test
  void activationDoesNothingForADeployedSession() throws Exception {
    await(activate(demo));

    assertThat(broker.requests("authenticate")).isEqualTo(1);
  }

  @Test
  void activationRequiresTheSessionsUser() throws Exception {
    LoggedIn other = login("user1");
    passivate(demo);
    passivate(other);

    assertThat(failure(activate(demo.session(), other.user().id())).kind())
        .isEqualTo(FailureKind.SESSION_ENDED);
    assertThat(failure(activate(new SessionId("guessed"), demo.user().id())).kind())
        .isEqualTo(FailureKind.SESSION_ENDED);

    assertThat(broker.requests("sockets")).isZero();
    await(activate(demo));
  }

  @Test
  void rejectsATokenOfAnEarlierSession() {
    SessionId earlier = demo.session();
    await(end(demo));
    demo = login("demo");

    assertThat(demo.session()).isNotEqualTo(earlier);
    assertThat(failure(activate(earlier, demo.user().id())).kind())
        .isEqualTo(FailureKind.SESSION_ENDED);
    await(ask(demo));
  }

  @Test
  void doesNotActivateASessionBeyondTheMaximum() {
    passivate(demo);
    login("user1");
    final LoggedIn second = login("user2");

    assertThat(failure(activate(demo)).kind()).isEqualTo(FailureKind.SESSIONS_FULL);

    await(end(second));
    await(activate(demo));
    assertThat(state())
        .isEqualTo(
            new DirectoryState(
                2,
                2,
                DirectoryState.Store.MEMORY,
                "",
                new DirectoryState.Links(0, 2, 0, 0),
                List.of()));
  }

  @Test
  void publishesTheEndOfASessionOnce() throws Exception {
    await(end(demo));
    assertThat(failure(end(demo)).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    assertThat(failure(activate(demo)).kind()).isEqualTo(FailureKind.SESSION_ENDED);

    until(() -> !ended.isEmpty());
    assertThat(ended).containsExactly(new SessionEnded(demo.session(), demo.user().id()));
    assertThat(state().live()).isZero();
  }

  @Test
  void logsOutAPassivatedSession() throws Exception {
    passivate(demo);

    await(end(demo));

    until(() -> !ended.isEmpty());
    assertThat(failure(activate(demo)).kind()).isEqualTo(FailureKind.SESSION_ENDED);
  }

  @Test
  void endsASessionThatTheBrokerRefusesOnActivation() throws Exception {
    passivate(demo);
    broker.fault(new JsonObject().put("expireSsids", true));

    assertThat(failure(activate(demo)).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    assertThat(failure(activate(demo)).kind()).isEqualTo(FailureKind.SESSION_ENDED);

    until(() -> !ended.isEmpty());
    assertThat(ended).containsExactly(new SessionEnded(demo.session(), demo.user().id()));
    assertThat(broker.requests("authenticate")).isEqualTo(2);
  }

  @Test
  void aNewLoginContinuesASessionThatTheBrokerHasRefused() throws Exception {
    broker.fault(new JsonObject().put("expireSsids", true));
    until(() -> await(ask(demo)).connection() == Connection.AUTH_FAILED);

    LoggedIn again = login("demo");

    assertThat(again.session()).isEqualTo(demo.session());
    assertThat(await(ask(demo)).connection()).isEqualTo(Connection.CONNECTED);
    until(() -> broker.requests("sockets") == 1);
    assertThat(ended).isEmpty();
  }

  @Test
  void theLinkContinuesWithTheSsidOfANewLogin() throws Exception {
    broker.fault(new JsonObject().put("expireSsids", true));
    // Reconnecting, until the fifth refusal.
    until(() -> await(ask(demo)).connection() != Connection.CONNECTED);

    LoggedIn again = login("demo");

    assertThat(await(ask(again)).connection()).isEqualTo(Connection.CONNECTED);
    long authenticated = broker.requests("authenticate");
    until(() -> broker.requests("sockets") == 1);
    assertThat(broker.requests("authenticate")).isEqualTo(authenticated);
    assertThat(again.session()).isEqualTo(demo.session());
  }

  @Test
  void revokesEachTokenSeparatelyAndEndsTheSessionWithTheLast() throws Exception {
    LoggedIn phone = login("demo");
    assertThat(phone.session()).isEqualTo(demo.session());
    assertThat(phone.token()).isNotEqualTo(demo.token());

    await(end(demo));
    assertThat(await(ask(phone)).devices())
        .extracting(LoginToken::id)
        .containsExactly(phone.token());
    assertThat(ended).isEmpty();
    await(end(phone));

    until(() -> broker.requests("sockets") == 0);
    until(() -> !ended.isEmpty());
    assertThat(ended).containsExactly(new SessionEnded(demo.session(), demo.user().id()));
    assertThat(failure(activate(demo)).kind()).isEqualTo(FailureKind.SESSION_ENDED);
  }

  @Test
  void revokesAllTokensTogether() throws Exception {
    LoggedIn phone = login("demo");

    await(end(phone, true));

    until(() -> broker.requests("sockets") == 0);
    assertThat(failure(end(demo)).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    assertThat(login("demo").session()).isNotEqualTo(demo.session());
  }

  @Test
  void revokesATokenWithoutActivatingItsSession() throws Exception {
    LoggedIn phone = login("demo");
    until(() -> broker.requests("sockets") == 1);
    passivate(demo);

    await(end(phone));

    assertThat(state().live()).isZero();
    await(activate(demo));
    assertThat(await(ask(demo)).devices()).extracting(LoginToken::id).containsExactly(demo.token());
  }

  @Test
  void rejectsATokenOfAnotherUser() {
    Future<Void> used =
        bus.request(
            Session.address(demo.session()), new RecordTokenUse(new UserId("999"), demo.token()));

    assertThat(failure(used).kind()).isEqualTo(FailureKind.SESSION_ENDED);
  }

  @Test
  void admitsOnlyUsersWithASessionWhenTheServerIsFull() throws Exception {
    login("user1");
    until(() -> broker.requests("sockets") == 2);

    assertThat(login("demo").session()).isEqualTo(demo.session());
    assertThat(failure(bus.request(LoginService.ADDRESS, loginOf("user2"))).kind())
        .isEqualTo(FailureKind.SESSIONS_FULL);

    until(() -> broker.requests("sockets") == 2);
    assertThat(state().live()).isEqualTo(2);
  }

  @Test
  void refusesALoginBeyondTheBacklogBeforeTheBrokerIsAsked(Vertx vertx) throws Exception {
    await(vertx.undeploy(deployment));
    await(vertx.deployVerticle(patient));
    int underWay = 64;
    int waiting = 64;
    broker.fault(new JsonObject().put("silent", new JsonArray().add("authenticate")));
    for (int i = 0; i < underWay + waiting; i++) {
      bus.request(LoginService.ADDRESS, loginOf("user" + i, "10.0.0." + i));
    }

    Failure refusal = failure(bus.request(LoginService.ADDRESS, loginOf("user200", "10.0.0.200")));

    assertThat(refusal.kind()).isEqualTo(FailureKind.BUSY);
    assertThat(refusal.facts()).isEqualTo(new JsonObject().put("retryAfter", 5L));
    // With that of the start; none of them ends before its time-out.
    until(() -> broker.requests("login") >= 1 + underWay);
    until(() -> broker.requests("authenticate") >= 1 + underWay);
    assertThat(broker.requests("login")).isEqualTo(1 + underWay);
    // Ends them.
    broker.noFaults();
    broker.fault(new JsonObject().put("dropSockets", true));
  }

  @Test
  void refusedSessionsDoNotCountTowardsTheMaximum() throws Exception {
    LoggedIn other = login("user1");
    broker.fault(new JsonObject().put("expireSsids", true));
    until(() -> await(ask(demo)).connection() == Connection.AUTH_FAILED);
    until(() -> await(ask(other)).connection() == Connection.AUTH_FAILED);

    assertThat(await(ask(login("user2"))).connection()).isEqualTo(Connection.CONNECTED);
    assertThat(await(ask(login("demo"))).connection()).isEqualTo(Connection.CONNECTED);
  }

  @Test
  void aLoginContinuesAPassivatedSession() throws Exception {
    Preferences loud = new Preferences(new Alerts(true, true, 30));
    await(store(demo, loud));
    passivate(demo);

    LoggedIn again = login("demo");

    assertThat(again.session()).isEqualTo(demo.session());
    assertThat(await(ask(again)).preferences()).isEqualTo(loud);
    until(() -> broker.requests("sockets") == 1);
    assertThat(state().live()).isEqualTo(1);
    assertThat(ended).isEmpty();
  }

  private void startStream(String order, String server, Timeframe timeframe) {
    AssetsView assets = await(bus.request(Session.address(demo.session()), new GetAssets()));
    long asset = assets.assets().get(0).id();
    StartStream startStream =
        new StartStream(order, server, asset, timeframe, timeframe.floor(assets.asOf()));
    await(bus.request(StreamHost.address(demo.session()), startStream));
  }

  @Test
  void stopsTheStreamsOfAServerThatHasLeft(Vertx vertx) throws Exception {
    String self = Cluster.of(vertx).self();
    until(() -> broker.requests("subscriptions") == 1);
    startStream("here", self, Timeframe.M1);
    startStream("there", "another", Timeframe.M5);
    until(() -> broker.requests("subscriptions") == 3);

    bus.publish(Cluster.LEFT, new ServerLeft("another"));

    until(() -> broker.requests("subscriptions") == 2);
    await(bus.request(StreamHost.address(demo.session()), new StopStream("here")));
    until(() -> broker.requests("subscriptions") == 1);
  }

  @Test
  void discardsPreferencesStoredAfterTheEnd() {
    await(end(demo));

    await(store(demo, Preferences.DEFAULT));

    assertThat(failure(activate(demo)).kind()).isEqualTo(FailureKind.SESSION_ENDED);
  }
}
