package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import br.com.catalogador.app.server.ServerProcess;
import br.com.catalogador.app.settings.Configuration;
import br.com.catalogador.app.settings.Settings;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the files for installation: scripts are run with a temporary root folder. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the scripts are for a POSIX shell")
class DeploymentFilesIT {
  private static final int SYSTEMD_THAT_RATES = 250;
  private static final String NEW_UNIT = "/etc/systemd/system/catalogador.service";
  private static final String JAVA_THAT_AGREES = "src/test/resources/machine/java-that-agrees";
  private static final String CONFIG = "etc/catalogador/catalogador.yaml";

  @TempDir private Path folder;

  private Path jar;

  /** What runs the jar; seconds less in tests of files alone. */
  private String java = ScratchMachine.JAVA;

  /** Exit code and output of a script, of both streams. */
  private record Ended(int code, String said) {}

  @BeforeEach
  void makeJar() throws IOException {
    jar = jar("1.0");
  }

  private Path jar(String version) throws IOException {
    return ScratchMachine.jar(folder.resolve("catalogador-" + version + ".jar"), version);
  }

  private Ended run(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(ScratchMachine.programs());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    return new Ended(process.waitFor(), said);
  }

  private Ended onMachine(Path root, String... command) throws Exception {
    return run(Map.of("DESTDIR", root.toString(), "JAVA_OF_TESTS", java), command);
  }

