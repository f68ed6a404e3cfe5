package br.com.catalogador.app.management;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.management.Health.Status;
import br.com.catalogador.support.SettableTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class BackupTest {
  private static final long NOW = 1_790_000_000;

  @TempDir private Path folder;
  private final SettableTime time = new SettableTime(NOW);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Path mark;
  private Backup backup;

  @BeforeEach
  void watch(Vertx vertx) {
    mark = folder.resolve("last-backup");
    backup = new Backup(vertx, mark.toString(), time);
    await(backup.watch(registry));
  }

  private void made(long at) throws IOException {
    if (Files.notExists(mark)) {
      Files.createFile(mark);
    }
    Files.setLastModifiedTime(mark, FileTime.from(Instant.ofEpochSecond(at)));
  }

  private Status status() {
    return await(backup.read()).status();
  }

  @Test
  void isDegradedTwoDaysAfterTheLastBackup() throws Exception {
    made(NOW);
    assertThat(await(backup.read()).facts().getInstant("last"))
        .isEqualTo(Instant.ofEpochSecond(NOW));
    time.forward(Duration.ofHours(47));
    assertThat(status()).isEqualTo(Status.UP);
    time.forward(Duration.ofHours(1));
    assertThat(status()).isEqualTo(Status.DEGRADED);
    assertThat(registry.get("catalogador.backup.timestamp").timeGauge().value()).isEqualTo(NOW);

    made(NOW + 172_800);
    assertThat(status()).isEqualTo(Status.UP);
  }

  @Test
  void withoutAnyBackupTheStartCounts() {
    assertThat(status()).isEqualTo(Status.UP);
    assertThat(await(backup.read()).facts().getValue("last")).isNull();
    time.forward(Duration.ofHours(48));
    assertThat(status()).isEqualTo(Status.DEGRADED);
  }
}
