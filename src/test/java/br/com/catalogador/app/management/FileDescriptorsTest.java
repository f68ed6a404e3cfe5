package br.com.catalogador.app.management;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.management.Health.Status;
import br.com.catalogador.support.RecordedLog;
import ch.qos.logback.classic.Level;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileDescriptorsTest {

  @ParameterizedTest
  @CsvSource({
    "100,256,UP",
    "224,256,UP",
    "225,256,DEGRADED",
    "256,256,DEGRADED",
    "58000,65536,UP",
    "59000,65536,DEGRADED"
  })
  void healthIsDegradedWhenFewAreLeft(long open, long most, Status status) {
    assertThat(new FileDescriptors(() -> open, () -> most).read().status()).isEqualTo(status);
  }

  @Test
  void logsOnceThatFewAreLeft() {
    AtomicLong open = new AtomicLong(100);
    FileDescriptors descriptors = new FileDescriptors(open::get, () -> 256);
    try (RecordedLog log = RecordedLog.of(FileDescriptors.class.getName())) {
      descriptors.check();
      open.set(250);
      descriptors.check();
      descriptors.check();
      open.set(120);
      descriptors.check();
      open.set(256);
      descriptors.check();

      assertThat(log.from(Level.WARN))
          .hasSize(2)
          .first()
          .asString()
          .startsWith("few file descriptors are left: 250 of 256 are in use");
    }
  }

  @Test
  void countsThoseOfTheProcess() {
    assertThat(FileDescriptors.ofProcess().read().facts().getLong("open")).isPositive();
  }
}
