package br.com.catalogador.app.settings;

import br.com.catalogador.app.settings.SettingsFile.Given;
import br.com.catalogador.broker.ExtraHeaders;
import br.com.catalogador.broker.ProxyAddress;
import br.com.catalogador.redis.RedisAddress;
import br.com.catalogador.support.Secret;
import br.com.catalogador.web.http.TrustedProxies;
import io.netty.util.NetUtil;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings by key {@code section.name}, from a YAML file, overridden by the environment,
 * overridden by the command line. Reading a key makes it known; a given key that was never read is
 * unknown. Mistakes are collected and reported together by {@link #check()}.
 */
public final class Settings {
  private static final String ENVIRONMENT_PREFIX = "CATALOGADOR_";
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+(:[0-9]{1,5})?");

  private final List<Path> files = new ArrayList<>();
  private final Map<String, Given> inFile;
  private final Map<String, String> environment;
  private final Map<String, String> commandLine;
  private final Map<String, String> defaults = new HashMap<>();

  /** Keys whose values are never repeated. */
  private final Set<String> secrets = new HashSet<>();

  /** Prefixes of keys whose names the operator chooses. */
  private final Set<String> openSections = new HashSet<>();

  private final List<String> mistakes = new ArrayList<>();

  /**
   * @param file YAML file, or null for none
   * @param environment the process environment
   * @param commandLine values by key
   */
  public Settings(Path file, Map<String, String> environment, Map<String, String> commandLine) {
    this.environment = Map.copyOf(environment);
    this.commandLine = Map.copyOf(commandLine);
    if (file == null) {
      inFile = Map.of();
    } else {
      files.add(file);
      SettingsFile read = SettingsFile.read(file);
      inFile = read.values();
      mistakes.addAll(read.mistakes());
    }
  }

  String text(String key, String byDefault) {
    return read(key, byDefault, "text", Function.identity(), value -> true);
  }

  /** Addresses or networks: comma-separated, or a list in the file; not host names. */
  TrustedProxies proxies(String key, String byDefault) {
    return read(
        key,
        byDefault,
        "IP addresses or networks such as 10.0.0.0/8, separated by commas",
        text -> TrustedProxies.of(parts(text)),
        proxies -> true);
  }

  private static Set<String> parts(String value) {
    return Arrays.stream(value.split(","))
        .map(String::trim)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Host names or addresses, each with an optional port; given like {@link #proxies}. */
  Set<String> hosts(String key) {
    return read(
        key,
        "",
        "hosts such as 10.0.0.1:5701, separated by commas",
        Settings::parts,
        hosts -> hosts.stream().allMatch(host -> HOST.matcher(host).matches()));
  }

  /** A folder, which need not exist; null for an empty text. */
  Path folder(String key, String byDefault) {
    return read(
        key, byDefault, "a path", text -> text.isEmpty() ? null : Path.of(text), path -> true);
  }

  int wholeNumber(String key, int byDefault, int min, int max) {
    return read(
        key,
        Integer.toString(byDefault),
        "a whole number from " + min + " to " + max,
        Integer::valueOf,
        value -> value >= min && value <= max);
  }

  /** A whole number above 0; null when none is given. */
  Long number(String key) {
    return read(
        key,
        "",
        "a whole number above 0",
        text -> text.isEmpty() ? null : Long.valueOf(text),
        value -> value == null || value > 0);
  }

  boolean flag(String key, boolean byDefault) {
    return choice(key, Boolean.toString(byDefault), "false", "true").equals("true");
  }

  /**
   * A duration such as {@code 250ms}, {@code 10s}, {@code 5m}, {@code 12h}; at least {@code min}
   * and at most 500 hours, whose milliseconds fit an {@code int}, as Vert.x requires.
   */
  Duration duration(String key, String byDefault, String min) {
    return duration(key, byDefault, min, "500h");
  }

  Duration duration(String key, String byDefault, String min, String max) {
    return read(
        key,
        byDefault,
        "a duration such as 250ms, 10s, 5m or 12h, from " + min + " to " + max,
        DurationText::parse,
        value ->
            value.compareTo(DurationText.parse(min)) >= 0
                && value.compareTo(DurationText.parse(max)) <= 0);
  }

  String choice(String key, String byDefault, String... choices) {
    return read(
        key,
        byDefault,
        "one of: " + String.join(", ", choices),
        Function.identity(),
        Arrays.asList(choices)::contains);
  }

  /**
   * An address of the broker. Must be encrypted or on this machine, because passwords are sent
   * there.
   *
   * @param scheme the encrypted scheme, {@code wss} or {@code https}
   */
  String brokerAddress(String key, String byDefault, String scheme) {
    return read(
        key,
        byDefault,
        "a " + scheme + ":// address, or an unencrypted one on this machine",
        Function.identity(),
        address -> WebAddress.isSafe(URI.create(address), scheme));
  }

  /** The public URL of this server; empty when none is given. */
  String publicUrl(String key) {
    return read(
        key,
        "",
        "an address such as https://catalogador.exemplo.com.br, without a path",
        Function.identity(),
        address -> address.isEmpty() || WebAddress.isOrigin(URI.create(address)));
  }

  /**
   * Where the broker sends the browser back to after a login on its own page; empty when none is
   * given.
   */
  String redirectUri(String key) {
    return read(
        key,
        "",
        "an https:// address with the path "
            + WebAddress.OAUTH_CALLBACK
            + ", or an unencrypted one on this machine",
        Function.identity(),
        address -> address.isEmpty() || WebAddress.isOAuthCallback(URI.create(address)));
  }

  /** A secret that somebody else has made, or null when none is given. */
  Secret secret(String key) {
    return secret(key, "", "a secret", secret -> !secret.value().isBlank());
  }

  /**
   * A secret, or null when none is given; never repeated in a message. Randomness cannot be
   * checked; only secrets with too few distinct characters are rejected.
   */
  Secret secret(String key, int minBytes) {
    int minDifferent = minBytes / 4;
    return secret(
        key,
        "",
        "a secret of at least %d bytes, %d of them different".formatted(minBytes, minDifferent),
        secret ->
            secret.bytes().length >= minBytes
                && secret.value().chars().distinct().count() >= minDifferent);
  }

  /** The URL of a Redis server; never repeated in a mistake, because it may contain a password. */
  Secret redisUrl(String key, String byDefault) {
    Secret given =
        secret(
            key,
            byDefault,
            "an address such as redis://host:6379 or rediss://:password@host:6379",
            secret -> RedisAddress.isUrl(secret.value()));
    return given == null ? new Secret(byDefault) : given;
  }

  /** A PEM file with certificates; empty when none is given. */
  String certificates(String key) {
    Given given = declare(key, "");
    if (given == null || given.value().isEmpty()) {
      return "";
    }
    Path file = Path.of(given.value());
    files.add(file);
    CertificateFile.problem(file, Instant.now())
        .ifPresent(
            problem ->
                mistakes.add(
                    mistake(
                        given.origin(),
                        key,
                        given.value(),
                        "a file with certificates (PEM) that can be read: " + problem)));
    return given.value();
  }

  /** The files that have been read, or looked for: the configuration and those that it names. */
  public List<Path> files() {
    return List.copyOf(files);
  }

  /** The names of the environment variables that are settings, sorted. */
  public List<String> variables() {
    return environment.keySet().stream()
        .filter(name -> name.startsWith(ENVIRONMENT_PREFIX))
        .sorted()
        .toList();
  }

  /** IP addresses of this machine, given like {@link #proxies}. */
  List<String> localAddresses(String key) {
    Given given = declare(key, "");
    if (given == null) {
      return List.of();
    }
    List<String> addresses = parts(given.value()).stream().sorted().toList();
    addresses.stream()
        .filter(address -> !isOfThisMachine(address))
        .forEach(
            address ->
                mistakes.add(
                    mistake(given.origin(), key, address, "an IP address of this machine")));
    return addresses;
  }

  /** Binding is the one proof that holds for every address of an interface's network. */
  private static boolean isOfThisMachine(String text) {
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(text);
    if (address == null || address.isAnyLocalAddress() || address.isMulticastAddress()) {
      return false;
    }
    try (DatagramSocket bound = new DatagramSocket(new InetSocketAddress(address, 0))) {
      return bound.isBound();
    } catch (SocketException e) {
      return false;
    }
  }

  /** A proxy, or null for none; never repeated in a mistake, like {@link #redisUrl}. */
  ProxyAddress proxy(String key) {
    secrets.add(key);
    Given given = declare(key, "");
    if (given != null && !given.value().isEmpty()) {
      try {
        return ProxyAddress.of(given.value());
      } catch (IllegalArgumentException ignored) {
        mistakes.add(
            mistake(
                given.origin(),
                key,
                "***",
                "an address such as http://proxy:3128 or socks5://user:password@proxy:1080, with"
                    + " special characters of user and password percent-encoded"));
      }
    }
    return null;
  }

  private Secret secret(String key, String byDefault, String expected, Predicate<Secret> accepted) {
    secrets.add(key);
    Given given = declare(key, byDefault);
    if (given == null) {
      return null;
    }
    Secret secret = new Secret(given.value());
    if (!accepted.test(secret)) {
      mistakes.add(mistake(given.origin(), key, "***", expected));
    }
    return secret;
  }

  /**
   * HTTP headers by name: in the file a section with one key per header, elsewhere one {@code Name:
   * value} per line. Values are not repeated in a mistake, because they may be secret.
   */
  Map<String, String> headers(String key) {
    String prefix = key + ".";
    openSections.add(prefix);
    secrets.add(key);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Given text = declare(key, "");
    if (text == null) {
      inFile.forEach(
          (name, given) -> {
            if (name.startsWith(prefix)) {
              String value = given.value() == null ? "" : given.value();
              addHeader(given.origin(), key, name.substring(prefix.length()), value, headers);
            }
          });
    } else {
      for (String line : text.value().lines().filter(each -> !each.isBlank()).toList()) {
        String[] parts = line.split(":", 2);
        String value = parts.length == 1 ? "" : parts[1].strip();
        addHeader(text.origin(), key, parts[0].strip(), value, headers);
      }
    }
    return headers;
  }

  private void addHeader(
      String origin, String key, String name, String value, Map<String, String> into) {
    ExtraHeaders.mistake(name, value)
        .or(() -> into.containsKey(name) ? Optional.of("is given twice") : Optional.empty())
        .ifPresentOrElse(
            mistake -> mistakes.add(origin + ": " + key + "." + name + ": " + mistake),
            () -> into.put(name, value));
  }

  private <T> T read(
      String key,
      String byDefault,
      String expected,
      Function<String, T> parser,
      Predicate<T> accepted) {
    Given given = declare(key, byDefault);
    if (given != null) {
      try {
        T value = parser.apply(given.value());
        if (accepted.test(value)) {
          return value;
        }
      } catch (IllegalArgumentException ignored) {
        // Reported below, like a value out of range.
      }
      mistakes.add(mistake(given.origin(), key, given.value(), expected));
    }
    return parser.apply(byDefault);
  }

  /** Whether a key has a value other than an empty one. */
  boolean isGiven(String key) {
    Given given = find(key);
    return given != null && !given.value().isEmpty();
  }

  /**
   * The text of the value in effect: the given one, or else the default, which may be empty. Only
   * for keys that have been read.
   *
   * @throws IllegalArgumentException for an unknown key, or one whose value is secret
   */
  public String value(String key) {
    if (!defaults.containsKey(key)) {
      throw new IllegalArgumentException(key + unknown(key, defaults.keySet()));
    }
    if (secrets.contains(key)) {
      throw new IllegalArgumentException(key + ": is secret, and is not printed");
    }
    Given given = find(key);
    return given == null ? defaults.get(key) : given.value();
  }

  /** Makes a key known, and finds its value; null when none is given. */
  private Given declare(String key, String byDefault) {
    defaults.put(key, byDefault);
    return find(key);
  }

  private Given find(String key) {
    if (commandLine.containsKey(key)) {
      return new Given(commandLine.get(key), "command line");
    }
    String variable = variable(key);
    if (environment.containsKey(variable)) {
      return new Given(environment.get(variable), "environment " + variable);
    }
    Given given = inFile.get(key);
    return given == null || given.value() == null ? null : given;
  }

  /** {@code section.someKey} is {@code CATALOGADOR_SECTION_SOME_KEY} in the environment. */
  public static String variable(String key) {
    return ENVIRONMENT_PREFIX
        + key.replaceAll("([A-Z])", "_$1").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private static String mistake(String origin, String key, String value, String expected) {
    return origin + ": " + key + ": \"" + value + "\" is not " + expected;
  }

  /** Adds a mistake that concerns several values together. */
  void mistake(String sentence) {
    mistakes.add(sentence);
  }

  /** Every key read so far and the text of its default; empty where there is none. */
  public Map<String, String> defaults() {
    return Map.copyOf(defaults);
  }

  /**
   * Reports all mistakes and unknown keys; call it after all keys have been read.
   *
   * @throws ConfigurationException when there were mistakes, or unknown keys were given
   */
  void check() {
    inFile.forEach(
        (key, given) -> {
          if (!defaults.containsKey(key) && openSections.stream().noneMatch(key::startsWith)) {
            mistakes.add(given.origin() + ": " + key + unknown(key, defaults.keySet()));
          }
        });
    Set<String> variables =
        defaults.keySet().stream().map(Settings::variable).collect(Collectors.toSet());
    environment.keySet().stream()
        .filter(name -> name.startsWith(ENVIRONMENT_PREFIX) && !variables.contains(name))
        .forEach(name -> mistakes.add("environment " + name + unknown(name, variables)));
    if (!mistakes.isEmpty()) {
      throw new ConfigurationException(mistakes.stream().sorted().toList());
    }
  }

  private static String unknown(String key, Set<String> known) {
    return ": unknown key"
        + KeySuggestion.to(key, known).map(meant -> ", did you mean " + meant + "?").orElse("");
  }
}
