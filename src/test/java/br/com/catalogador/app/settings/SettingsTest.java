package br.com.catalogador.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import br.com.catalogador.support.Secret;
import br.com.catalogador.web.http.TrustedProxies;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir private Path folder;

  private Path file(String yaml) {
    try {
      return Files.writeString(folder.resolve("test.yaml"), yaml);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Settings inFile(String yaml) {
    return new Settings(file(yaml), Map.of(), Map.of());
  }

  private static Settings inEnvironment(String name, String value) {
    return new Settings(null, Map.of(name, value), Map.of());
  }

  private static List<String> mistakes(Settings settings) {
    return catchThrowableOfType(ConfigurationException.class, settings::check).mistakes();
  }

  @Test
  void usesTheDefaultWithoutAValue() {
    Settings settings = new Settings(null, Map.of(), Map.of());

    assertThat(settings.text("http.host", "a")).isEqualTo("a");
    assertThat(settings.wholeNumber("http.port", 7, 1, 9)).isEqualTo(7);
    assertThat(settings.secret("auth.secret", 32)).isNull();
    settings.check();
  }

  @Test
  void environmentOverridesTheFileAndTheCommandLineBoth() {
    Path file = file("http: {host: file, port: 1, publicUrl: file}");
    Map<String, String> environment =
        Map.of("CATALOGADOR_HTTP_HOST", "environment", "CATALOGADOR_HTTP_PORT", "2", "HOME", "/");
    Settings settings = new Settings(file, environment, Map.of("http.host", "command line"));

    assertThat(settings.text("http.host", "")).isEqualTo("command line");
    assertThat(settings.wholeNumber("http.port", 0, 0, 9)).isEqualTo(2);
    assertThat(settings.text("http.publicUrl", "")).isEqualTo("file");
    settings.check();
  }

  @Test
  void camelCaseKeyHasUnderscoresInTheEnvironment() {
    Settings settings = inEnvironment("CATALOGADOR_BROKER_REQUESTS_IN_FLIGHT", "3");

    assertThat(settings.wholeNumber("broker.requestsInFlight", 8, 1, 9)).isEqualTo(3);
    settings.check();
  }

  @Test
  void readsListsAsYamlOrWithCommas() {
    assertThat(inFile("x: {y: [a, b]}").hosts("x.y")).containsExactlyInAnyOrder("a", "b");
    assertThat(inFile("x: {y: 'a, b,'}").hosts("x.y")).containsExactlyInAnyOrder("a", "b");
    assertThat(inEnvironment("CATALOGADOR_X_Y", "a,b").hosts("x.y"))
        .containsExactlyInAnyOrder("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0", "::1/129", "*"})
  void acceptsAddressesAndNetworksOfProxies(String text) {
    Settings settings = inFile("x: {y: '" + text + "'}");

    assertThat(settings.proxies("x.y", "127.0.0.1"))
        .isEqualTo(TrustedProxies.of(List.of("127.0.0.1")));
    assertThat(mistakes(settings))
        .singleElement()
        .asString()
        .contains(
            "x.y",
            '"' + text + '"',
            "IP addresses or networks such as 10.0.0.0/8, separated by commas");
  }

  @ParameterizedTest
  @CsvSource({"0ms,0", "250ms,250", "10s,10000", "5m,300000", "12h,43200000", "090s,90000"})
  void readsADurationWithAUnit(String text, long millis) {
    assertThat(inFile("x: {y: " + text + "}").duration("x.y", "1s", "0ms"))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10",
        "s",
        "''",
        "10 s",
        "-5s",
        "1.5s",
        "5d",
        "1m30s",
        "s5",
        "10S",
        "99999999999999999h"
      })
  void rejectsAnyOtherDuration(String text) {
    Settings settings = inFile("x: {y: " + text + "}");

    assertThat(settings.duration("x.y", "1s", "0ms")).isEqualTo(Duration.ofSeconds(1));
    assertThat(mistakes(settings)).hasSize(1);
  }

  @Test
  void rejectsADurationBelowTheMinimum() {
    Settings settings = inEnvironment("CATALOGADOR_X_Y", "999ms");
    settings.duration("x.y", "1m", "1s");

    assertThat(mistakes(settings))
        .containsExactly(
            "environment CATALOGADOR_X_Y: x.y: \"999ms\" is not a duration such as 250ms, 10s, 5m"
                + " or 12h, from 1s to 500h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10", "-1", "1.5", "1e1", "one", "99999999999", ""})
  void rejectsANumberOutOfRange(String text) {
    Settings settings = inEnvironment("CATALOGADOR_X_Y", text);
    settings.wholeNumber("x.y", 5, 1, 9);

    assertThat(mistakes(settings))
        .containsExactly(
            "environment CATALOGADOR_X_Y: x.y: \"" + text + "\" is not a whole number from 1 to 9");
  }

  @Test
  void reportsAllMistakesWithOriginKeyValueAndExpectation() {
    Path file = file("http: {port: many, hots: a}\nbroker: {mode: paper}\nnonsense: {x: 1}");
    Map<String, String> environment =
        Map.of("CATALOGADOR_CACHE_MAX_CANDLES", "1", "CATALOGADOR_HTTP_PROT", "80");
    Settings settings = new Settings(file, environment, Map.of("sessions.maximum", "0"));
    settings.text("http.host", "");
    settings.wholeNumber("http.port", 1, 0, 9);
    settings.choice("broker.mode", "live", "live", "simulated");
    settings.wholeNumber("cache.maxCandles", 10, 10, 99);
    settings.wholeNumber("sessions.maximum", 1, 1, 9);

    assertThat(mistakes(settings))
        .containsExactlyInAnyOrder(
            file + ":1: http.port: \"many\" is not a whole number from 0 to 9",
            file + ":1: http.hots: unknown key, did you mean http.host?",
            file + ":2: broker.mode: \"paper\" is not one of: live, simulated",
            file + ":3: nonsense.x: unknown key",
            "environment CATALOGADOR_CACHE_MAX_CANDLES: cache.maxCandles: \"1\" is not a whole"
                + " number from 10 to 99",
            "environment CATALOGADOR_HTTP_PROT: unknown key, did you mean"
                + " CATALOGADOR_HTTP_PORT?",
            "command line: sessions.maximum: \"0\" is not a whole number from 1 to 9");
  }

  @Test
  void exceptionMessageContainsEveryMistake() {
    Settings settings = inFile("http: {a: 1, b: 2}");

    assertThat(catchThrowableOfType(ConfigurationException.class, settings::check))
        .hasMessageContaining("http.a: unknown key")
        .hasMessageContaining("http.b: unknown key");
  }

  @Test
  void rejectsAShortSecretWithoutRepeatingIt() {
    Settings settings = inFile("auth: {secret: correct-horse}");
    settings.secret("auth.secret", 32);

    assertThat(mistakes(settings))
        .containsExactly(
            folder.resolve("test.yaml")
                + ":1: auth.secret: \"***\" is not a secret of at least 32 bytes, 8 of them"
                + " different");
  }

  @Test
  void measuresASecretInBytes() {
    Settings settings = inEnvironment("CATALOGADOR_AUTH_SECRET", "éèêëáàâä".repeat(2));

    assertThat(settings.secret("auth.secret", 32)).isEqualTo(new Secret("éèêëáàâä".repeat(2)));
    settings.check();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http: [1, 2]|:1: http: expected a section with keys below it",
        "http: 5000|:1: http: expected a section with keys below it",
        "just text|: expected sections such as \"http:\"",
        "- a|: expected sections such as \"http:\""
      })
  void rejectsAFileOfAnotherStructure(String yaml, String mistake) {
    assertThat(mistakes(inFile(yaml))).containsExactly(folder.resolve("test.yaml") + mistake);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "http: {port            | 1",
        "a: 'b                  | 1",
        "~http:\n\tport: 1~     | 2",
        "~x: 1\ny: 2\nz: a: b~  | 3",
        "!!java.io.File {a: b}  | 1"
      })
  void rejectsAFileThatIsNotPlainYamlWithTheLine(String yaml, int line) {
    assertThat(mistakes(inFile(yaml)))
        .singleElement()
        .asString()
        .startsWith(folder.resolve("test.yaml") + ":" + line + ": is not YAML");
  }

  @Test
  void readsHeadersFromASectionOfTheFile() {
    Settings settings =
        inFile(
            """
            broker:
              headers:
                User-Agent: "Mozilla/5.0 (X11; Linux x86_64)"
                Accept-Language: "pt-BR,pt;q=0.9"
                X-Number: 7
            """);

    assertThat(settings.headers("broker.headers"))
        .isEqualTo(
            Map.of(
                "User-Agent", "Mozilla/5.0 (X11; Linux x86_64)",
                "Accept-Language", "pt-BR,pt;q=0.9",
                "X-Number", "7"));
    settings.check();
  }

  @Test
  void headersFromTheEnvironmentReplaceThoseOfTheFile() {
    Settings settings =
        new Settings(
            file("broker: {headers: {Accept: text/html}}"),
            Map.of("CATALOGADOR_BROKER_HEADERS", "User-Agent: a:b c\n\n X-Other :1"),
            Map.of());

    assertThat(settings.headers("broker.headers"))
        .isEqualTo(Map.of("User-Agent", "a:b c", "X-Other", "1"));
    settings.check();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "cookie",
        "Authorization",
        "Content-Length",
        "Connection",
        "Upgrade",
        "Origin",
        "Sec-WebSocket-Key",
        "SEC-WEBSOCKET-EXTENSIONS",
        "Transfer-Encoding",
        "Proxy-Authorization",
        "Accept-Encoding"
      })
  void rejectsAHeaderThatTheClientSetsOrMustNotSend(String name) {
    Settings settings = inFile("broker: {headers: {" + name + ": s3cret}}");
    settings.headers("broker.headers");

    assertThat(mistakes(settings))
        .containsExactly(
            folder.resolve("test.yaml")
                + ":1: broker.headers."
                + name
                + ": may not be set, the client sets it itself or must not send it");
  }

  @Test
  void rejectsIllegalHeadersWithoutRepeatingTheirValues() {
    Settings settings =
        inFile(
            """
            broker:
              headers:
                "X Y": s3cret
                X-Line: "s3cret\\r\\nCookie: a"
                X-Accent: "s3cret é"
                X-Empty:
                accept: s3cret
                Accept: s3cret
            """);
    settings.headers("broker.headers");

    String value = ": its value is empty or has a character other than visible ASCII and spaces";
    Path file = folder.resolve("test.yaml");
    String key = ": broker.headers.";
    assertThat(mistakes(settings))
        .containsExactlyInAnyOrder(
            file + ":3" + key + "X Y: is not the name of a header",
            file + ":4" + key + "X-Line" + value,
            file + ":5" + key + "X-Accent" + value,
            file + ":6" + key + "X-Empty" + value,
            file + ":8" + key + "Accept: is given twice");
  }

  @Test
  void rejectsADuplicateKey() {
    assertThat(mistakes(inFile("http:\n  port: 1\n  port: 2\n")))
        .singleElement()
        .asString()
        .startsWith(folder.resolve("test.yaml") + ":3: is not YAML");
  }

  @Test
  void rejectsAMissingFile() {
    Path missing = folder.resolve("missing.yaml");

    assertThat(mistakes(new Settings(missing, Map.of(), Map.of())))
        .containsExactly(missing + ": there is no such file");
  }

  @Test
  void reportsTheReasonForAnUnreadableFile() throws IOException {
    Path binary = Files.write(folder.resolve("binary"), new byte[] {'a', (byte) 0xff});

    assertThat(mistakes(new Settings(folder, Map.of(), Map.of())))
        .containsExactly(folder + ": is a directory, expected a file");
    assertThat(mistakes(new Settings(binary, Map.of(), Map.of())))
        .containsExactly(binary + ": is not text in UTF-8");
  }

  @Test
  void rejectsADurationAboveAnIntOfMilliseconds() {
    Settings settings = inFile("x: {y: 700h}");
    settings.duration("x.y", "1m", "1s");

    assertThat(mistakes(settings)).hasSize(1).first().asString().endsWith("from 1s to 500h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a remark", "http:", "http: {host: }"})
  void acceptsAnIncompleteFile(String yaml) {
    Settings settings = inFile(yaml);
    assertThat(settings.text("http.host", "default")).isEqualTo("default");
    settings.check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://a.example", "http://127.0.0.1:5000/", "''"})
  void acceptsAPublicUrl(String address) {
    Settings settings = inFile("http: {publicUrl: " + address + "}");

    assertThat(settings.publicUrl("http.publicUrl")).isEqualTo(address.replace("'", ""));
    settings.check();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.example",
        "ftp://a.example",
        "https://",
        "https://a.example/app",
        "https://a.example?x=1",
        "https://user@a.example",
        "https://a b"
      })
  void rejectsAnyOtherPublicUrl(String address) {
    Settings settings = inFile("http: {publicUrl: '" + address + "'}");
    settings.publicUrl("http.publicUrl");

    assertThat(mistakes(settings)).singleElement().asString().contains("is not an address such as");
  }

  @ParameterizedTest
  @CsvSource({
    "http.prot,http.port",
    "HTTP.PORT,http.port",
    "sesions.idle,sessions.idle",
    "sessions.maxmum,sessions.maximum"
  })
  void suggestsASimilarKey(String given, String meant) {
    assertThat(KeySuggestion.to(given, List.of("http.port", "sessions.idle", "sessions.maximum")))
        .contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http.x", "nonsense.x", "sessions.lifetime"})
  void suggestsNothingForADissimilarKey(String given) {
    assertThat(KeySuggestion.to(given, List.of("http.port", "sessions.idle", "sessions.maximum")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "00000000000000000000000000000001"})
  void rejectsALongSecretOfFewDistinctCharacters(String secret) {
    Settings settings = inFile("auth: {secret: '" + secret + "'}");
    settings.secret("auth.secret", 32);

    assertThat(mistakes(settings)).singleElement().asString().doesNotContain(secret);
  }

  @Test
  void namesTheLineOfAKeyInANestedSection() {
    Settings settings = inFile("# first\nbroker:\n  oauth:\n\n    clientId: no\n");
    settings.number("broker.oauth.clientId");

    assertThat(mistakes(settings))
        .containsExactly(
            folder.resolve("test.yaml")
                + ":5: broker.oauth.clientId: \"false\" is not a whole number above 0");
  }

  @Test
  void acceptsAFileWithCertificatesAndNamesIt() {
    String pem = SelfSignedCertificate.create().certificatePath();
    Settings settings = inFile("x: {y: '" + pem + "'}");

    assertThat(settings.certificates("x.y")).isEqualTo(pem);
    assertThat(settings.files()).containsExactly(folder.resolve("test.yaml"), Path.of(pem));
    settings.check();
  }

  @Test
  void rejectsAFileWithoutCertificates() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing");
    for (String[] each :
        new String[][] {
          {empty.toString(), "it has no certificate"},
          {folder + "/none.pem", "there is no such file"},
          {folder.toString(), "it has no certificate"}
        }) {
      Settings settings = inFile("x: {y: '" + each[0] + "'}");
      settings.certificates("x.y");

      assertThat(mistakes(settings))
          .containsExactly(
              "%s:1: x.y: \"%s\" is not a file with certificates (PEM) that can be read: %s"
                  .formatted(folder.resolve("test.yaml"), each[0], each[1]));
    }
  }

  @Test
  void rejectsACertificateThatHasEnded() throws Exception {
    Path pem = Path.of(SelfSignedCertificate.create().certificatePath());
    Instant never = Instant.parse("9999-12-31T23:59:59Z").plusSeconds(1);

    assertThat(CertificateFile.problem(pem, Instant.now())).isEmpty();
    assertThat(CertificateFile.problem(pem, never).orElseThrow())
        .startsWith("its certificate ended on ");
  }
}
