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

/** Every address of the bridge and some that are none, by every kind of caller, in every way. */
@WithServer({"auth.secret", BridgeMatrixIT.SECRET})
class BridgeMatrixIT {
  static final String SECRET = "a secret of the tests, long enough";
  private static final List<String> TOLD = List.of("connection", "catalog", "ranking");
  private static final String SAID = "watch";

  private static Vertx vertx;
  private static WebSocketClient sockets;
  private static RunningServer server;
  private static Person owner;
  private static Person other;
  private static Person gone;

  /** A user who has logged in; his token's {@code sid} and {@code sub} and the token itself. */
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
      return Stream.concat(TOLD.stream(), Stream.of(SAID))
          .map(topic -> "user." + id + "." + topic)
          .toList();
    }
  }

  /** Who speaks, and what the bridge has to say to him where an owner would be let in. */
  enum Caller {
    WITHOUT_A_TOKEN("unauthorized"),
    WITH_NONSENSE("unauthorized"),
    WITH_AN_EXPIRED_TOKEN("unauthorized"),
    WITH_A_TOKEN_OF_ANOTHER_KEY("unauthorized"),
    WHOSE_SESSION_HAS_ENDED("session_ended"),
    OF_ANOTHER_NAME("access_denied"),
    THE_OWNER("let in");

    private final String answer;

    Caller(String answer) {
      this.answer = answer;
    }

    String token() {
      return switch (this) {
        case WITHOUT_A_TOKEN -> null;
        case WITH_NONSENSE -> "nonsense";
        case WITH_AN_EXPIRED_TOKEN -> signed(SECRET, Instant.now().minusSeconds(60));
        case WITH_A_TOKEN_OF_ANOTHER_KEY ->
            signed("another secret, of somebody else", Instant.now().plusSeconds(600));
        case WHOSE_SESSION_HAS_ENDED -> gone.token();
        case OF_ANOTHER_NAME -> other.token();
        case THE_OWNER -> owner.token();
      };
    }

    /** Whose addresses he tries. */
    Person victim() {
      return this == WHOSE_SESSION_HAS_ENDED ? gone : owner;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    sockets = Page.client(vertx);
    owner = Person.login("user1");
    other = Person.login("user2");
    gone = Person.login("user3");
    server.client().with("Authorization", "Bearer " + gone.token()).post("/api/v1/logout", "");
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
    try (Page page = Page.open(sockets, server, caller.token())) {
      for (String address : addresses(caller.victim())) {
        expected.put(address, isThere(address, way) ? caller.answer : "access_denied");
        answers.put(address, answer(page, address, way));
      }
    }
    if (caller == Caller.OF_ANOTHER_NAME) {
      assertThat(answers.values()).containsOnly("access_denied");
    }
    assertThat(answers).isEqualTo(expected);
  }

  private static List<String> addresses(Person victim) {
    List<String> addresses = new ArrayList<>(victim.addresses());
    addresses.addAll(
        List.of(
            "user." + victim.id(),
            "user." + victim.id() + ".anything",
            "user." + victim.id() + ".catalog.more",
            "user.*.catalog",
            "user..catalog",
            "session.directory",
            "session.ended",
            "session.carried",
            "session." + victim.session(),
            "session." + victim.session() + ".views",
            "session." + victim.session() + ".carrier",
            "ranking." + victim.session(),
            "ranking." + victim.session() + ".views",
            "cache.candles",
            "analysis",
            "live",
            "live." + victim.id() + ".updates",
            ""));
    return addresses;
  }

  private static boolean isThere(String address, String way) {
    String[] parts = address.split("\\.");
    if (parts.length != 3 || !parts[0].equals("user") || !parts[1].matches("[0-9]+")) {
      return false;
    }
    return way.equals("register") && TOLD.contains(parts[2])
        || way.equals("send") && parts[2].equals(SAID);
  }

  /** {@code let in}, or the code of the refusal. */
  private static String answer(Page page, String address, String way) {
    String reply = UUID.randomUUID().toString();
    JsonObject message = new JsonObject().put("type", way).put("address", address);
    if (way.equals("send")) {
      message.put("replyAddress", reply).put("body", new JsonObject());
    }
    page.say(message);
    // A registration that is let in says nothing, so one follows that is not.
    String after = page.send("nowhere", new JsonObject());
    String wanted = way.equals("send") ? reply : address;
    JsonObject told =
        page.next(
            it -> wanted.equals(it.getString("address")) || after.equals(it.getString("address")));
    if (told.getString("address").equals(after)) {
      return "let in";
    }
    page.next(it -> after.equals(it.getString("address")));
    return told.getString("type").equals("err") ? told.getString("body") : "let in";
  }
}
