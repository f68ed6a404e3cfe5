package br.com.catalogador.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import br.com.catalogador.app.log.LogFormat;
import br.com.catalogador.broker.BrokerNetwork;
import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.broker.OAuthOptions;
import br.com.catalogador.broker.ProxyAddress;
import br.com.catalogador.cache.CacheOptions;
import br.com.catalogador.cache.HistoryOptions;
import br.com.catalogador.redis.RedisAddress;
import br.com.catalogador.session.SessionOptions;
import br.com.catalogador.session.store.StoreOptions;
import br.com.catalogador.simulator.SimulatorOptions;
import br.com.catalogador.support.Secret;
import br.com.catalogador.web.http.LoginWays;
import br.com.catalogador.web.http.TrustedProxies;
import br.com.catalogador.web.http.WebOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class ConfigurationTest {
  private static final Path SHIPPED = Path.of("conf", "catalogador.yaml");
  private static final Path WITH_REDIS = Path.of("conf", "producao-redis.yaml");
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String PREVIOUS_SECRET = "fedcba9876543210fedcba9876543210";
  private static final String REDIS = "rediss://catalogador:s3cr3t@redis.example:6380/3";

  private static final String CALLBACK = "https://catalogador.example/api/v1/login/oauth/callback";
  private static final String AUTHORITY = SelfSignedCertificate.create().certificatePath();
  private static final String PROXY = "socks5://gate:pr0xy-s3cr3t@proxy.example:1080";

  /** Every key with a non-default value. */
  private static final Map<String, String> OTHER_VALUES =
      Map.ofEntries(
          Map.entry("http.host", "0.0.0.0"),
          Map.entry("http.port", "5001"),
          Map.entry("http.managementHost", "0.0.0.0"),
          Map.entry("http.managementPort", "9091"),
          Map.entry("http.publicUrl", "https://catalogador.example"),
          Map.entry("http.trustedProxies", "10.0.0.1,10.0.0.0/8"),
          Map.entry("http.requestTimeout", "31s"),
          Map.entry("http.idleTimeout", "76s"),
          Map.entry("auth.secret", SECRET),
          Map.entry("auth.previousSecret", PREVIOUS_SECRET),
          Map.entry("auth.password", "false"),
          Map.entry("auth.tokenHours", "13"),
          Map.entry("auth.loginAttempts", "11"),
          Map.entry("auth.loginWindow", "6m"),
          Map.entry("broker.mode", "live"),
          Map.entry("broker.socketUrl", "wss://broker.example/socket"),
          Map.entry("broker.loginUrl", "https://broker.example/login"),
          Map.entry("broker.twoFactorUrl", "https://broker.example/2fa"),
          Map.entry("broker.logoutUrl", "https://broker.example/logout"),
          Map.entry("broker.platform", "317"),
          Map.entry("broker.oauth.clientId", "82"),
          Map.entry("broker.oauth.clientSecret", "s3cr3t"),
          Map.entry("broker.oauth.redirectUri", CALLBACK),
          Map.entry("broker.oauth.scope", "full"),
          Map.entry("broker.oauth.authorizeUrl", "https://broker.example/authorize"),
          Map.entry("broker.oauth.tokenUrl", "https://broker.example/token"),
          Map.entry("broker.connectTimeout", "11s"),
          Map.entry("broker.requestTimeout", "12s"),
          Map.entry("broker.requestsInFlight", "9"),
          Map.entry("broker.requestsPerSecond", "11"),
          Map.entry("broker.requestsBurst", "65"),
          Map.entry("broker.localAddresses", "127.0.0.2"),
          Map.entry("broker.proxy", PROXY),
          Map.entry("broker.headers", "User-Agent: Mozilla/5.0\nAccept: */*"),
          Map.entry("simulator.port", "5999"),
          Map.entry("simulator.seed", "-2"),
          Map.entry("simulator.alwaysOpen", "true"),
          Map.entry("simulator.jitter", "7ms"),
          Map.entry("simulator.latency", "30ms"),
          Map.entry("cache.type", "redis"),
          Map.entry("cache.redisUrl", REDIS),
          Map.entry("cache.redisAuthority", AUTHORITY),
          Map.entry("broker.candleGrace", "6s"),
          Map.entry("cache.maxCandles", "5000001"),
          Map.entry("cache.lifetime", "73h"),
          Map.entry("history.path", "/var/lib/catalogador/history"),
          Map.entry("history.days", "91"),
          Map.entry("history.requestsPerSecond", "3"),
          Map.entry("history.maximumMegabytes", "513"),
          Map.entry("sessions.idle", "61m"),
          Map.entry("sessions.maximum", "1001"),
          Map.entry("sessions.store", "redis"),
          Map.entry("sessions.redisUrl", REDIS),
          Map.entry("sessions.redisAuthority", AUTHORITY),
          Map.entry("cluster.enabled", "true"),
          Map.entry("cluster.name", "another"),
          Map.entry("cluster.host", "10.0.0.1"),
          Map.entry("cluster.port", "5801"),
          Map.entry("cluster.busPort", "5802"),
          Map.entry("cluster.members", "10.0.0.1:5801,servers.example"),
          Map.entry("analysis.workers", "256"),
          Map.entry("log.format", "json"),
          Map.entry("backup.mark", "/var/lib/catalogador/last-backup"));

  private static final Configuration OTHER =
      new Configuration(
          false,
          false,
          new WebOptions(
              "0.0.0.0",
              5001,
              "https://catalogador.example",
              TrustedProxies.of(Set.of("10.0.0.1", "10.0.0.0/8")),
              new Secret(SECRET),
              new Secret(PREVIOUS_SECRET),
              Duration.ofSeconds(31),
              Duration.ofSeconds(76),
              Duration.ofMinutes(1),
              false,
              new LoginWays(false, true)),
          new ManagementOptions("0.0.0.0", 9091, "/var/lib/catalogador/last-backup"),
          new BrokerOptions(
              "wss://broker.example/socket",
              "https://broker.example/login",
              "https://broker.example/2fa",
              "https://broker.example/logout",
              317,
              Duration.ofSeconds(11),
              Duration.ofSeconds(12),
              9,
              11,
              65,
              new BrokerNetwork(
                  List.of("127.0.0.2"),
                  ProxyAddress.of(PROXY),
                  Map.of("User-Agent", "Mozilla/5.0", "Accept", "*/*")),
              new OAuthOptions(
                  82,
                  new Secret("s3cr3t"),
                  CALLBACK,
                  "full",
                  "https://broker.example/authorize",
                  "https://broker.example/token")),
          new SimulatorOptions(5999, -2)
              .withAlwaysOpen(true)
              .withLatency(Duration.ofMillis(30))
              .withJitter(Duration.ofMillis(7)),
          new SessionOptions(
              Duration.ofMinutes(61),
              1001,
              Duration.ofHours(13),
              11,
              Duration.ofMinutes(6),
              new StoreOptions(
                  new RedisAddress(new Secret(REDIS), AUTHORITY),
                  new Secret(SECRET),
                  new Secret(PREVIOUS_SECRET)),
              3),
          new CacheOptions(
              5_000_001,
              Duration.ofHours(73),
              new RedisAddress(new Secret(REDIS), AUTHORITY),
              Duration.ofSeconds(6),
              new HistoryOptions(
                  Path.of("/var/lib/catalogador/history"), Duration.ofDays(91), 513_000_000)),
          new ClusterOptions(
              "another",
              "10.0.0.1",
              5801,
              5802,
              Set.of("10.0.0.1:5801", "servers.example"),
              new Secret(PREVIOUS_SECRET)),
          256,
          LogFormat.JSON);

  @TempDir private Path folder;

  private static Settings given(Map<String, String> values) {
    return new Settings(null, Map.of(), values);
  }

  private static Settings nothing() {
    return given(Map.of());
  }

  private static String variable(String key) {
    return "CATALOGADOR_" + key.replaceAll("([A-Z])", "_$1").replace('.', '_').toUpperCase();
  }

  @Test
  void readsEveryKeyFromTheCommandLine() {
    assertThat(Configuration.read(given(OTHER_VALUES))).isEqualTo(OTHER);
  }

  @Test
  void readsEveryKeyFromTheEnvironment() {
    Map<String, String> environment = new HashMap<>();
    OTHER_VALUES.forEach((key, value) -> environment.put(variable(key), value));

    assertThat(Configuration.read(new Settings(null, environment, Map.of()))).isEqualTo(OTHER);
  }

  @Test
  void readsEveryKeyFromTheFile() throws IOException {
    Map<String, Node> sections = new HashMap<>();
    OTHER_VALUES.forEach((key, value) -> put(sections, key, value));
    Path file =
        Files.writeString(
            folder.resolve("test.yaml"), new Yaml().dump(new Node(null, sections).plain()));

    assertThat(Configuration.read(new Settings(file, Map.of(), Map.of()))).isEqualTo(OTHER);
  }

  /** A section, or a value within sections. */
  private record Node(String value, Map<String, Node> below) {
    Object plain() {
      if (value != null) {
        return value;
      }
      Map<String, Object> section = new HashMap<>();
      below.forEach((name, node) -> section.put(name, node.plain()));
      return section;
    }
  }

  private static void put(Map<String, Node> section, String key, String value) {
    String[] path = key.split("\\.", 2);
    if (path.length == 1) {
      section.put(key, new Node(value, null));
    } else {
      Node below = section.computeIfAbsent(path[0], unseen -> new Node(null, new HashMap<>()));
      put(below.below(), path[1], value);
    }
  }

  @Test
  void theseTestsCoverEveryKeyWithANonDefaultValue() {
    Settings settings = nothing();
    Configuration.read(settings);

    assertThat(settings.defaults()).containsOnlyKeys(OTHER_VALUES.keySet());
    assertThat(settings.defaults().entrySet()).doesNotContainAnyElementsOf(OTHER_VALUES.entrySet());
  }

  @Test
  void shippedFileEqualsTheDefaults() {
    Configuration byFile = Configuration.read(new Settings(SHIPPED, Map.of(), Map.of()));
    Configuration byDefault = Configuration.read(nothing());

    assertThat(byFile.simulated()).isEqualTo(byDefault.simulated());
    assertThat(byFile.broker()).isEqualTo(byDefault.broker());
    assertThat(byFile.simulator()).isEqualTo(byDefault.simulator());
    assertThat(byFile.sessions())
        .usingRecursiveComparison()
        .ignoringFields("store.secret") // random
        .isEqualTo(byDefault.sessions());
    assertThat(byFile.cache()).isEqualTo(byDefault.cache());
    assertThat(byFile.cluster()).isNull();
    assertThat(byFile.workers()).isEqualTo(byDefault.workers());
    assertThat(byFile.log()).isEqualTo(byDefault.log());
    assertThat(byFile.web())
        .usingRecursiveComparison()
        .ignoringFields("tokenSecret") // random
        .isEqualTo(byDefault.web());
  }

  @Test
  void shippedFileShowsExactlyTheKnownKeysWithTheirDefaults() throws IOException {
    Settings settings = nothing();
    Configuration.read(settings);
    Map<String, String> shown = new HashMap<>();
    keys("", new Yaml().load(Files.readString(SHIPPED)), shown);

    // Keys without a default are comments in the file.
    Map<String, String> expected = new HashMap<>(settings.defaults());
    assertThat(expected.remove("auth.secret")).isEmpty();
    assertThat(expected.remove("auth.previousSecret")).isEmpty();
    assertThat(expected.remove("broker.oauth.clientSecret")).isEmpty();
    assertThat(expected.remove("analysis.workers")).isNotEmpty();
    assertThat(shown).isEqualTo(expected);

    Map<String, String> withRemarks = new HashMap<>();
    String uncommented = Files.readString(SHIPPED).replaceAll("(?m)^( +)#(\\w+:)", "$1$2");
    keys("", new Yaml().load(uncommented), withRemarks);
    assertThat(withRemarks).containsOnlyKeys(settings.defaults().keySet());
  }

  private static void keys(String prefix, Map<?, ?> section, Map<String, String> into) {
    section.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> below) {
            keys(prefix + name + ".", below, into);
          } else if (value != null || !prefix.isEmpty()) {
            into.put(prefix + name, text(value));
          }
        });
  }

  private static String text(Object value) {
    return value instanceof Collection<?> list
        ? String.join(",", list.stream().map(String::valueOf).toList())
        : String.valueOf(value);
  }

  @Test
  void simulatedModeGeneratesASecretAtEachStart() {
    Secret first = Configuration.read(nothing()).web().tokenSecret();
    Secret second = Configuration.read(nothing()).web().tokenSecret();

    assertThat(first.bytes()).hasSizeGreaterThanOrEqualTo(32);
    assertThat(first).isNotEqualTo(second);
  }

  @ParameterizedTest
  @CsvSource({
    "broker.loginUrl,http://broker.example/login",
    "broker.twoFactorUrl,ftp://broker.example/2fa",
    "broker.socketUrl,ws://broker.example/socket",
    "broker.socketUrl,nonsense"
  })
  void rejectsAnUnencryptedBrokerAddress_lesson5(String key, String address) {
    assertThat(mistakes(Map.of(key, address)))
        .startsWith("command line: " + key + ": \"" + address + "\" is not a ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://catalogador.example/api/v1/login/oauth/callback",
        "/api/v1/login/oauth/callback",
        "https://catalogador.example/elsewhere",
        "https://catalogador.example/api/v1/login/oauth/callback?next=1",
        "https://user@catalogador.example/api/v1/login/oauth/callback"
      })
  void rejectsARedirectUriThatIsNotOurCallback(String address) {
    assertThat(mistakes(Map.of("broker.oauth.clientId", "82", "broker.oauth.redirectUri", address)))
        .startsWith(
            "command line: broker.oauth.redirectUri: \""
                + address
                + "\" is not an https:// address with the path /api/v1/login/oauth/callback, or an"
                + " unencrypted one on this machine");
  }

  @Test
  void aClientIdNeedsARedirectUri() {
    assertThat(mistakes(Map.of("broker.oauth.clientId", "82")))
        .isEqualTo(
            "broker.oauth.redirectUri: missing; broker.oauth.clientId needs the address registered"
                + " with the broker, such as"
                + " https://catalogador.exemplo.com.br/api/v1/login/oauth/callback");
  }

  @Test
  void aClientSecretNeedsAClientId() {
    assertThat(mistakes(Map.of("broker.oauth.clientSecret", "s3cr3t")))
        .isEqualTo("broker.oauth.clientId: missing; broker.oauth.clientSecret belongs to it");
  }

  @Test
  void passwordsCannotBeOffWithoutOAuth() {
    assertThat(mistakes(Map.of("auth.password", "false")))
        .isEqualTo("auth.password: false leaves no way to log in without broker.oauth.clientId");
  }

  @Test
  void theRedirectUriIsBelowThePublicUrl() {
    assertThat(
            mistakes(
                Map.of(
                    "http.publicUrl", "https://catalogador.exampl",
                    "broker.oauth.clientId", "82",
                    "broker.oauth.redirectUri", CALLBACK)))
        .isEqualTo(
            "broker.oauth.redirectUri: \""
                + CALLBACK
                + "\" is not below http.publicUrl \"https://catalogador.exampl\"");
  }

  @Test
  void liveModeRequiresASecret_lesson5() {
    assertThat(mistakes(Map.of("broker.mode", "live")))
        .isEqualTo(
            "auth.secret: missing; live mode needs a secret of at least 32 bytes, e.g. from:"
                + " openssl rand -hex 32");
  }

  @Test
  void rejectsAShortSecretInBothModes() {
    String refusal =
        "command line: auth.secret: \"***\" is not a secret of at least 32 bytes, 8 of them"
            + " different";
    String tooShort = SECRET.substring(1);

    assertThat(mistakes(Map.of("auth.secret", tooShort))).isEqualTo(refusal);
    assertThat(mistakes(Map.of("auth.secret", tooShort, "broker.mode", "live"))).isEqualTo(refusal);
  }

  @Test
  void rejectsAShortPreviousSecret() {
    assertThat(mistakes(Map.of("auth.previousSecret", PREVIOUS_SECRET.substring(1))))
        .isEqualTo(
            "command line: auth.previousSecret: \"***\" is not a secret of at least 32 bytes, 8 of"
                + " them different");
  }

  @Test
  void rejectsAnInvalidRedisUrlWithoutRepeatingIt() {
    assertThat(mistakes(Map.of("sessions.redisUrl", "http://:s3same@127.0.0.1:6379/0")))
        .isEqualTo(
            "command line: sessions.redisUrl: \"***\" is not an address such as redis://host:6379"
                + " or rediss://:password@host:6379");
  }

  @Test
  void recordsAreLostAtRestartOnlyInRedisWithARandomSecret() {
    Map<String, String> redis = Map.of("sessions.store", "redis");
    Map<String, String> lasting = Map.of("sessions.store", "redis", "auth.secret", SECRET);

    assertThat(Configuration.read(given(redis)).recordsAreLostAtRestart()).isTrue();
    assertThat(Configuration.read(given(lasting)).recordsAreLostAtRestart()).isFalse();
    assertThat(Configuration.read(nothing()).recordsAreLostAtRestart()).isFalse();
  }

  @Test
  void ignoresAPreviousSecretEqualToTheCurrentOne() {
    Map<String, String> same = Map.of("auth.secret", SECRET, "auth.previousSecret", SECRET);

    assertThat(Configuration.read(given(same)).sessions().store().previousSecret()).isNull();
  }

  @Test
  void acceptsTheExampleWithRedis() {
    Map<String, String> environment =
        Map.of(
            "CATALOGADOR_AUTH_SECRET",
            SECRET,
            "CATALOGADOR_SESSIONS_REDIS_URL",
            REDIS,
            "CATALOGADOR_SESSIONS_REDIS_AUTHORITY",
            AUTHORITY,
            "CATALOGADOR_CACHE_REDIS_AUTHORITY",
            AUTHORITY);

    Configuration example = Configuration.read(new Settings(WITH_REDIS, environment, Map.of()));

    assertThat(example.simulated()).isFalse();
    assertThat(example.sessions().store())
        .isEqualTo(
            new StoreOptions(
                new RedisAddress(new Secret(REDIS), AUTHORITY), new Secret(SECRET), null));
    assertThat(
            Configuration.read(
                    new Settings(WITH_REDIS, environment, Map.of("sessions.store", "memory")))
                .sessions()
                .store()
                .redis())
        .isNull();
  }

  @Test
  void reportsAllMissingClusterSettingsAtOnce() {
    assertThat(mistakes(Map.of("cluster.enabled", "true")).lines())
        .containsExactly(
            "auth.secret: missing; cluster.enabled needs one that all servers share",
            "broker.mode: cluster.enabled needs live, a broker that all servers share",
            "cluster.members: missing; cluster.enabled needs to know where others are",
            "sessions.store: cluster.enabled needs redis, which all servers share");
  }

  @Test
  void rejectsAnInvalidClusterMember() {
    assertThat(mistakes(Map.of("cluster.members", "10.0.0.1:5701,http://10.0.0.2")))
        .isEqualTo(
            "command line: cluster.members: \"10.0.0.1:5701,http://10.0.0.2\" is not hosts such as"
                + " 10.0.0.1:5701, separated by commas");
  }

  @Test
  void detectsAClusterWithoutASharedCache() {
    Map<String, String> apart = new HashMap<>(OTHER_VALUES);
    apart.put("cache.type", "memory");

    assertThat(Configuration.read(given(apart)).candlesAreNotShared()).isTrue();
    assertThat(OTHER.candlesAreNotShared()).isFalse();
    assertThat(Configuration.read(nothing()).candlesAreNotShared()).isFalse();
  }

  @Test
  void acceptsTheExampleOfACluster() {
    Map<String, String> environment =
        Map.of(
            "CATALOGADOR_AUTH_SECRET",
            SECRET,
            "CATALOGADOR_SESSIONS_REDIS_URL",
            REDIS,
            "CATALOGADOR_SESSIONS_REDIS_AUTHORITY",
            AUTHORITY,
            "CATALOGADOR_CACHE_REDIS_AUTHORITY",
            AUTHORITY);
    Path file = Path.of("conf", "producao-cluster.yaml");

    Configuration example = Configuration.read(new Settings(file, environment, Map.of()));

    assertThat(example.cluster())
        .isEqualTo(
            new ClusterOptions(
                "catalogador",
                "10.0.0.1",
                5701,
                5702,
                Set.of("10.0.0.1:5701", "10.0.0.2:5701"),
                new Secret(SECRET)));
    assertThat(example.candlesAreNotShared()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"30s,10", "60m,60"})
  void anOpenPageUsesItsSessionThreeTimesPerIdleTime(String idle, long seconds) {
    Duration touch = Configuration.read(given(Map.of("sessions.idle", idle))).web().useInterval();

    assertThat(touch.toSeconds()).isEqualTo(seconds);
  }

  private static String mistakes(Map<String, String> values) {
    return catchThrowableOfType(
            ConfigurationException.class, () -> Configuration.read(given(values)))
        .getMessage();
  }

  @Test
  void configurationPrintsNoSecret_lesson5() {
    assertThat(Configuration.read(given(OTHER_VALUES)).toString())
        .contains("https://catalogador.example", "***", "rediss://redis.example:6380/3")
        .contains("socks5://proxy.example:1080")
        .doesNotContain(SECRET, PREVIOUS_SECRET, "s3cr3t", "gate");
  }

  @Test
  void rejectsAnInvalidSessionRedisUrlWithoutRepeatingIt_lesson5() {
    assertThat(mistakes(Map.of("cache.redisUrl", "http://:s3cr3t@redis.example")))
        .isEqualTo(
            "command line: cache.redisUrl: \"***\" is not an address such as redis://host:6379 or"
                + " rediss://:password@host:6379");
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.7", "0.0.0.0", "::", "224.0.0.1", "localhost", "127.0.0.2/8"})
  void namesALocalAddressThatIsNotOfThisMachine(String address) {
    assertThat(mistakes(Map.of("broker.localAddresses", "127.0.0.1," + address)))
        .isEqualTo(
            "command line: broker.localAddresses: \""
                + address
                + "\" is not an IP address of this machine");
  }

  @Test
  void rejectsSeveralLocalAddressesThroughOneProxy() {
    Map<String, String> several =
        Map.of("broker.localAddresses", "127.0.0.1,127.0.0.2", "broker.proxy", PROXY);

    assertThat(mistakes(several))
        .isEqualTo(
            "broker.localAddresses: one at most with broker.proxy, whose address the broker sees");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://gate:s3cr3t@proxy.example:3128",
        "socks4://gate:s3cr3t@proxy.example:1080",
        "http://gate:s3cr3t@proxy.example",
        "http://gate:s3cr3t@proxy.example:65536",
        "http://gate:s3cr3t@:3128",
        "http://gate:s3cr3t%2@proxy.example:3128",
        "http://gate:s3cr3t@proxy.example:3128/path",
        "http://gate:s3cr3t@proxy.example:3128?a",
        "gate:s3cr3t@proxy.example:3128",
        "http://gate:s3cr%C3%A9t@proxy.example:3128",
        "http:s3cr3t"
      })
  void rejectsAnInvalidProxyWithoutRepeatingIt(String proxy) {
    assertThat(mistakes(Map.of("broker.proxy", proxy)))
        .isEqualTo(
            "command line: broker.proxy: \"***\" is not an address such as http://proxy:3128 or"
                + " socks5://user:password@proxy:1080, with special characters of user and password"
                + " percent-encoded");
  }

  @Test
  void cachesCandlesInMemoryByDefault() {
    assertThat(Configuration.read(given(Map.of("cache.redisUrl", REDIS))).cache().redis()).isNull();
  }

  @Test
  void reportsInvalidValuesOfAllSectionsTogether() {
    assertThat(
            mistakes(
                    Map.of(
                        "http.port", "65536",
                        "auth.tokenHours", "0",
                        "broker.connectTimeout", "0s",
                        "simulator.latency", "-1ms",
                        "cache.maxCandles", "49999",
                        "sessions.idle", "999ms",
                        "analysis.workers", "0"))
                .lines())
        .hasSize(7);
  }

  @ParameterizedTest
  @CsvSource({
    "broker.connectTimeout,6m,5m",
    "broker.requestTimeout,6m,5m",
    "http.requestTimeout,11m,10m",
    "http.idleTimeout,25h,24h",
    "auth.loginWindow,25h,24h",
    "simulator.latency,11m,10m"
  })
  void rejectsAbsurdDurations(String key, String value, String longest) {
    assertThat(mistakes(Map.of(key, value)))
        .startsWith("command line: " + key + ": \"" + value + "\" is not a duration")
        .endsWith(" to " + longest);
  }
}
