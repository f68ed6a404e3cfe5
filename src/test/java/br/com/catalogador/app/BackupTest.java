package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.Ports;
import br.com.catalogador.support.RedisServer;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SelfSignedCertificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/backup} with sessions in a real Redis behind TLS and with its own user. */
@EnabledIf(value = "hasRedisCli", disabledReason = "no redis-cli here")
class BackupTest {
  private static final String RIGHTS =
      "+@connection +get +set +del +sync +psync +replconf ~catalogador:*";

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
  private final RedisServer redis = RedisServer.start();
  private NetServer encrypted;

  static boolean hasRedisCli() {
    return Files.isExecutable(Path.of("/usr/bin/redis-cli"));
  }

  @BeforeEach
  void start() {
    NetClient plain = vertx.createNetClient();
    encrypted =
        vertx
            .createNetServer(
                new NetServerOptions()
                    .setHost("127.0.0.1")
                    .setSsl(true)
                    .setKeyCertOptions(certificate.keyCertOptions()))
            .connectHandler(client -> passOn(plain, client));
    await(encrypted.listen(0));
    redis.command("SET catalogador:session:x sealed");
  }

  private void passOn(NetClient plain, NetSocket client) {
    client.pause();
    plain
        .connect(redis.port(), "127.0.0.1")
        .onSuccess(
            server -> {
              client.pipeTo(server);
              server.pipeTo(client);
            });
  }

  @AfterEach
  void stop() {
    redis.close();
    await(vertx.close());
    certificate.delete();
  }

  private String url() {
    return "rediss://keeper:s3cr3t-word@localhost:" + encrypted.actualPort() + "/0";
  }

  private void configure(String yaml, String... secrets) throws Exception {
    Path etc = Files.createDirectories(folder.resolve("root/etc/catalogador"));
    Files.writeString(etc.resolve("catalogador.yaml"), yaml);
    Files.write(etc.resolve("catalogador.env"), List.of(secrets));
  }

  private record Ended(int code, String said) {}

  private Ended backup() throws Exception {
    Process process = machine("scripts/backup", folder.resolve("backups").toString()).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), said);
  }

  private ProcessBuilder machine(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DESTDIR", folder.resolve("root").toString());
    return builder;
  }

  private void assertHoldsTheSessions(Ended ended) throws Exception {
    assertThat(ended.code()).as(ended.said()).isZero();
    Process tar =
        new ProcessBuilder("tar", "-xzOf", ended.said(), "redis.rdb")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(new String(tar.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
        .startsWith("REDIS")
        .contains("catalogador:session:x");
    assertThat(left()).containsExactly(Path.of(ended.said()));
  }

  private List<Path> left() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("backups"))) {
      return files.toList();
    }
  }

  @Test
  void backsUpSessionsOverTlsWithCredentialsOfTheEnvironment() throws Exception {
    redis.command("ACL SETUSER keeper on >s3cr3t-word " + RIGHTS);
    configure(
        "http:\n  port: 5000\n",
        "CATALOGADOR_SESSIONS_REDIS_URL=" + url(),
        "CATALOGADOR_SESSIONS_REDIS_AUTHORITY=" + certificate.certificatePath());

    assertHoldsTheSessions(backup());
  }

  @Test
  void backsUpSessionsOverTlsWithCredentialsOfTheConfiguration() throws Exception {
    redis.command("ACL SETUSER keeper on >s3cr3t-word " + RIGHTS);
    configure(
        "cache:\n  redisUrl: redis://127.0.0.1:1\nsessions:\n  store: redis\n  redisUrl: \"%s\" # TLS\n  redisAuthority: %s\n"
            .formatted(url(), certificate.certificatePath()));

    assertHoldsTheSessions(backup());
  }

  /** The Redis of {@code scripts/install-redis}, as other servers reach it. */
  @Test
  void backsUpARedisThatListensForOtherServers() throws Exception {
    configure("");
    Path port = Files.createDirectories(folder.resolve("root/etc/redis")).resolve("redis.conf");
    Files.writeString(port, "port %d\ndir /var/lib/redis\n".formatted(Ports.free()));
    String systemctl = Path.of("src/test/resources/machine/systemctl").toAbsolutePath().toString();
    ProcessBuilder install = machine("scripts/install-redis", "--listen", "127.0.0.2");
    install.environment().put("SYSTEMCTL", systemctl);
    try {
      assertThat(install.redirectOutput(folder.resolve("said").toFile()).start().waitFor())
          .as(Files.readString(folder.resolve("said")))
          .isZero();

      Ended ended = backup();

      assertThat(ended.code()).as(ended.said()).isZero();
    } finally {
      machine(systemctl, "stop", "redis-server").start().waitFor();
    }
  }

  @Test
  void doesNotConnectToRedisForSessionsInMemory() throws Exception {
    configure("sessions:\n  store: memory\n  redisUrl: redis://127.0.0.1:1/0\n");

    assertThat(backup().code()).isZero();
  }

  @Test
  void reportsAFailureAndLeavesNoFile() throws Exception {
    redis.command("ACL SETUSER keeper on >s3cr3t-word +@connection +get +set +del ~catalogador:*");
    configure("", "CATALOGADOR_SESSIONS_REDIS_URL=" + url());

    Ended unknownAuthority = backup();
    configure(
        "",
        "CATALOGADOR_SESSIONS_REDIS_URL=" + url(),
        "CATALOGADOR_SESSIONS_REDIS_AUTHORITY=" + certificate.certificatePath());
    Ended noRights = backup();

    assertThat(unknownAuthority.code()).isEqualTo(1);
    assertThat(unknownAuthority.said()).contains("certificate verify failed");
    assertThat(noRights.code()).isEqualTo(1);
    assertThat(noRights.said()).contains("NOPERM", "docs/implantacao.md");
    assertThat(noRights.said()).doesNotContain("s3cr3t-word");
    assertThat(left()).isEmpty();
  }
}
