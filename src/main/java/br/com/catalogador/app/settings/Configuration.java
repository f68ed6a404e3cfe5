package br.com.catalogador.app.settings;

import br.com.catalogador.app.log.LogFormat;
import br.com.catalogador.broker.BrokerNetwork;
import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.broker.OAuthOptions;
import br.com.catalogador.cache.CacheOptions;
import br.com.catalogador.cache.HistoryOptions;
import br.com.catalogador.redis.RedisAddress;
import br.com.catalogador.session.SessionOptions;
import br.com.catalogador.session.store.StoreOptions;
import br.com.catalogador.simulator.SimulatorOptions;
import br.com.catalogador.simulator.SimulatorVerticle;
import br.com.catalogador.support.Secret;
import br.com.catalogador.web.http.LoginWays;
import br.com.catalogador.web.http.WebOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The configuration of the server, read once.
 *
 * @param simulated whether the broker is the simulator within this process
 * @param secretIsRandom whether the secret was generated at this start, because none was given
 * @param management address of the operators' port
 * @param broker the live broker; in simulated mode the addresses are replaced once the simulator
 *     listens
 * @param simulator the simulator, for simulated mode
 * @param cluster null for a standalone server
 * @param workers number of analysis threads
 * @param log format of log lines
 */
public record Configuration(
    boolean simulated,
    boolean secretIsRandom,
    WebOptions web,
    ManagementOptions management,
    BrokerOptions broker,
    SimulatorOptions simulator,
    SessionOptions sessions,
    CacheOptions cache,
    ClusterOptions cluster,
    int workers,
    LogFormat log) {
  private static final Duration MAX_USE_INTERVAL = Duration.ofMinutes(1);

  private static final int MIN_SECRET_BYTES = 32;
  private static final int MAX_PORT = 65_535;
  private static final String LIVE = "live";
  private static final String SIMULATED = "simulated";
  private static final String OAUTH_SCOPE = "full offline_access";
  private static final String MEMORY = "memory";
  private static final String REDIS = "redis";
  private static final long BYTES_PER_MEGABYTE = 1_000_000;

  /**
   * Reads and checks all settings.
   *
   * @throws ConfigurationException with all mistakes
   */
  public static Configuration read(Settings settings) {
    boolean simulated =
        settings.choice("broker.mode", SIMULATED, LIVE, SIMULATED).equals(SIMULATED);
    Secrets secrets = secrets(settings, simulated);
    SessionOptions sessions = sessions(settings, secrets);
    BrokerOptions broker = broker(settings);
    Configuration configuration =
        new Configuration(
            simulated,
            secrets.random(),
            web(settings, secrets, simulated, sessions.idle(), broker.oauth()),
            new ManagementOptions(
                settings.text("http.managementHost", "127.0.0.1"),
                settings.wholeNumber("http.managementPort", 9090, 0, MAX_PORT),
                settings.text("backup.mark", "")),
            broker,
            simulator(settings),
            sessions,
            cache(settings),
            cluster(settings, secrets),
            settings.wholeNumber(
                "analysis.workers", Runtime.getRuntime().availableProcessors(), 1, 256),
            LogFormat.valueOf(
                settings
                    .choice(
                        LogFormat.PROPERTY,
                        LogFormat.TEXT.id(),
                        LogFormat.TEXT.id(),
                        LogFormat.JSON.id())
                    .toUpperCase(Locale.ROOT)));
    configuration.checkLogins(settings);
    configuration.checkCluster(settings);
    settings.check();
    return configuration;
  }

  /**
   * The secrets for tokens and session records.
   *
   * @param previous null for none
   * @param random whether the current one was generated at this start
   */
  private record Secrets(Secret current, Secret previous, boolean random) {}

  private static Secrets secrets(Settings settings, boolean simulated) {
    Secret given = settings.secret("auth.secret", MIN_SECRET_BYTES);
    if (given == null && !simulated) {
      settings.mistake(
          "auth.secret: missing; live mode needs a secret of at least "
              + MIN_SECRET_BYTES
              + " bytes, e.g. from: openssl rand -hex 32");
    }
    return new Secrets(
        given == null ? randomSecret() : given,
        settings.secret("auth.previousSecret", MIN_SECRET_BYTES),
        given == null);
  }

  private static WebOptions web(
      Settings settings, Secrets secrets, boolean simulated, Duration idle, OAuthOptions oauth) {
    return new WebOptions(
        settings.text("http.host", "127.0.0.1"),
        settings.wholeNumber("http.port", 5000, 0, MAX_PORT),
        settings.publicUrl("http.publicUrl"),
        settings.proxies("http.trustedProxies", "127.0.0.1"),
        secrets.current(),
        secrets.previous(),
        settings.duration("http.requestTimeout", "30s", "1s", "10m"),
        settings.duration("http.idleTimeout", "75s", "65s", "24h"),
        useInterval(idle),
        simulated,
        new LoginWays(settings.flag("auth.password", true), oauth != null));
  }

  /** Often enough that an open page keeps its session from being passivated. */
  private static Duration useInterval(Duration idle) {
    Duration third = idle.dividedBy(3);
    return third.compareTo(MAX_USE_INTERVAL) < 0 ? third : MAX_USE_INTERVAL;
  }

  private static Secret randomSecret() {
    byte[] bytes = new byte[MIN_SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Secret(HexFormat.of().formatHex(bytes));
  }

  private static BrokerOptions broker(Settings settings) {
    String twoFactorUrl =
        settings.brokerAddress(
            "broker.twoFactorUrl",
            "https://auth.trade.polariumbroker.com/api/v2/verify/2fa",
            "https");
    String loginUrl =
        settings.brokerAddress(
            "broker.loginUrl", "https://api.trade.polariumbroker.com/v2/login", "https");
    return new BrokerOptions(
        settings.brokerAddress(
            "broker.socketUrl", "wss://ws.trade.polariumbroker.com/echo/websocket", "wss"),
        loginUrl,
        twoFactorUrl,
        settings.brokerAddress("broker.logoutUrl", BrokerOptions.logoutUrl(twoFactorUrl), "https"),
        settings.wholeNumber("broker.platform", 82, 0, Integer.MAX_VALUE),
        settings.duration("broker.connectTimeout", "10s", "1ms", "5m"),
        settings.duration("broker.requestTimeout", "10s", "1ms", "5m"),
        settings.wholeNumber("broker.requestsInFlight", 8, 1, 1000),
        settings.wholeNumber("broker.requestsPerSecond", 10, 1, 1000),
        settings.wholeNumber("broker.requestsBurst", 64, 1, 10_000),
        network(settings),
        oauth(settings, loginUrl));
  }

  private static BrokerNetwork network(Settings settings) {
    BrokerNetwork network =
        new BrokerNetwork(
            settings.localAddresses("broker.localAddresses"),
            settings.proxy("broker.proxy"),
            settings.headers("broker.headers"));
    if (network.proxy() != null && network.localAddresses().size() > 1) {
      settings.mistake(
          "broker.localAddresses: one at most with broker.proxy, whose address the broker sees");
    }
    return network;
  }

  /** Null without a client id. */
  private static OAuthOptions oauth(Settings settings, String loginUrl) {
    Long clientId = settings.number("broker.oauth.clientId");
    Secret clientSecret = settings.secret("broker.oauth.clientSecret");
    String redirectUri = settings.redirectUri("broker.oauth.redirectUri");
    String scope = settings.text("broker.oauth.scope", OAUTH_SCOPE);
    String authorizeUrl =
        settings.brokerAddress(
            "broker.oauth.authorizeUrl", OAuthOptions.authorizeUrl(loginUrl), "https");
    String tokenUrl =
        settings.brokerAddress("broker.oauth.tokenUrl", OAuthOptions.tokenUrl(loginUrl), "https");
    if (clientId == null) {
      if (clientSecret != null) {
        settings.mistake("broker.oauth.clientId: missing; broker.oauth.clientSecret belongs to it");
      }
      if (!redirectUri.isEmpty()) {
        settings.mistake("broker.oauth.clientId: missing; broker.oauth.redirectUri belongs to it");
      }
      return null;
    }
    if (!settings.isGiven("broker.oauth.redirectUri")) {
      settings.mistake(
          "broker.oauth.redirectUri: missing; broker.oauth.clientId needs the address registered"
              + " with the broker, such as https://catalogador.exemplo.com.br"
              + WebAddress.OAUTH_CALLBACK);
    }
    return new OAuthOptions(clientId, clientSecret, redirectUri, scope, authorizeUrl, tokenUrl);
  }

  /** Checks that there is a way to log in, and that the browser comes back to this server. */
  private void checkLogins(Settings settings) {
    OAuthOptions oauth = broker.oauth();
    if (!web.logins().password() && oauth == null) {
      settings.mistake(
          "auth.password: false leaves no way to log in without broker.oauth.clientId");
    }
    if (oauth != null
        && !oauth.redirectUri().isEmpty()
        && !web.publicUrl().isEmpty()
        && !oauth.redirectUri().startsWith(web.publicUrl().replaceFirst("/$", "") + "/")) {
      settings.mistake(
          "broker.oauth.redirectUri: \"%s\" is not below http.publicUrl \"%s\""
              .formatted(oauth.redirectUri(), web.publicUrl()));
    }
  }

  /** The broker's options with the addresses of a simulator that listens. */
  public BrokerOptions brokerAt(SimulatorVerticle listening) {
    String address = SimulatorVerticle.HOST + ":" + listening.port();
    return broker.at(
        "ws://" + address + SimulatorVerticle.SOCKET_PATH,
        "http://" + address + SimulatorVerticle.LOGIN_PATH,
        "http://" + address + SimulatorVerticle.TWO_FACTOR_PATH);
  }

  private static SimulatorOptions simulator(Settings settings) {
    return new SimulatorOptions(
            settings.wholeNumber("simulator.port", 0, 0, MAX_PORT),
            settings.wholeNumber("simulator.seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE))
        .withAlwaysOpen(settings.flag("simulator.alwaysOpen", false))
        .withLatency(settings.duration("simulator.latency", "0ms", "0ms", "10m"))
        .withJitter(settings.duration("simulator.jitter", "0ms", "0ms", "10m"));
  }

  private static SessionOptions sessions(Settings settings, Secrets secrets) {
    return new SessionOptions(
        settings.duration("sessions.idle", "60m", "1s"),
        settings.wholeNumber("sessions.maximum", 1000, 1, 1_000_000),
        Duration.ofHours(settings.wholeNumber("auth.tokenHours", 12, 1, 720)),
        settings.wholeNumber("auth.loginAttempts", 10, 1, 1_000_000),
        settings.duration("auth.loginWindow", "5m", "1s", "24h"),
        store(settings, secrets),
        settings.wholeNumber("history.requestsPerSecond", 2, 1, 100));
  }

  private static StoreOptions store(Settings settings, Secrets secrets) {
    return new StoreOptions(
        redis(settings, "sessions", "store", "redis://127.0.0.1:6379/0"),
        secrets.current(),
        secrets.previous());
  }

  /** The Redis server of a section; null when it stores data in memory only. */
  private static RedisAddress redis(
      Settings settings, String section, String choice, String urlByDefault) {
    boolean wanted = settings.choice(section + "." + choice, MEMORY, MEMORY, REDIS).equals(REDIS);
    RedisAddress address =
        new RedisAddress(
            settings.redisUrl(section + ".redisUrl", urlByDefault),
            // The file for a Redis server that is not used need not exist.
            wanted
                ? settings.certificates(section + ".redisAuthority")
                : settings.text(section + ".redisAuthority", ""));
    return wanted ? address : null;
  }

  /** Whether session records survive a restart but cannot be decrypted after it. */
  public boolean recordsAreLostAtRestart() {
    return secretIsRandom && sessions.store().redis() != null;
  }

  private static CacheOptions cache(Settings settings) {
    return new CacheOptions(
        settings.wholeNumber("cache.maxCandles", 5_000_000, 50_000, Integer.MAX_VALUE),
        settings.duration("cache.lifetime", "72h", "1m", "8760h"),
        redis(settings, "cache", "type", "redis://127.0.0.1:6379/1"),
        settings.duration("broker.candleGrace", "5s", "0ms", "10m"),
        history(settings));
  }

  /** Null without a folder. */
  private static HistoryOptions history(Settings settings) {
    Path folder = settings.folder("history.path", "data/history");
    Duration kept = Duration.ofDays(settings.wholeNumber("history.days", 90, 1, 3650));
    long megabytes = settings.wholeNumber("history.maximumMegabytes", 512, 1, 1_000_000);
    return folder == null ? null : new HistoryOptions(folder, kept, megabytes * BYTES_PER_MEGABYTE);
  }

  private static ClusterOptions cluster(Settings settings, Secrets secrets) {
    boolean enabled = settings.flag("cluster.enabled", false);
    ClusterOptions options =
        new ClusterOptions(
            settings.text("cluster.name", "catalogador"),
            settings.text("cluster.host", "127.0.0.1"),
            settings.wholeNumber("cluster.port", 5701, 1, MAX_PORT),
            settings.wholeNumber("cluster.busPort", 5702, 0, MAX_PORT),
            settings.hosts("cluster.members"),
            // During a change of the secret, servers with the new one still join the others.
            secrets.previous() == null ? secrets.current() : secrets.previous());
    return enabled ? options : null;
  }

  /** Checks the settings that all servers of a cluster must share. */
  private void checkCluster(Settings settings) {
    if (cluster == null) {
      return;
    }
    if (cluster.members().isEmpty()) {
      settings.mistake("cluster.members: missing; cluster.enabled needs to know where others are");
    }
    if (sessions.store().redis() == null) {
      settings.mistake("sessions.store: cluster.enabled needs redis, which all servers share");
    }
    if (simulated) {
      settings.mistake("broker.mode: cluster.enabled needs live, a broker that all servers share");
    }
    if (secretIsRandom) {
      settings.mistake("auth.secret: missing; cluster.enabled needs one that all servers share");
    }
  }

  /** Whether servers of a cluster request candles that others have fetched already. */
  public boolean candlesAreNotShared() {
    return cluster != null && cache.redis() == null;
  }
}
