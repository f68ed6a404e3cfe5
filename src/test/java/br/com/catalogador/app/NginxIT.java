package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.Ports;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.Reference;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server behind a real nginx with the shipped nginx.conf (lesson 17). */
@EnabledIf(value = "br.com.catalogador.app.Nginx#isThere", disabledReason = "no nginx here")
@WithServer({"auth.loginAttempts", "1"})
class NginxIT {
  private static final String LOGIN = "/api/v1/login";
  private static final String HOST = "127.0.0.1";

  /** Addresses of 127.0.0.0/8, all local on Linux, as several clients. */
  private static final String GUESSER = "127.0.0.2";

  private static final String HURRIED = "127.0.0.4";

  @TempDir private static Path folder;

  private static SelfSignedCertificate certificate;
  private static Vertx vertx;
  private static RunningServer server;
  private static Nginx nginx;

  @BeforeAll
  static void start() throws Exception {
    certificate = SelfSignedCertificate.create("localhost");
    vertx = Vertx.vertx();
    nginx = inFrontOf(URI.create(server.url()).getPort(), "shared");
  }

  @AfterAll
  static void stop() {
    nginx.close();
    await(vertx.close());
    certificate.delete();
  }

  private static Nginx inFrontOf(int port, String name) throws Exception {
    return Nginx.start(
        Files.createDirectory(folder.resolve(name)),
        port,
        certificate.certificatePath(),
        certificate.privateKeyPath());
  }

  private static WebClientOptions tls() {
    return new WebClientOptions()
        .setSsl(true)
        .setTrustOptions(certificate.trustOptions())
        .setFollowRedirects(false);
  }

  private static HttpResponse<Buffer> send(
      WebClientOptions client, Nginx to, HttpMethod method, String path, String body, MultiMap more)
      throws Exception {
    int port = client.isSsl() ? to.httpsPort() : to.httpPort();
    WebClient web = WebClient.create(vertx, client);
    try {
      return await(
          web.request(method, SocketAddress.inetSocketAddress(port, HOST), port, "localhost", path)
              .putHeaders(more)
              .sendBuffer(Buffer.buffer(body)));
    } finally {
      web.close();
    }
  }

  private static HttpResponse<Buffer> get(String path, String... headers) throws Exception {
    return send(tls(), nginx, HttpMethod.GET, path, "", headers(headers));
  }

  private static HttpResponse<Buffer> post(WebClientOptions client, String body, String... headers)
      throws Exception {
    MultiMap all = headers(headers).set("Content-Type", "application/json");
    return send(client, nginx, HttpMethod.POST, LOGIN, body, all);
  }

  private static HttpResponse<Buffer> login(
      WebClientOptions client, String user, String password, String... headers) throws Exception {
    JsonObject body =
        new JsonObject().put("email", user + "@catalogador.local").put("password", password);
    return post(client, body.encode(), headers);
  }

