package br.com.catalogador.app.check;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.BrokerNetwork;
import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.broker.ProxyAddress;
import br.com.catalogador.broker.ScriptedBroker;
import br.com.catalogador.broker.recording.Recorder;
import br.com.catalogador.simulator.SimulatorOptions;
import br.com.catalogador.simulator.SimulatorVerticle;
import br.com.catalogador.support.BrokerControl;
import br.com.catalogador.support.Ports;
import br.com.catalogador.support.Secret;
import br.com.catalogador.support.TunnelProxy;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Each step against a broker that fails exactly there, with the sentence of the verdict. */
@ExtendWith(VertxExtension.class)
class BrokerCheckTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** Prices come once a second, later on a busy machine. */
  private static final Duration LISTENING = Duration.ofSeconds(3);

  private static final CheckTexts TEXTS = CheckTexts.load();

  private Vertx vertx;

  /** Of the last simulator. */
  private BrokerControl control;

  @BeforeEach
  void start(Vertx vertx) {
    this.vertx = vertx;
  }

  // Brokers and accounts

  private BrokerOptions simulator(JsonObject faults, Duration connectTimeout) {
    SimulatorVerticle simulator =
        new SimulatorVerticle(
            SimulatorOptions.defaults().withAlwaysOpen(true).withFaults(faults.encode()),
            Clock.systemUTC());
    await(vertx.deployVerticle(simulator));
    String address = "://" + SimulatorVerticle.HOST + ":" + simulator.port();
    control = new BrokerControl("http" + address);
    return ScriptedBroker.start(vertx)
        .options(connectTimeout, LIMIT, 8)
        .at(
            "ws" + address + SimulatorVerticle.SOCKET_PATH,
            "http" + address + SimulatorVerticle.LOGIN_PATH,
            "http" + address + SimulatorVerticle.TWO_FACTOR_PATH);
  }

  private BrokerOptions simulator() {
    return simulator(new JsonObject(), LIMIT);
  }

  private BrokerOptions withFault(String name, Object value) {
    return simulator(new JsonObject().put(name, value), LIMIT);
  }

  private static Account user(String name, Account.CodePrompt codes) {
    return new Account.Password(name + "@catalogador.local", new Secret("demo-1234"), codes);
  }

  private static Account demo() {
    return user("demo", null);
  }

  private Report check(BrokerOptions broker, Account account) {
    return new BrokerCheck(vertx, broker, LISTENING, Clock.systemUTC(), Recorder.off())
        .run(account);
  }

  /** Checks a simulator with a fault, as its demo user. */
  private Report demoWith(String fault, Object value) {
    return check(withFault(fault, value), demo());
  }

  /** The outcome of each step, and the finding where there is one. */
  private static List<String> outcomes(Report report) {
    return report.steps().stream()
        .map(
            step ->
                step.step().code()
                    + " "
                    + step.outcome().code()
                    + (step.finding() == null ? "" : " " + step.finding()))
        .toList();
  }

  private static JsonObject facts(Report report, Step step) {
    return report.steps().stream()
        .filter(result -> result.step() == step)
        .findFirst()
        .orElseThrow()
        .facts();
  }

  /** All steps from one to another are skipped. */
  private static void assertSkipped(Report report, Step first, Step last) {
    assertThat(report.steps())
        .filteredOn(
            result -> result.step().compareTo(first) >= 0 && result.step().compareTo(last) <= 0)
        .isNotEmpty()
        .allMatch(result -> result.outcome() == Outcome.SKIPPED);
  }

  private static String verdict(Report report) {
    return TEXTS.verdict(report);
  }

  // The good way

  @Test
  void aWorkingBrokerPassesAllStepsAndIsLeftLoggedOut() throws Exception {
    Report report = check(simulator(), demo());

    assertThat(outcomes(report))
        .containsExactly(
            "name ok",
            "tcp ok",
            "login ok",
            "second_factor ok",
            "upgrade ok",
            "authenticate ok",
            "time_sync ok",
            "profile ok",
            "balances ok",
            "assets ok",
            "candles ok",
            "pushes ok",
            "logout ok");
    assertThat(verdict(report)).isEqualTo("tudo funciona: um usuário consegue entrar e analisar.");
    assertThat(facts(report, Step.LOGIN))
        .isEqualTo(
            new JsonObject()
                .put("status", 200)
                .put("contentType", "application/json")
                .put("answeredBy", "broker"));
    assertThat(facts(report, Step.ASSETS).getInteger("total")).isEqualTo(62);
    assertThat(facts(report, Step.PUSHES).getJsonObject("pushes").getMap())
        .containsOnlyKeys("candle-generated", "timeSync");
    assertThat(control.requests("ssids")).isZero();
    until(() -> control.requests("sockets") == 0);
  }

  @Test
  void withoutAnAccountOnlyTheNetworkIsChecked() {
    Report report = check(simulator(), new Account.None());

    assertThat(outcomes(report)).startsWith("name ok", "tcp ok", "login skipped");
    assertSkipped(report, Step.LOGIN, Step.LOGOUT);
    assertThat(verdict(report))
        .isEqualTo(
            "o caminho até a Polarium está livre; sem --email ou --ssid o login não foi tentado.");
  }

  // The network

  @Test
  void unknownName() {
    BrokerOptions options = simulator();

    Report report =
        check(
            options.at(
                options.socketUrl(), "http://nonexistent.invalid/v2/login", options.twoFactorUrl()),
            demo());

    assertThat(outcomes(report))
        .startsWith("name failed name_unknown", "tcp skipped", "name ok", "tcp ok");
    assertSkipped(report, Step.LOGIN, Step.LOGOUT);
    assertThat(verdict(report))
        .isEqualTo(
            "não funciona, parou em nome nonexistent.invalid:80: o nome do servidor da Polarium não"
                + " existe para esta máquina.");
  }

  @Test
  void closedPort() {
    BrokerOptions options = simulator();
    int port = Ports.free();

    Report report =
        check(
            options.at("ws://127.0.0.1:" + port + "/", options.loginUrl(), options.twoFactorUrl()),
            demo());

    assertThat(outcomes(report))
        .startsWith("name ok", "tcp ok", "name ok", "tcp failed connection_refused");
    assertSkipped(report, Step.LOGIN, Step.LOGOUT);
    assertThat(verdict(report))
        .isEqualTo(
            "não funciona, parou em conexão 127.0.0.1:"
                + port
                + ": a máquina respondeu e recusou a conexão.");
  }

  @Test
  void anUnreachableServerForCodesIsOnlyAWarning() {
    BrokerOptions options = simulator();

    Report report =
        check(
            options.at(
                options.socketUrl(),
                options.loginUrl(),
                "http://127.0.0.1:" + Ports.free() + "/api/v2/verify/2fa"),
            new Account.None());

    assertThat(outcomes(report))
        .startsWith("name ok", "tcp ok", "name ok", "tcp warning connection_refused");
    assertThat(report.outcome()).isEqualTo(Outcome.WARNING);
  }

  @Test
  void throughAProxyTheProxyResolvesNames() {
    TunnelProxy proxy = TunnelProxy.start(vertx, TunnelProxy.Kind.HTTP);
    ScriptedBroker broker = ScriptedBroker.start(vertx);

    Report good =
        check(through(broker, proxy.address(TunnelProxy.ENCODED_PASSWORD)), new Account.None());
    Report refused = check(through(broker, proxy.address("wrong")), new Account.None());

    proxy.close();
    assertThat(outcomes(good)).startsWith("name skipped", "tcp ok");
    assertThat(outcomes(refused)).startsWith("name skipped", "tcp failed proxy_failed");
    assertThat(verdict(refused)).endsWith(": o proxy não abriu o caminho.");
    assertThat(new ReportText(TEXTS).of(refused)).doesNotContain("wrong", TunnelProxy.USER);
  }

  private static BrokerOptions through(ScriptedBroker broker, String proxy) {
    return broker.through(new BrokerNetwork(List.of(), ProxyAddress.of(proxy), Map.of()));
  }

  @Test
  void untrustedCertificate() {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    ScriptedBroker broker =
        ScriptedBroker.start(
            vertx,
            new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions()));

    Report report = check(broker.options(LIMIT, LIMIT, 8), demo());

    certificate.delete();
    assertThat(outcomes(report))
        .startsWith("name ok", "tcp ok", "tls failed certificate_untrusted", "login skipped");
    assertThat(facts(report, Step.TLS).getString("subject")).isEqualTo("CN=localhost");
    assertThat(facts(report, Step.TLS).getString("issuer")).isEqualTo("CN=localhost");
    assertThat(facts(report, Step.TLS).getString("protocol")).isEqualTo("TLSv1.3");
    assertThat(verdict(report))
        .startsWith("não funciona, parou em TLS localhost:")
        .endsWith(": o certificado não é de uma autoridade conhecida.");
    assertThat(broker.logins()).isEmpty();
  }

  @Test
  void expiredCertificate(@TempDir Path folder) throws Exception {
    Path store = folder.resolve("expired.p12");
    ScriptedBroker broker =
        ScriptedBroker.start(
            vertx,
            new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(
                    new PfxOptions().setPath(expired(store)).setPassword("changeit")));

    Report report = check(broker.options(LIMIT, LIMIT, 8), demo());

    assertThat(outcomes(report)).startsWith("name ok", "tcp ok", "tls failed certificate_expired");
    assertThat(verdict(report)).endsWith(": o certificado mostrado está vencido.");
    assertThat(broker.logins()).isEmpty();
  }

  @Test
  void certificateThatThisJvmTrusts(@TempDir Path folder) throws Exception {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    X509Certificate read = read(certificate);
    ScriptedBroker broker =
        ScriptedBroker.start(
            vertx,
            new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions()));

    Report report =
        trusting(
            read,
            folder.resolve("trusted.p12"),
            () -> check(broker.options(LIMIT, LIMIT, 8), new Account.None()));

    certificate.delete();
    assertThat(outcomes(report)).startsWith("name ok", "tcp ok", "tls ok", "login skipped");
    assertThat(facts(report, Step.TLS))
        .isEqualTo(
            new JsonObject()
                .put("protocol", "TLSv1.3")
                .put("subject", "CN=localhost")
                .put("issuer", "CN=localhost")
                .put("validFrom", read.getNotBefore().toInstant().toString())
                .put("validUntil", read.getNotAfter().toInstant().toString()));
  }

  private static X509Certificate read(SelfSignedCertificate certificate) throws Exception {
    try (InputStream pem = Files.newInputStream(Path.of(certificate.certificatePath()))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }
  }

  /** Runs something while this JVM trusts one certificate, as -Djavax.net.ssl.trustStore does. */
  private static Report trusting(X509Certificate certificate, Path file, Supplier<Report> task)
      throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("a", certificate);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "changeit".toCharArray());
    }
    System.setProperty("javax.net.ssl.trustStore", file.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
    try {
      return task.get();
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }

  private static String expired(Path store) throws IOException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    int code =
        new ProcessBuilder(
                (keytool
                        + " -genkeypair -alias a -keyalg EC -dname CN=localhost -startdate -30d"
                        + " -validity 10 -storetype PKCS12 -storepass changeit -keystore "
                        + store)
                    .split(" "))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    assertThat(code).isZero();
    return store.toString();
  }

  // The login

  @Test
  void challengePage() {
    Report report = demoWith("gates", new JsonObject().put("login", "cloudflare"));

    assertThat(outcomes(report)).startsWith("name ok", "tcp ok", "login failed challenge_page");
    assertThat(facts(report, Step.LOGIN))
        .isEqualTo(
            new JsonObject()
                .put("status", 403)
                .put("contentType", "text/html")
                .put("answeredBy", "cloudflare"));
    assertSkipped(report, Step.SECOND_FACTOR, Step.LOGOUT);
    assertThat(verdict(report))
        .isEqualTo(
            "não funciona, parou em login: veio uma página de desafio, que só um navegador"
                + " resolve.");
  }

  @Test
  void refusedAccount() {
    Report report =
        demoWith(
            "loginRefusal",
            new JsonObject()
                .put("status", 403)
                .put("code", "user_blocked")
                .put("message", "blocked"));

    assertThat(outcomes(report)).contains("login failed account_refused");
    assertThat(facts(report, Step.LOGIN).getString("brokerCode")).isEqualTo("user_blocked");
    assertThat(verdict(report))
        .isEqualTo("não funciona, parou em login: a Polarium recusou a conta, não a senha.");
  }

  @Test
  void limitOfLogins() {
    Report report = demoWith("loginLimit", new JsonObject().put("logins", 0).put("seconds", 600));

    assertThat(outcomes(report)).contains("login failed rate_limited");
    assertThat(facts(report, Step.LOGIN).getInteger("status")).isEqualTo(429);
    assertThat(facts(report, Step.LOGIN).getInteger("retryAfter")).isEqualTo(600);
    assertThat(verdict(report))
        .isEqualTo(
            "não funciona, parou em login: um limite da Polarium para este endereço de rede.");
  }

  @Test
  void garbageInsteadOfAnAnswer() {
    ScriptedBroker broker = ScriptedBroker.start(vertx).onLogin(200, "\u0000[garbage");

    Report report = check(broker.options(LIMIT, LIMIT, 8), demo());

    assertThat(outcomes(report)).contains("login failed unknown_page");
    assertThat(verdict(report))
        .isEqualTo("não funciona, parou em login: veio uma resposta que não é da Polarium.");
  }

  @Test
  void wrongPassword() {
    Report report =
        check(
            simulator(), new Account.Password("demo@catalogador.local", new Secret("wrong"), null));

    assertThat(verdict(report))
        .isEqualTo(
            "não funciona, parou em login: a Polarium diz que e-mail ou senha não conferem.");
  }

  @Test
  void aLoginThatSucceedsAfterItsTimeoutIsAwaitedAndLoggedOut() throws Exception {
    JsonObject late = new JsonObject().put("lateLogins", 4_500);

    Report report = check(simulator(late, Duration.ofSeconds(3)), demo());

    assertThat(outcomes(report)).contains("login failed no_answer", "logout ok");
    assertSkipped(report, Step.SECOND_FACTOR, Step.PUSHES);
    assertThat(control.requests("logout")).isEqualTo(1);
    assertThat(control.requests("ssids")).isZero();
  }

  @Test
  void aCheckThatIsStoppedLogsOutWhatItHasOpened() throws Exception {
    BrokerCheck check =
        new BrokerCheck(
            vertx, simulator(), Duration.ofMinutes(1), Clock.systemUTC(), Recorder.off());
    Thread checking = new Thread(() -> check.run(demo()));
    checking.start();
    until(() -> control.requests("subscriptions") > 0);

    check.abandon();

    assertThat(control.requests("ssids")).isZero();
    checking.interrupt();
    checking.join();
    assertThat(control.requests("logout")).isEqualTo(1);
  }

  // The second factor

  @Test
  void secondFactorWithNobodyToAsk() {
    Report report = check(simulator(), user("demo-2fa", null));

    assertThat(outcomes(report)).contains("login ok", "second_factor failed code_required");
    assertSkipped(report, Step.UPGRADE, Step.LOGOUT);
    assertThat(verdict(report))
        .isEqualTo(
            "não funciona, parou em segundo fator: a Polarium pede o código do segundo fator e não"
                + " há a quem perguntar.");
  }

  @Test
  void secondFactorWithTheRightCode() {
    Report report =
        check(simulator(), user("demo-2fa", method -> Optional.of(new Secret("123456"))));

    assertThat(outcomes(report)).contains("second_factor ok", "pushes ok", "logout ok");
    assertThat(facts(report, Step.SECOND_FACTOR).getJsonArray("methods"))
        .isEqualTo(new JsonArray(List.of("email", "sms")));
  }

  @Test
  void secondFactorWithAWrongCode() {
    Report report =
        check(simulator(), user("demo-2fa", method -> Optional.of(new Secret("654321"))));

    assertThat(verdict(report))
        .isEqualTo("não funciona, parou em segundo fator: a Polarium não aceitou o código.");
  }

  @Test
  void secondFactorOnlyInTheApplication() {
    Report report =
        check(
            withFault("methods", new JsonArray().add("push")),
            user("demo-2fa", method -> Optional.empty()));

    assertThat(verdict(report))
        .isEqualTo(
            "não funciona, parou em segundo fator: a Polarium só aceita a confirmação no aplicativo"
                + " dela.");
  }

  // The socket

  @Test
  void refusedUpgrade() {
    Report report = demoWith("refuseConnections", true);

    assertThat(outcomes(report)).contains("upgrade failed broker_down", "logout ok");
    assertThat(facts(report, Step.UPGRADE).getInteger("status")).isEqualTo(503);
    assertThat(verdict(report))
        .isEqualTo(
            "não funciona, parou em WebSocket: uma página de erro no lugar da Polarium: ela está"
                + " fora do ar ou em manutenção.");
  }

  @Test
  void refusedSession() {
    Report report = check(simulator(), new Account.Session(new Secret("stale")));

    assertThat(outcomes(report))
        .contains("login skipped", "upgrade ok", "authenticate failed session_refused");
    assertSkipped(report, Step.TIME_SYNC, Step.LOGOUT);
    assertThat(verdict(report))
        .isEqualTo("não funciona, parou em autenticação: a Polarium não aceita a sessão.");
  }

  @Test
  void noTime() {
    ScriptedBroker broker =
        ScriptedBroker.start(vertx)
            .withoutTime()
            .onLogin(200, "{\"code\":\"success\",\"ssid\":\"S\"}")
            .on(ScriptedBroker.LOGOUT, 200, "{}");

    Report report = check(broker.options(LIMIT, Duration.ofSeconds(3), 8), demo());

    assertThat(outcomes(report))
        .contains("authenticate ok", "time_sync failed no_time_sync", "logout ok");
    assertSkipped(report, Step.PROFILE, Step.PUSHES);
    assertThat(verdict(report))
        .isEqualTo(
            "não funciona, parou em relógio: a corretora não mandou a hora, e sem ela nenhuma vela"
                + " conta como fechada.");
  }

  @Test
  void clockTwoHoursOff() {
    Report report = demoWith("clockOffset", 7_200_000);

    assertThat(outcomes(report)).contains("time_sync warning clock_off", "pushes ok", "logout ok");
    // Less the time that the message was under way.
    assertThat(facts(report, Step.TIME_SYNC).getLong("offsetMillis"))
        .isBetween(7_200_000L - LIMIT.toMillis(), 7_200_000L);
    assertThat(verdict(report))
        .isEqualTo(
            "funciona, com um aviso em relógio: o relógio desta máquina e o da corretora não"
                + " concordam.");
  }

  @Test
  void unreadableProfile() {
    Report report = demoWith("profileShape", "empty");

    assertThat(outcomes(report)).contains("profile failed changed_answer", "pushes ok");
    assertThat(verdict(report))
        .isEqualTo(
            "não funciona, parou em perfil: a resposta veio e não se entende: a Polarium mudou"
                + " algo.");
  }

  @Test
  void refusedBalances() {
    Report report =
        demoWith(
            "statuses",
            new JsonObject().put("get-available-balances", 4000).put("get-balances", 4000));

    assertThat(outcomes(report)).contains("balances warning request_refused", "pushes ok");
    assertThat(facts(report, Step.BALANCES).getInteger("status")).isEqualTo(4000);
    assertThat(verdict(report))
        .isEqualTo("funciona, com um aviso em saldos: a Polarium recusou este pedido.");
  }

  @Test
  void emptyAssetLists() {
    Report report = demoWith("assetShapes", new JsonArray().add("empty"));

    assertThat(outcomes(report))
        .contains("assets failed no_assets", "candles skipped", "pushes skipped", "logout ok");
    assertThat(facts(report, Step.ASSETS).getInteger("total")).isZero();
    assertThat(facts(report, Step.ASSETS).getJsonArray("emptyLists"))
        .contains("turbo", "binary", "blitz");
    assertThat(verdict(report))
        .isEqualTo(
            "não funciona, parou em ativos: a Polarium não oferece nenhum ativo a esta conta.");
  }

  @Test
  void refusedCandles() {
    Report report = demoWith("statuses", new JsonObject().put("get-candles", 4000));

    assertThat(outcomes(report)).contains("candles failed request_refused", "pushes ok");
    assertThat(verdict(report))
        .isEqualTo("não funciona, parou em velas: a Polarium recusou este pedido.");
  }

  @Test
  void oldCandles() {
    Report report = demoWith("hideNewest", 3_600);

    assertThat(outcomes(report)).contains("candles warning old_candles", "pushes ok");
    assertThat(facts(report, Step.CANDLES).getLong("newestAgeSeconds")).isBetween(3_600L, 3_720L);
    assertThat(verdict(report))
        .isEqualTo("funciona, com um aviso em velas: a vela mais nova é velha.");
  }

  @Test
  void noPushes() {
    Report report = demoWith("statuses", new JsonObject().put("candle-generated", 4000));

    assertThat(outcomes(report)).contains("candles ok", "pushes failed no_pushes", "logout ok");
    assertThat(facts(report, Step.PUSHES).getJsonObject("pushes").getMap())
        .containsOnlyKeys("timeSync");
    assertThat(verdict(report))
        .isEqualTo("não funciona, parou em ao vivo: nenhum preço chegou ao vivo.");
  }

  @Test
  void whatNobodyUnderstandsIsListedByKind() {
    Report report = demoWith("garbage", 50);

    assertThat(facts(report, Step.PUSHES).getJsonObject("notUnderstood").getMap())
        .containsKeys("not_a_named_object", "unknown_push");
    assertThat(outcomes(report)).contains("pushes ok");
  }

  @Test
  void refusedLogout() {
    Report report = demoWith("statuses", new JsonObject().put("logout", 500));

    assertThat(outcomes(report)).contains("pushes ok", "logout warning not_logged_out");
    assertThat(verdict(report))
        .isEqualTo(
            "funciona, com um aviso em logout: a sessão que esta conferência abriu não foi"
                + " encerrada na Polarium.");
  }
}
