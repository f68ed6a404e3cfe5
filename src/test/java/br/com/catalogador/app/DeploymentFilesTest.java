package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import br.com.catalogador.app.settings.Configuration;
import br.com.catalogador.app.settings.Settings;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the files for installation: scripts are run with a temporary root folder. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the scripts are for a POSIX shell")
class DeploymentFilesTest {
  private static final int SYSTEMD_THAT_RATES = 250;
  private static final String NEW_UNIT = "/etc/systemd/system/catalogador.service";

  @TempDir private Path folder;

  private Path jar;

  /** Exit code and output of a script, of both streams. */
  private record Ended(int code, String said) {}

  @BeforeEach
  void makeJar() throws IOException {
    jar = jar("1.0");
  }

  /** Creates a jar that runs the classes under test; the version makes it distinct. */
  private Path jar(String version) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    Path file = folder.resolve("catalogador-" + version + ".jar");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      entries.putNextEntry(new ZipEntry(version));
      entries.closeEntry();
    }
    return file;
  }

  private Ended run(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    builder.environment().merge("PATH", java, (path, first) -> first + File.pathSeparator + path);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    return new Ended(process.waitFor(), said);
  }

  private Ended install(Path root, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("scripts/install", "--prefix", root.toString(), "--jar"));
    command.add(jar.toString());
    command.addAll(List.of(more));
    return run(Map.of(), command.toArray(String[]::new));
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
    install(folder.resolve("root"));

    Path installed = folder.resolve("root/etc/catalogador");
    assertThat(mode(installed)).isEqualTo("rwxr-x---");
    assertThat(mode(installed.resolve("catalogador.env"))).isEqualTo("rw-r-----");
    assertThat(mode(installed.resolve("catalogador.yaml"))).isEqualTo("rw-r-----");
    assertThat(mode(folder.resolve("root/opt/catalogador/catalogador.jar"))).isEqualTo("rw-r--r--");
  }

  @Test
  void installingAgainKeepsChangesOfTheOperator() throws Exception {
    Path root = folder.resolve("root");
    install(root);
    Path config = root.resolve("etc/catalogador/catalogador.yaml");
    String changed = Files.readString(config).replace("maximum: 1000", "maximum: 5");
    Files.writeString(config, changed);
    String secret = secret(root);
    Files.delete(root.resolve(NEW_UNIT.substring(1)));

    assertThat(install(root, "--domain", "another.example").code()).isZero();

    assertThat(Files.readString(config)).isEqualTo(changed);
    assertThat(secret(root)).isEqualTo(secret);
    assertThat(root.resolve(NEW_UNIT.substring(1)))
        .hasSameTextualContentAs(Path.of("conf/catalogador.service"));
  }

  @Test
  void aDryRunPrintsStepsAndChangesNothing() throws Exception {
    Path root = folder.resolve("root");

    Ended ended = install(root, "--dry-run");

    assertThat(ended.code()).isZero();
    assertThat(ended.said()).contains("opt/catalogador/catalogador.jar", "write_secrets");
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
    Files.writeString(
        root.resolve("etc/catalogador/catalogador.yaml"),
        "http:\n  managementPort: " + health.getAddress().getPort() + "\nbroker:\n  mode: live\n");
    try {
      Ended upgraded = upgrade(root, good, systemctl);

      assertThat(upgraded.code()).as(upgraded.said()).isZero();
      assertThat(installed).hasSameBinaryContentAs(good);
      assertThat(previous(installed)).hasSameBinaryContentAs(jar);
      assertThat(Files.readAllLines(calls)).contains("restart catalogador");

      Ended failed = upgrade(root, bad, systemctl);

      assertThat(failed.code()).isEqualTo(1);
      assertThat(failed.said()).contains("De volta à versão instalada.");
      assertThat(installed).hasSameBinaryContentAs(good);
      assertThat(previous(installed)).hasSameBinaryContentAs(jar);
    } finally {
      health.stop(0);
    }
  }

  private static Path previous(Path installed) {
    return installed.resolveSibling("catalogador.jar.previous");
  }

  private Ended upgrade(Path root, Path to, Path systemctl) throws Exception {
    return run(
        Map.of("SYSTEMCTL", systemctl.toString()),
        "scripts/upgrade",
        "--prefix",
        root.toString(),
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
  void aBackupContainsConfigurationAndSecretsAndIsPrivate() throws Exception {
    Path root = folder.resolve("root");
    install(root);

    Ended ended = run(Map.of(), "scripts/backup", "--prefix", root.toString(), folder + "/backups");

    assertThat(ended.code()).as(ended.said()).isZero();
    Path archive = Path.of(ended.said().strip());
    assertThat(mode(archive)).isEqualTo("rw-------");
    Path restored = Files.createDirectory(folder.resolve("restored"));
    assertThat(run(Map.of(), "tar", "-xzpf", archive.toString(), "-C", restored.toString()).code())
        .isZero();
    assertThat(secret(restored)).isEqualTo(secret(root));
    assertThat(restored.resolve("opt/catalogador/catalogador.jar")).hasSameBinaryContentAs(jar);
    assertThat(restored.resolve(NEW_UNIT.substring(1))).exists();
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
  void systemdAcceptsAndRatesTheUnit() throws Exception {
    assumeTrue(systemdVersion() >= SYSTEMD_THAT_RATES, "no systemd-analyze here that rates files");
    // Java may be installed elsewhere on the machine of the tests.
    Path unit =
        Files.writeString(
            folder.resolve("catalogador.service"),
            Files.readString(Path.of("conf/catalogador.service"))
                .replace("/usr/bin/java", "/bin/true"));

    Ended verified = run(Map.of(), "systemd-analyze", "verify", unit.toString());
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
    assertThat(ServeCommand.STOP_TIMEOUT.toSeconds()).isLessThan(25);
  }
}