  private static MultiMap headers(String... headers) {
    MultiMap all = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < headers.length; i += 2) {
      all.set(headers[i], headers[i + 1]);
    }
    return all;
  }

  /** Decompresses once, so content that was compressed twice stays unreadable. */
  private static String unzipped(HttpResponse<Buffer> answer) throws IOException {
    assertThat(answer.headers().getAll("Content-Encoding")).containsExactly("gzip");
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(answer.body().getBytes()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String styleSheet() throws Exception {
    Matcher link = Pattern.compile("/static/\\d+/css/app.css").matcher(get("/").bodyAsString());
    assertThat(link.find()).isTrue();
    return link.group();
  }

  @Test
  void redirectsUnencryptedRequestsToTls() throws Exception {
    HttpResponse<Buffer> answer =
        send(
            new WebClientOptions().setFollowRedirects(false),
            nginx,
            HttpMethod.GET,
            "/ranking?order=net",
            "",
            headers());

    assertThat(answer.statusCode()).isEqualTo(301);
    assertThat(answer.getHeader("Location")).isEqualTo("https://localhost/ranking?order=net");
    assertThat(answer.getHeader("Server")).isEqualTo("nginx");
  }

  @Test
  void redirectsOtherNamesToTheConfiguredOne() throws Exception {
    HttpResponse<Buffer> answer =
        send(
            new WebClientOptions().setFollowRedirects(false),
            nginx,
            HttpMethod.GET,
            "/ranking",
            "",
            headers("Host", "evil.example"));

    assertThat(answer.getHeader("Location")).isEqualTo("https://localhost/ranking");
  }

  @Test
  void answersCertbotWithoutTls() throws Exception {
    Path challenges = Files.createDirectories(nginx.html().resolve(".well-known/acme-challenge"));
    Files.writeString(challenges.resolve("abc"), "abc.key");

    HttpResponse<Buffer> answer =
        send(
            new WebClientOptions(),
            nginx,
            HttpMethod.GET,
            "/.well-known/acme-challenge/abc",
            "",
            headers());

    assertThat(answer.bodyAsString()).isEqualTo("abc.key");
  }

  @Test
  void aLoginOverTlsSetsASecureCookieThatWorks() throws Exception {
    HttpResponse<Buffer> login = login(tls(), "demo", "demo-1234");
    String cookie = login.getHeader("Set-Cookie");

    assertThat(login.statusCode()).isEqualTo(200);
    assertThat(cookie.split("; ")).contains("Secure", "HTTPOnly", "SameSite=Strict");

    HttpResponse<Buffer> catalog =
        get(
            "/api/v1/catalog?asset=EURUSD-OTC&quadrants=10",
            "Cookie",
            cookie.substring(0, cookie.indexOf(';')),
            "Accept-Encoding",
            "gzip");

    assertThat(catalog.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(unzipped(catalog)).getJsonArray("rows")).hasSize(10);
    assertThat(catalog.getHeader("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void everyAnswerHasEachSecurityHeaderExactlyOnce() throws Exception {
    for (String path : List.of("/", styleSheet(), "/api/v1/session", "/nowhere")) {
      MultiMap headers = get(path).headers();

      assertThat(headers.getAll("Strict-Transport-Security"))
          .as(path)
          .containsExactly("max-age=31536000");
      assertThat(headers.getAll("Content-Security-Policy")).as(path).hasSize(1);
      assertThat(headers.getAll("X-Content-Type-Options")).as(path).containsExactly("nosniff");
      assertThat(headers.getAll("Referrer-Policy")).as(path).hasSize(1);
      assertThat(headers.getAll("Server")).as(path).containsExactly("nginx");
    }
  }

  @Test
  void filesAreCacheableAndCompressedAtMostOnce() throws Exception {
    String path = styleSheet();

    HttpResponse<Buffer> zipped = get(path, "Accept-Encoding", "gzip");
    HttpResponse<Buffer> plain = get(path);

    assertThat(zipped.getHeader("Cache-Control")).isEqualTo("public, immutable, max-age=31536000");
    assertThat(zipped.headers().getAll("Vary")).containsExactly("Accept-Encoding");
    assertThat(plain.getHeader("Content-Encoding")).isNull();
    assertThat(unzipped(zipped))
        .isEqualTo(plain.bodyAsString())
        .isEqualTo(server.client().get(path).text());
  }

  @Test
  void servesHttp2() throws Exception {
    WebClientOptions http2 =
        new WebClientOptions(tls()).setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2);

    HttpResponse<Buffer> answer = send(http2, nginx, HttpMethod.GET, "/", "", headers());

    assertThat(answer.version()).isEqualTo(HttpVersion.HTTP_2);
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void deliversLiveUpdatesOverAWebSocket() throws Exception {
    HttpResponse<Buffer> login = login(tls(), "user7", "demo-1234");
    String cookie = login.getHeader("Set-Cookie");
    String user = login.bodyAsJsonObject().getJsonObject("user").getString("id");
    WebSocketClient sockets =
        vertx.createWebSocketClient(
            new WebSocketClientOptions().setSsl(true).setTrustOptions(certificate.trustOptions()));
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setServer(SocketAddress.inetSocketAddress(nginx.httpsPort(), HOST))
            .setHost("localhost")
            .setPort(nginx.httpsPort())
            .setSsl(true)
            .setURI("/eventbus/websocket");
    options.putHeader("Cookie", cookie.substring(0, cookie.indexOf(';')));
    options.putHeader("Origin", "https://localhost:" + nginx.httpsPort());

    try (PageSocket page = PageSocket.open(sockets, options, null)) {
      page.register("user." + user + ".connection");

      assertThat(page.nextBody("user." + user + ".connection").getString("connection"))
          .isEqualTo("CONNECTED");
    }
    // Keeps the client reachable: its garbage collection would close the sockets.
    Reference.reachabilityFence(sockets);
  }

  @Test
  void limitsBodiesInTheSameFormAtServerAndNginx() throws Exception {
    for (int kilobytes : new int[] {100, 300}) {
      HttpResponse<Buffer> answer = post(tls(), " ".repeat(kilobytes * 1024));

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.getHeader("Content-Type")).isEqualTo("application/problem+json");
      assertThat(answer.bodyAsJsonObject().getString("code")).isEqualTo("body_too_large");
    }
  }

  @Test
  void letsFilesOfCandlesThroughButNoOtherLargeBody() throws Exception {
    String token = login(tls(), "user6", "demo-1234").bodyAsJsonObject().getString("token");
    StringBuilder csv = new StringBuilder("from,open,high,low,close\n");
    StringBuilder times = new StringBuilder();
    StringBuilder prices = new StringBuilder();
    for (int i = 1; i <= 30_000; i++) {
      csv.append(i * 60).append(",1,1,1,1\n");
      times.append(i == 1 ? "" : ",").append(i * 60);
      prices.append(i == 1 ? "1" : ",1");
    }
    byte[] form = ApiClient.form("a.csv", csv.toString().getBytes(StandardCharsets.UTF_8));
    MultiMap headers =
        headers(
            "Authorization",
            "Bearer " + token,
            "Content-Type",
            "multipart/form-data; boundary=candles-in-a-form");
    HttpResponse<Buffer> read =
        send(
            tls(),
            nginx,
            HttpMethod.POST,
            "/api/v1/candles/read",
            new String(form, StandardCharsets.UTF_8),
            headers);
    assertThat(read.statusCode()).as(read.bodyAsString()).isEqualTo(200);

    String columns =
        "{\"asset\":\"X\",\"candles\":{\"from\":[%s],\"open\":[%2$s],\"high\":[%2$s],\"low\":[%2$s],"
            + "\"close\":[%2$s]}}";
    headers.set("Content-Type", "application/json");
    HttpResponse<Buffer> catalog =
        send(
            tls(),
            nginx,
            HttpMethod.POST,
            "/api/v1/catalog",
            columns.formatted(times, prices),
            headers);
    assertThat(catalog.statusCode()).as(catalog.bodyAsString()).isEqualTo(200);
  }

  @Test
  void lesson5LimitsAClientWithInventedAddressesByItsRealOne() throws Exception {
    WebClientOptions guesser = new WebClientOptions(tls()).setLocalAddress(GUESSER);
    for (int i = 0; i < 10; i++) {
      String invented = "203.0.113." + i;
      assertThat(
              login(
                      guesser,
                      "user" + (100 + i),
                      "wrong",
                      "X-Forwarded-For",
                      invented,
                      "Forwarded",
                      "for=" + invented)
                  .statusCode())
          .isEqualTo(401);
    }

    HttpResponse<Buffer> refused =
        login(guesser, "user8", "demo-1234", "X-Forwarded-For", "203.0.113.99");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.bodyAsJsonObject().getInteger("retryAfter")).isBetween(200, 300);
    assertThat(login(tls(), "user8", "demo-1234").statusCode()).isEqualTo(200);
  }

  @Test
  void limitsTheRateOfLoginsBeforeTheServer() throws Exception {
    WebClientOptions hurried = new WebClientOptions(tls()).setLocalAddress(HURRIED);
    HttpResponse<Buffer> answer = post(hurried, "{}");
    for (int i = 0; i < 100 && answer.statusCode() == 400; i++) {
      answer = post(hurried, "{}");
    }

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.bodyAsJsonObject().getString("code")).isEqualTo("too_many_attempts");
    assertThat(answer.getHeader("Retry-After")).isEqualTo("10");
    assertThat(answer.getHeader("Strict-Transport-Security")).isNotNull();
    assertThat(post(tls(), "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void aTokenHasEightRequestsUnderWayHoweverItIsSentAndCanAlwaysLogOut() throws Exception {
    List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
    HttpServer slow = await(vertx.createHttpServer().requestHandler(held::add).listen(0, HOST));
    // As many connections as requests: the client's own pool has five.
    WebClient web = WebClient.create(vertx, tls(), new PoolOptions().setHttp1MaxSize(20));
    try (Nginx inFront = inFrontOf(slow.actualPort(), "slow")) {
      for (int i = 0; i < 8; i++) {
        ask(web, inFront, "/api/v1/assets", "Authorization", "Bearer a.b.mine");
      }
      until(() -> held.size() == 8);

      for (String[] same :
          List.of(
              new String[] {"Authorization", "bearer a.b.mine"},
              new String[] {"Cookie", "x=1; __Host-catalogador_token=a.b.mine; y=2"},
              new String[] {"Cookie", "catalogador_token=a.b.mine"})) {
        HttpResponse<Buffer> ninth = await(ask(web, inFront, "/api/v1/session", same));
        assertThat(ninth.statusCode()).isEqualTo(429);
        assertThat(ninth.getHeader("Retry-After")).isEqualTo("1");
        assertThat(ninth.getHeader("Content-Type")).isEqualTo("application/problem+json");
        assertThat(ninth.bodyAsJsonObject().getString("code")).isEqualTo("too_many_requests");
        assertThat(ninth.bodyAsJsonObject().getInteger("retryAfter")).isEqualTo(1);
      }
      ask(web, inFront, "/api/v1/session", "Authorization", "Bearer a.b.other");
      ask(web, inFront, "/api/v1/session", "Cookie", "catalogador_token=a.b.third");
      ask(web, inFront, "/api/v1/session");
      ask(web, inFront, "/api/v1/logout", "Authorization", "Bearer a.b.mine");
      until(() -> held.size() == 12);
    } finally {
      web.close();
      await(slow.close());
    }
  }

  private static Future<HttpResponse<Buffer>> ask(
      WebClient web, Nginx to, String path, String... headers) {
    return web.get(to.httpsPort(), "localhost", path).putHeaders(headers(headers)).send();
  }

  /** Sends logins from given addresses until nginx rejects one. */
  private static boolean isHeldUp(String path, IntFunction<String> address) throws Exception {
    WebClient web = WebClient.create(vertx, tls());
    try {
      for (int i = 0; i < 100; i++) {
        HttpResponse<Buffer> answer =
            await(
                web.post(nginx.httpsPort(), "localhost", path)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("X-Address-For-Tests", address.apply(i))
                    .sendBuffer(Buffer.buffer("{}")));
        if (answer.statusCode() == 429) {
          return true;
        }
      }
      return false;
    } finally {
      web.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/login/, 203.0.113.10",
    "/api/v1/login//, 203.0.113.11",
    "/api/v1/login/., 203.0.113.12",
    "/api/v1/login/2fa, 203.0.113.13",
    "/api/v1/login/2fa/, 203.0.113.14",
    "//api/v1/%6cogin, 203.0.113.15"
  })
  void noSpellingOfTheLoginPathBypassesTheLimit(String path, String address) throws Exception {
    assertThat(isHeldUp(path, ignored -> address)).isTrue();
  }

  @Test
  void treatsAnIpv6NetworkAsOneClient() throws Exception {
    assertThat(isHeldUp(LOGIN, i -> "2001:db8:1:1::" + Integer.toHexString(i + 1))).isTrue();
    assertThat(isHeldUp(LOGIN, i -> "2001:db8:1:%x::1".formatted(i + 2))).isFalse();
  }

  @Test
  void answersOfNginxItselfHaveTheSecurityHeadersOnce() throws Exception {
    WebClientOptions hurried = new WebClientOptions(tls()).setLocalAddress("127.0.0.5");
    HttpResponse<Buffer> tooMany = post(hurried, "{}");
    for (int i = 0; i < 100 && tooMany.statusCode() == 400; i++) {
      tooMany = post(hurried, "{}");
    }
    HttpResponse<Buffer> tooLarge = post(tls(), " ".repeat(300 * 1024));
    HttpResponse<Buffer> longHead = get("/", "X-Long", "x".repeat(20_000));
    HttpResponse<Buffer> moved =
        send(
            new WebClientOptions().setFollowRedirects(false),
            nginx,
            HttpMethod.GET,
            "/",
            "",
            headers());

    assertThat(List.of(tooMany, tooLarge, longHead, moved))
        .extracting(HttpResponse::statusCode)
        .containsExactly(429, 413, 400, 301);
    for (HttpResponse<Buffer> answer : List.of(tooMany, tooLarge, longHead, moved)) {
      assertOwnHeaders(answer);
    }
  }

  private static void assertOwnHeaders(HttpResponse<Buffer> answer) {
    assertThat(answer.headers().getAll("Content-Security-Policy"))
        .as("%d", answer.statusCode())
        .containsExactly("default-src 'none'; frame-ancestors 'none'");
    assertThat(answer.headers().getAll("X-Content-Type-Options"))
        .as("%d", answer.statusCode())
        .containsExactly("nosniff");
  }

  @Test
  void closesAConnectionWithoutACompleteRequestHead() throws Exception {
    NetClient client =
        vertx.createNetClient(
            new NetClientOptions()
                .setSsl(true)
                .setTrustOptions(certificate.trustOptions())
                .setHostnameVerificationAlgorithm(""));
    AtomicBoolean closed = new AtomicBoolean();
    // on the event loop, before nginx can have closed it
    await(
        client
            .connect(nginx.httpsPort(), HOST)
            .onSuccess(
                socket -> {
                  socket.closeHandler(ignored -> closed.set(true));
                  socket.write("GET / HTTP/1.1\r\nHost: localhost\r\nX: y");
                }));

    until(closed::get);
    // Keeps the client reachable: its garbage collection would close the socket.
    Reference.reachabilityFence(client);
  }

  @Test
  void overwritesForwardingHeadersOfTheClient() throws Exception {
    HttpServer echo =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      JsonObject told = new JsonObject();
                      request
                          .headers()
                          .forEach(header -> told.put(lower(header.getKey()), header.getValue()));
                      request.response().end(told.encode());
                    })
                .listen(0, HOST));
    try (Nginx inFront = inFrontOf(echo.actualPort(), "echo")) {
      JsonObject told =
          send(
                  tls(),
                  inFront,
                  HttpMethod.GET,
                  "/eventbus/websocket",
                  "",
                  headers(
                      "X-Forwarded-For", "203.0.113.1",
                      "X-Forwarded-Proto", "http",
                      "Forwarded", "for=203.0.113.1",
                      "X-Request-Id", "mine",
                      "Accept-Encoding", "gzip, br",
                      "Upgrade", "h2c",
                      "Connection", "Upgrade"))
              .bodyAsJsonObject();

      assertThat(told.getString("x-forwarded-for")).isEqualTo(HOST);
      assertThat(told.getString("x-forwarded-proto")).isEqualTo("https");
      assertThat(told.getString("host")).isEqualTo("localhost:" + inFront.httpsPort());
      assertThat(told.getString("x-request-id")).matches("[0-9a-f]{32}");
      // nginx writes the log line after the answer.
      until(() -> inFront.accessLog().contains(told.getString("x-request-id")));
      assertThat(told.fieldNames())
          .doesNotContain("forwarded", "accept-encoding", "upgrade", "connection");
    } finally {
      await(echo.close());
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Test
  void noLogHasTheCodeOfALoginOnTheBrokersPage() throws Exception {
    try (Nginx inFront = inFrontOf(Ports.free(), "codes")) {
      String callback = "/api/v1/login/oauth/callback?code=C0DE-4711&state=ST4TE-4711";

      HttpResponse<Buffer> back = send(tls(), inFront, HttpMethod.GET, callback, "", headers());
      send(tls(), inFront, HttpMethod.GET, "/api/v1/session?a=b", "", headers());

      assertThat(back.statusCode()).isEqualTo(503);
      assertThat(back.bodyAsJsonObject().getString("code")).isEqualTo("busy");
      until(() -> inFront.accessLog().contains("GET /api/v1/session "));
      assertThat(inFront.accessLog()).contains("GET /api/v1/login/oauth/callback ");
      assertThat(inFront.errorLog()).contains("/api/v1/session?a=b");
      assertThat(inFront.accessLog() + inFront.errorLog()).doesNotContain("4711");
    }
  }

  @Test
  void answersWithRetryAfterWhileTheServerIsDown() throws Exception {
    String path = styleSheet();
    RunningServer leaving = RunningServer.start();
    try (Nginx inFront = inFrontOf(URI.create(leaving.url()).getPort(), "away")) {
      HttpResponse<Buffer> before;
      try (leaving) {
        before = send(tls(), inFront, HttpMethod.GET, path, "", headers("Accept-Encoding", "gzip"));
      }

      HttpResponse<Buffer> after = send(tls(), inFront, HttpMethod.GET, path, "", headers());
      HttpResponse<Buffer> page = send(tls(), inFront, HttpMethod.GET, "/", "", headers());
      HttpResponse<Buffer> call =
          send(tls(), inFront, HttpMethod.GET, "/api/v1/session", "", headers());

      assertThat(after.bodyAsString()).isEqualTo(unzipped(before));
      assertThat(page.statusCode()).isEqualTo(503);
      assertThat(page.getHeader("Content-Type")).startsWith("text/html");
      assertThat(page.getHeader("Retry-After")).isEqualTo("5");
      assertOwnHeaders(page);
      assertOwnHeaders(call);
      assertThat(call.statusCode()).isEqualTo(503);
      assertThat(call.getHeader("Retry-After")).isEqualTo("5");
      assertThat(call.bodyAsJsonObject().getString("code")).isEqualTo("busy");
    }
  }
}
