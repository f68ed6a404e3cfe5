package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Access matrix of the bridge: every address, every kind of caller, every type of message. */
@WithServer({"auth.secret", BridgeMatrixIT.SECRET})
class BridgeMatrixIT {
  static final String SECRET = "a secret of the tests, long enough";
  private static final List<String> SUBSCRIBED =
      List.of("connection", "catalog", "ranking", "history");
  private static final String SENT = "watch";

  private static Vertx vertx;
  private static WebSocketClient sockets;
  private static RunningServer server;
  private static Person owner;
  private static Person other;
  private static Person loggedOut;

  /** A logged-in user: the token with its {@code sub} and {@code sid}. */
  private record Person(String id, String session, String token) {
    static Person login(String name) {
      JsonObject answer = server.client().login(name + "@catalogador.local", "demo-1234").json();
      String claims = answer.getString("token").split("\\.")[1];
      return new Person(
          answer.getJsonObject("user").getString("id"),
          new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(claims))).getString("sid"),
          answer.getString("token"));
    }

    List<String> addresses() {
      return Stream.concat(SUBSCRIBED.stream(), Stream.of(SENT))
          .map(topic -> "user." + id + "." + topic)
          .toList();
    }
  }

  /** Kinds of callers, and the expected answer where an owner would be admitted. */
  enum Caller {
    NO_TOKEN("unauthorized"),
    INVALID_TOKEN("unauthorized"),
    EXPIRED_TOKEN("unauthorized"),
    FOREIGN_TOKEN("unauthorized"),
    ENDED_SESSION("session_ended"),
    OTHER_USER("access_denied"),
    OWNER("admitted");

    private final String answer;

    Caller(String answer) {
      this.answer = answer;
    }

    String token() {
      return switch (this) {
        case NO_TOKEN -> null;
        case INVALID_TOKEN -> "nonsense";
        case EXPIRED_TOKEN -> signed(SECRET, Instant.now().minusSeconds(60));
        case FOREIGN_TOKEN ->
            signed("another secret, of somebody else", Instant.now().plusSeconds(600));
        case ENDED_SESSION -> loggedOut.token();
        case OTHER_USER -> other.token();
        case OWNER -> owner.token();
      };
    }

    /** The user whose addresses are tried. */
    Person target() {
      return this == ENDED_SESSION ? loggedOut : owner;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    sockets = PageSocket.client(vertx);
    owner = Person.login("user1");
    other = Person.login("user2");
    loggedOut = Person.login("user3");
    server.client().with("Authorization", "Bearer " + loggedOut.token()).post("/api/v1/logout", "");
  }

  @AfterAll
  static void stop() {
    vertx.close();
  }

  private static String signed(String secret, Instant expiresAt) {
    JWTOptions options = new JWTOptions().setAlgorithm("HS256").setIssuer("catalogador");
    PubSecKeyOptions key = new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(secret);
    return JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(key).setJWTOptions(options))
        .generateToken(
            new JsonObject()
                .put("sub", owner.id())
                .put("sid", owner.session())
                .put("exp", expiresAt.getEpochSecond()),
            options);
  }

  static Stream<Arguments> callersAndWays() {
    return Arrays.stream(Caller.values())
        .flatMap(
            caller ->
                Stream.of("register", "send", "publish").map(way -> Arguments.of(caller, way)));
  }

  @ParameterizedTest
  @MethodSource("callersAndWays")
  void admitsOnlyAllowedCallersToEachAddress(Caller caller, String way) {
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> answers = new TreeMap<>();
    try (PageSocket page = PageSocket.open(sockets, server, caller.token())) {
      for (String address : addresses(caller.target())) {
        expected.put(address, isThere(address, way) ? caller.answer : "access_denied");
        answers.put(address, answer(page, address, way));
      }
    }
    if (caller == Caller.OTHER_USER) {
      assertThat(answers.values()).containsOnly("access_denied");
    }
    assertThat(answers).isEqualTo(expected);
  }

  private static List<String> addresses(Person target) {
    List<String> addresses = new ArrayList<>(target.addresses());
    addresses.addAll(
        List.of(
            "user." + target.id(),
            "user." + target.id() + ".anything",
            "user." + target.id() + ".catalog.more",
            "user.*.catalog",
            "user..catalog",
            "session.directory",
            "session.ended",
            "session.streamed",
            "session." + target.session(),
            "session." + target.session() + ".views",
            "session." + target.session() + ".streams",
            "ranking." + target.session(),
            "ranking." + target.session() + ".views",
            "cache.candles",
            "analysis",
            "live",
            "live." + target.id() + ".updates",
            ""));
    return addresses;
  }

  private static boolean isThere(String address, String way) {
    String[] parts = address.split("\\.");
    if (parts.length != 3 || !parts[0].equals("user") || !parts[1].matches("[0-9]+")) {
      return false;
    }
    return way.equals("register") && SUBSCRIBED.contains(parts[2])
        || way.equals("send") && parts[2].equals(SENT);
  }

  /** {@code admitted}, or the code of the refusal. */
  private static String answer(PageSocket page, String address, String way) {
    String reply = UUID.randomUUID().toString();
    JsonObject message = new JsonObject().put("type", way).put("address", address);
    if (way.equals("send")) {
      message.put("replyAddress", reply).put("body", new JsonObject());
    }
    page.write(message);
    // A successful registration has no answer, so one that fails is sent after it.
    String after = page.send("nowhere", new JsonObject());
    String wanted = way.equals("send") ? reply : address;
    JsonObject told =
        page.next(
            it -> wanted.equals(it.getString("address")) || after.equals(it.getString("address")));
    if (told.getString("address").equals(after)) {
      return "admitted";
    }
    page.next(it -> after.equals(it.getString("address")));
    return told.getString("type").equals("err") ? told.getString("body") : "admitted";
  }
}