  private Ended install(Path root, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of("scripts/install", "--jar", jar.toString()));
    command.addAll(List.of(more));
    return onMachine(root, command.toArray(String[]::new));
  }

  /** A folder with an nginx.conf as an operator may have it. */
  private Path withNginx(String before) throws IOException {
    Path root = folder.resolve("root");
    Path conf = Files.createDirectories(root.resolve("etc/nginx")).resolve("nginx.conf");
    Files.writeString(
        conf,
        before
            + "events {\n"
            + "  worker_connections 768;\n"
            + "}\n"
            + "http {\n"
            + "  include /etc/nginx/conf.d/*.conf;\n"
            + "}\n");
    return root;
  }

  /** All files below a folder with content and time of the last change. */
  private static Map<Path, String> snapshot(Path root) throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.toString().contains("/log/") && !file.toString().endsWith(".pid")) {
          files.put(
              root.relativize(file),
              Files.getLastModifiedTime(file)
                  + " "
                  + new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return files;
  }

  private static String secret(Path root) throws IOException {
    return Files.readAllLines(root.resolve("etc/catalogador/catalogador.env")).stream()
        .filter(line -> line.startsWith("CATALOGADOR_AUTH_SECRET="))
        .findFirst()
        .orElseThrow();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void aFreshInstallationHasItsOwnSecretAndAValidConfiguration() throws Exception {
    Path root = folder.resolve("first");
    Path other = folder.resolve("second");

    Files.createDirectories(root.resolve("etc/nginx"));
    Files.copy(withNginx("").resolve("etc/nginx/nginx.conf"), root.resolve("etc/nginx/nginx.conf"));

    Ended ended = install(root, "--domain", "velas.example");

    assertThat(ended.said()).contains("Configuração certa, modo live.");
    assertThat(ended.code()).isZero();
    assertThat(Files.readString(root.resolve("etc/catalogador/catalogador.yaml")))
        .contains("publicUrl: https://velas.example\n");
    assertThat(secret(root)).matches("CATALOGADOR_AUTH_SECRET=[0-9a-f]{64}");
    assertThat(ended.said()).doesNotContain(secret(root).split("=")[1]);
    assertThat(install(other).code()).isZero();
    assertThat(secret(other)).isNotEqualTo(secret(root));
  }

  @Test
  void onlyRootAndTheServiceCanReadSecretsAndConfiguration() throws Exception {
    java = JAVA_THAT_AGREES;
    install(folder.resolve("root"));

    Path installed = folder.resolve("root/etc/catalogador");
    assertThat(mode(installed)).isEqualTo("rwxr-x---");
    assertThat(mode(installed.resolve("catalogador.env"))).isEqualTo("rw-r-----");
    assertThat(mode(installed.resolve("catalogador.yaml"))).isEqualTo("rw-r-----");
    assertThat(mode(folder.resolve("root/opt/catalogador/catalogador.jar"))).isEqualTo("rw-r--r--");
  }

  @Test
  void installingAgainKeepsChangesOfTheOperator() throws Exception {
    java = JAVA_THAT_AGREES;
    Path root = folder.resolve("root");
    install(root);
    Path config = root.resolve(CONFIG);
    String changed = Files.readString(config).replace("maximum: 1000", "maximum: 5");
    Files.writeString(config, changed);
    String secret = secret(root);
    Files.delete(root.resolve(NEW_UNIT.substring(1)));

    assertThat(install(root).code()).isZero();

    assertThat(Files.readString(config)).isEqualTo(changed);
    assertThat(secret(root)).isEqualTo(secret);
    assertThat(root.resolve(NEW_UNIT.substring(1)))
        .hasSameTextualContentAs(Path.of("conf/catalogador.service"));
  }

  @Test
  void installingAgainChangesNothing() throws Exception {
    java = JAVA_THAT_AGREES;
    Path root = withNginx("");
    Files.createDirectories(root.resolve("etc/redis"));
    Files.writeString(root.resolve("etc/redis/redis.conf"), "dir /var/lib/redis\n");
    String[] everything = {"--domain", "velas.example", "--redis", "--firewall", "--updates"};
    assertThat(install(root, everything).code()).isZero();
    Map<Path, String> before = snapshot(root);

    Ended again = install(root, everything);
    Ended withoutOptions = install(root);

    assertThat(again.code()).as(again.said()).isZero();
    assertThat(withoutOptions.code()).as(withoutOptions.said()).isZero();
    assertThat(snapshot(root)).isEqualTo(before);
  }

  @Test
  void anotherDomainReplacesTheFirstEverywhere() throws Exception {
    java = JAVA_THAT_AGREES;
    Path root = withNginx("");
    install(root, "--domain", "velas.example");

    Ended ended = install(root, "--domain", "outro.example", "--per-address", "700");

    assertThat(ended.said())
        .contains("publicUrl: https://velas.example -> https://outro.example", "Pronto.");
    assertThat(Files.readString(root.resolve(CONFIG)))
        .contains("publicUrl: https://outro.example\n");
    assertThat(Files.readString(root.resolve("etc/nginx/conf.d/catalogador.conf")))
        .contains("server_name outro.example;", "limit_conn catalogador_conn 700;")
        .doesNotContain("velas.example", "exemplo.com.br", "catalogador_conn 200;");
  }

  @Test
  void severalServersStayBehindNginxWhenItIsInstalledAgain() throws Exception {
    java = JAVA_THAT_AGREES;
    Path root = withNginx("");
    Path site = root.resolve("etc/nginx/conf.d/catalogador.conf");
    install(root, "--domain", "velas.example");
    assertThat(Files.readString(site)).contains("    server 127.0.0.1:5000 max_fails=0;\n");

    install(root, "--server", "10.0.0.1:5000", "--server", "10.0.0.2:5000");
    assertThat(install(root).code()).isZero();

    assertThat(Files.readString(site))
        .contains(
            "    server 10.0.0.1:5000 max_fails=2 fail_timeout=5s;\n"
                + "    server 10.0.0.2:5000 max_fails=2 fail_timeout=5s;\n")
        .doesNotContain("max_fails=0");
  }

  @Test
  void nginxGetsItsLimitsOnceWhateverWasThereBefore() throws Exception {
    java = JAVA_THAT_AGREES;
    Path root = withNginx("worker_rlimit_nofile 8192;\nworker_rlimit_nofile 8192;\n");

    assertThat(install(root, "--domain", "velas.example").code()).isZero();

    assertThat(Files.readAllLines(root.resolve("etc/nginx/nginx.conf")))
        .startsWith("worker_rlimit_nofile 8192;", "events {", "  worker_connections 4096;");
  }

  @Test
  @EnabledIf(value = "hasNginx", disabledReason = "no nginx here")
  void whatNginxRefusesDoesNotStay() throws Exception {
    java = JAVA_THAT_AGREES;
    Path root = withNginx("unheard_of on;\n");
    String before = Files.readString(root.resolve("etc/nginx/nginx.conf"));

    Ended ended = install(root, "--domain", "velas.example");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.said()).contains("unheard_of", "O nginx não aceita", "ficou como estava");
    assertThat(root.resolve("etc/nginx/nginx.conf")).hasContent(before);
  }

  static boolean hasNginx() {
    return Files.isExecutable(Path.of("/usr/sbin/nginx"));
  }

  @Test
  void aDryRunPrintsStepsAndChangesNothing() throws Exception {
    Path root = folder.resolve("root");

    Ended ended = install(root, "--domain", "velas.example", "--redis", "--firewall", "--dry-run");

    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.said())
        .contains(
            "escreveria " + root + "/opt/catalogador/catalogador.jar",
            "escreveria " + root + "/etc/catalogador/catalogador.env",
            "escreveria " + root + "/etc/redis/catalogador.acl",
            "escreveria " + root + "/etc/nginx/conf.d/catalogador.conf",
            "escreveria " + root + "/etc/catalogador/firewall.nft",
            "faria: systemctl restart catalogador");
    assertThat(root).doesNotExist();
  }

  @Test
  void anUpgradeKeepsTheOldJarAndRollsBackOnFailure() throws Exception {
    Path root = folder.resolve("root");
    install(root);
    Path installed = root.resolve("opt/catalogador/catalogador.jar");
    Path good = jar("1.1");
    Path bad = jar("1.2");
    Path calls = folder.resolve("calls");
    // A fake systemctl: records its calls, and reports two restarts by systemd for the bad jar.
    Path systemctl =
        Files.writeString(
            folder.resolve("systemctl"),
            "#!/bin/sh\necho \"$*\" >>%s\ncase $1 in show) cmp -s %s %s && echo 2;; esac\nexit 0\n"
                .formatted(calls, installed, bad));
    Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwxr-xr-x"));
    HttpServer health = health(() -> Files.mismatch(installed, bad) != -1);
    // Where a search for the key in the file would not find it.
    Files.writeString(
        root.resolve("etc/catalogador/catalogador.env"),
        "CATALOGADOR_HTTP_MANAGEMENT_PORT=" + health.getAddress().getPort() + "\n",
        StandardOpenOption.APPEND);
    try {
      Ended upgraded = upgrade(root, good, systemctl);

      assertThat(upgraded.code()).as(upgraded.said()).isZero();
      assertThat(installed).hasSameBinaryContentAs(good);
      assertThat(previous(installed)).hasSameBinaryContentAs(jar);
      assertThat(Files.readAllLines(calls)).contains("restart catalogador");

      Ended failed = upgrade(root, bad, systemctl);

      assertThat(failed.code()).isEqualTo(1);
      assertThat(failed.said()).contains("De volta a Catalogador ");
      assertThat(installed).hasSameBinaryContentAs(good);
      assertThat(previous(installed)).hasSameBinaryContentAs(jar);
    } finally {
      health.stop(0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "http: {managementPort: 9191}          | 9292 | 127.0.0.1:9292",
        "http: {managementHost: 10.0.0.1}      | 9292 | 10.0.0.1:9292",
        "http: {managementHost: 0.0.0.0, managementPort: 9191} | | 127.0.0.1:9191",
        "http: {managementHost: 'fd00::1'}     |      | [fd00::1]:9090",
      })
  void findsTheManagementAddressWhereverItIsConfigured(String yaml, String port, String address)
      throws Exception {
    Path root = folder.resolve("root");
    Files.createDirectories(root.resolve("etc/catalogador"));
    Files.writeString(root.resolve(CONFIG), yaml + "\n");
    Files.writeString(
        root.resolve("etc/catalogador/catalogador.env"),
        port == null ? "" : "CATALOGADOR_HTTP_MANAGEMENT_PORT=" + port + "\n");

    Ended asked =
        onMachine(
            root, "sh", "-c", ". scripts/service.sh && health_url \"$1\"", "scripts/any", jar + "");

    assertThat(asked.said()).isEqualTo("http://" + address + "/health/ready\n");
  }

  @Test
  void anUpgradeNamesTheKeysThatStandInTheWayAndChangesNothing() throws Exception {
    Path root = folder.resolve("root");
    install(root);
    Files.writeString(root.resolve(CONFIG), "broker:\n  mode: live\n  ofTheFuture: 1\n");

    Ended refused = upgrade(root, jar("1.1"), Path.of("/bin/false"));

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.said()).contains("broker.ofTheFuture", "impedem a troca. Nada mudou.");
    assertThat(root.resolve("opt/catalogador/catalogador.jar")).hasSameBinaryContentAs(jar);
  }

  private static Path previous(Path installed) {
    return installed.resolveSibling("catalogador.jar.previous");
  }

  private Ended upgrade(Path root, Path to, Path systemctl) throws Exception {
    return run(
        Map.of("SYSTEMCTL", systemctl.toString(), "DESTDIR", root.toString()),
        "scripts/upgrade",
        "--jar",
        to.toString());
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static HttpServer health(Condition ready) throws IOException {
    HttpServer health =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    health.createContext(
        "/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(ready.holds() ? 200 : 503, -1);
          exchange.close();
        });
    health.start();
    return health;
  }

  @Test
  void aBackupContainsWhatANewMachineNeedsAndIsPrivate() throws Exception {
    java = JAVA_THAT_AGREES;
    Path root = folder.resolve("root");
    install(root);
    Path history = Path.of("var/lib/catalogador/history/EURUSD");
    Path certificate = Path.of("etc/letsencrypt/live/velas.example/fullchain.pem");
    Files.createDirectories(root.resolve(history).getParent());
    Files.writeString(root.resolve(history), "candles");
    Files.createDirectories(root.resolve(certificate).getParent());
    Files.writeString(root.resolve(certificate), "certificate");

    Ended ended = onMachine(root, "scripts/backup", folder + "/backups");

    assertThat(ended.code()).as(ended.said()).isZero();
    Path archive = Path.of(ended.said().strip());
    assertThat(mode(archive)).isEqualTo("rw-------");
    Path restored = Files.createDirectory(folder.resolve("restored"));
    assertThat(run(Map.of(), "tar", "-xzpf", archive.toString(), "-C", restored.toString()).code())
        .isZero();
    assertThat(secret(restored)).isEqualTo(secret(root));
    assertThat(restored.resolve("opt/catalogador/catalogador.jar")).hasSameBinaryContentAs(jar);
    assertThat(restored.resolve("opt/catalogador/scripts/restore")).isExecutable();
    assertThat(restored.resolve(history)).hasContent("candles");
    assertThat(restored.resolve(certificate)).hasContent("certificate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conf/catalogador.env.example",
        "conf/docker/compose.yaml",
        "conf/kubernetes/catalogador.yaml"
      })
  void examplesUseOnlyKnownVariables(String example) throws IOException {
    Settings settings = new Settings(null, Map.of(), Map.of());
    Configuration.read(settings);
    Set<String> known =
        settings.defaults().keySet().stream().map(Settings::variable).collect(Collectors.toSet());
    Set<String> named = new TreeSet<>();
    Pattern.compile("CATALOGADOR_[A-Z_]+")
        .matcher(Files.readString(Path.of(example)))
        .results()
        .forEach(match -> named.add(match.group()));

    assertThat(named).isNotEmpty();
    assertThat(known).containsAll(named);
  }

  @Test
  void serviceVariablesDoNotReachTheServer() throws IOException {
    String deployment =
        Stream.of(Files.readString(Path.of("conf/kubernetes/catalogador.yaml")).split("---\n"))
            .filter(part -> part.contains("kind: Deployment"))
            .findFirst()
            .orElseThrow();

    assertThat(deployment).contains("\n      enableServiceLinks: false\n");
  }

  /** The version of systemd; 0 when it is not installed. */
  private int systemdVersion() throws Exception {
    if (!Files.isExecutable(Path.of("/usr/bin/systemd-analyze"))) {
      return 0;
    }
    return Integer.parseInt(run(Map.of(), "systemd-analyze", "--version").said().split("\\s+")[1]);
  }

  @Test
  void shellcheckHasNothingToSay() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/shellcheck")), "no shellcheck here");
    List<String> check = new ArrayList<>(List.of("shellcheck", "-x", "-P", "SCRIPTDIR"));
    for (String folder : List.of("scripts", ".ci", "src/test/resources/machine")) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        files.map(Path::toString).filter(name -> !name.endsWith("yaml")).forEach(check::add);
      }
    }

    assertThat(run(Map.of(), check.toArray(String[]::new)).said()).isEmpty();
  }

  @Test
  void systemdAcceptsAndRatesTheUnits() throws Exception {
    assumeTrue(systemdVersion() >= SYSTEMD_THAT_RATES, "no systemd-analyze here that rates files");
    List<String> verify = new ArrayList<>(List.of("systemd-analyze", "verify"));
    for (String name :
        List.of(
            "catalogador.service",
            "catalogador-backup.service",
            "catalogador-backup.timer",
            "catalogador-firewall.service")) {
      // What they start may not be installed on the machine of the tests.
      Path unit = folder.resolve(name);
      Files.writeString(
          unit,
          Files.readString(Path.of("conf", name)).replaceAll("(Exec\\w+)=\\S+", "$1=/bin/true"));
      verify.add(unit.toString());
    }
    Path unit = folder.resolve("catalogador.service");

    Ended verified = run(Map.of(), verify.toArray(String[]::new));
    Ended rated =
        run(
            Map.of(),
            "systemd-analyze",
            "security",
            "--offline=true",
            "--threshold=15",
            "--no-pager",
            unit.toString());

    assertThat(verified.said()).isEmpty();
    assertThat(verified.code()).isZero();
    assertThat(rated.code()).as(rated.said()).isZero();
  }

  @Test
  void theUnitsStopTimeoutExceedsThatOfTheServer() throws IOException {
    assertThat(Files.readAllLines(Path.of("conf/catalogador.service")))
        .contains("TimeoutStopSec=25", "SuccessExitStatus=143", "RestartPreventExitStatus=2");
    assertThat(ServerProcess.STOP_TIMEOUT.toSeconds()).isLessThan(25);
  }
}
