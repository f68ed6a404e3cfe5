package br.com.catalogador.web.http;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.User;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.RevokedTokens;
import br.com.catalogador.support.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only tokens signed with HS256 and one of our keys are accepted, whatever their header says. */
class TokensTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String PREVIOUS = "fedcba9876543210fedcba9876543210";
  private static final Instant EXPIRES = Instant.now().plus(Duration.ofHours(1));

  private static Vertx vertx;
  private static Tokens tokens;

  @BeforeAll
  static void create() {
    vertx = Vertx.vertx();
    WebOptions options =
        new WebOptions(
            "127.0.0.1",
            0,
            "",
            TrustedProxies.of(Set.of()),
            new Secret(SECRET),
            new Secret(PREVIOUS),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            true,
            LoginWays.PASSWORD_ONLY);
    tokens = new Tokens(vertx, options, Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    await(vertx.close());
  }

  private static JsonObject claims() {
    return new JsonObject()
        .put("sub", "1001")
        .put("sid", "s")
        .put("iss", "catalogador")
        .put("exp", EXPIRES.getEpochSecond());
  }

  private static String part(JsonObject json) {
    return encoded(json.encode().getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Makes a token with any header and the MAC of a given algorithm. */
  private static String token(JsonObject header, JsonObject claims, String mac, String secret)
      throws GeneralSecurityException {
    String signed = part(header) + "." + part(claims);
    Mac signer = Mac.getInstance(mac);
    signer.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), mac));
    return signed + "." + encoded(signer.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }

  private static JsonObject header(String algorithm) {
    return new JsonObject().put("typ", "JWT").put("alg", algorithm);
  }

  private static void assertRejected(String token) {
    assertThat(failure(tokens.verify(token)).kind()).isEqualTo(FailureKind.UNAUTHORIZED);
  }

  @Test
  void tokenContainsUserSessionAndExpiry() {
    User user = new User(new UserId("1001"), "Demo", "demo@catalogador.local");
    String token = tokens.issue(new LoggedIn(user, new SessionId("s"), "t", EXPIRES));

    assertThat(await(tokens.verify(token)))
        .isEqualTo(
            new Identity(
                new UserId("1001"),
                new SessionId("s"),
                "t",
                Instant.ofEpochSecond(EXPIRES.getEpochSecond())));
    JsonObject header =
        new JsonObject(new String(Base64.getUrlDecoder().decode(token.split("\\.")[0])));
    assertThat(header.getString("alg")).isEqualTo("HS256");
  }

  @Test
  void acceptsACorrectTokenMadeByTheTest() throws Exception {
    for (String secret : List.of(SECRET, PREVIOUS)) {
      String token = token(header("HS256"), claims(), "HmacSHA256", secret);
      assertThat(await(tokens.verify(token)).user()).isEqualTo(new UserId("1001"));
    }
  }

  @Test
  void acceptsAVerifiedTokenUntilItExpires() throws Exception {
    Instant soon = Instant.now().plusSeconds(2);
    User user = new User(new UserId("1001"), "Demo", "demo@catalogador.local");
    String token = tokens.issue(new LoggedIn(user, new SessionId("s"), "soon", soon));
    assertThat(await(tokens.verify(token)).user()).isEqualTo(new UserId("1001"));

    until(() -> tokens.verify(token).failed());

    assertThat(Instant.now().getEpochSecond()).isGreaterThanOrEqualTo(soon.getEpochSecond());
    assertRejected(token);
  }

  @Test
  void rejectsARevokedTokenThatWasVerifiedBefore() {
    User user = new User(new UserId("1001"), "Demo", "demo@catalogador.local");
    String token = tokens.issue(new LoggedIn(user, new SessionId("s1"), "t1", EXPIRES));
    String other = tokens.issue(new LoggedIn(user, new SessionId("s1"), "t2", EXPIRES));
    await(tokens.verify(token));

    RevokedTokens.of(vertx).add("t1", EXPIRES.toEpochMilli());

    assertThat(failure(tokens.verify(token)).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    assertThat(await(tokens.verify(other)).token()).isEqualTo("t2");
    RevokedTokens.of(vertx).add("s1", EXPIRES.toEpochMilli());
    assertThat(failure(tokens.verify(other)).kind()).isEqualTo(FailureKind.SESSION_ENDED);
  }

  @Test
  void acceptsATokenWithoutIdAndDerivesOne() throws Exception {
    String old = token(header("HS256"), claims().put("iat", 2), "HmacSHA256", SECRET);
    String another = token(header("HS256"), claims().put("iat", 1), "HmacSHA256", SECRET);

    Identity who = await(tokens.verify(old));

    assertThat(who.token()).startsWith("unlisted.");
    assertThat(await(tokens.verify(another)).token()).isNotEqualTo(who.token());
    RevokedTokens.of(vertx).add(who.token(), EXPIRES.toEpochMilli());
    assertThat(failure(tokens.verify(old)).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    await(tokens.verify(another));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "nOnE", ""})
  void rejectsATokenWithoutSignature(String algorithm) throws Exception {
    String unsigned = part(header(algorithm)) + "." + part(claims());

    assertRejected(unsigned);
    assertRejected(unsigned + ".");
    assertRejected(unsigned + ".AAAA");
    assertRejected(token(header(algorithm), claims(), "HmacSHA256", SECRET));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS384", "HS512"})
  void rejectsAnotherAlgorithmWithTheSameKey(String algorithm) throws Exception {
    String mac = algorithm.replace("HS", "HmacSHA");

    assertRejected(token(header(algorithm), claims(), mac, SECRET));
    assertRejected(token(header("HS256"), claims(), mac, SECRET));
    assertRejected(token(header(algorithm), claims(), "HmacSHA256", SECRET));
  }

  @Test
  void rejectsAKeyInsideTheToken() throws Exception {
    SelfSignedCertificate own = SelfSignedCertificate.create("localhost");
    X509KeyManager keys =
        (X509KeyManager) own.keyCertOptions().getKeyManagerFactory(vertx).getKeyManagers()[0];
    own.delete();
    String alias = keys.getServerAliases("RSA", null)[0];
    X509Certificate certificate = keys.getCertificateChain(alias)[0];
    JsonObject jwk = jwk((RSAPublicKey) certificate.getPublicKey());
    JsonObject header =
        header("RS256")
            .put("jwk", jwk)
            .put("jku", "http://127.0.0.1:1/keys")
            .put("x5c", List.of(Base64.getEncoder().encodeToString(certificate.getEncoded())));
    String signed = part(header) + "." + part(claims());
    String token = signed + "." + encoded(rsa(keys.getPrivateKey(alias), signed));

    assertRejected(token);
    JWTAuth trusting = JWTAuth.create(vertx, new JWTAuthOptions().addJwk(jwk));
    assertThat(await(trusting.authenticate(new TokenCredentials(token))).subject())
        .isEqualTo("1001");
  }

  private static JsonObject jwk(RSAPublicKey key) {
    return new JsonObject()
        .put("kty", "RSA")
        .put("n", encoded(key.getModulus().toByteArray()))
        .put("e", encoded(key.getPublicExponent().toByteArray()));
  }

  private static byte[] rsa(PrivateKey key, String text) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key);
    signature.update(text.getBytes(StandardCharsets.UTF_8));
    return signature.sign();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "../../dev/null", "' OR 1=1 --"})
  void ignoresTheKeyIdOfTheToken(String kid) throws Exception {
    JsonObject header = header("HS256").put("kid", kid);

    assertRejected(token(header, claims(), "HmacSHA256", "another-key-another-key-another!"));
    assertRejected(token(header, claims(), "HmacSHA256", "\0"));
  }

  @Test
  void rejectsExpiredTokensAndThoseOfAnotherIssuer() throws Exception {
    for (JsonObject wrong :
        List.of(
            claims().put("iss", "somebody"),
            claims().putNull("iss"),
            claims().put("exp", Instant.now().minusSeconds(1).getEpochSecond()),
            claims().put("nbf", Instant.now().plusSeconds(60).getEpochSecond()))) {
      assertRejected(token(header("HS256"), wrong, "HmacSHA256", SECRET));
    }
    for (String claim : List.of("sub", "sid", "iss", "exp")) {
      JsonObject without = claims();
      without.remove(claim);
      assertRejected(token(header("HS256"), without, "HmacSHA256", SECRET));
    }
  }

  @Test
  void rejectsATokenWithOneChangedCharacter() throws Exception {
    String token = token(header("HS256"), claims(), "HmacSHA256", SECRET);
    for (int i = 0; i < token.length(); i += 7) {
      char other = token.charAt(i) == 'B' ? 'C' : 'B';
      assertRejected(token.substring(0, i) + other + token.substring(i + 1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "...", "a.b.c", "e30.e30.e30", "%00", "\u00e9.\u00e9.\u00e9"})
  void rejectsTextThatIsNoToken(String token) {
    assertRejected(token);
  }
}
