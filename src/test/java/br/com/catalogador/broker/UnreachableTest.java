package br.com.catalogador.broker;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.failure.FailureKind;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class UnreachableTest {

  @Test
  void reportsBusyWithoutFileDescriptors() {
    Throwable cause = new IllegalStateException(new IOException("Too many open files"));

    assertThat(Unreachable.failure(cause).kind()).isEqualTo(FailureKind.BUSY);
    assertThat(Unreachable.failure(cause).facts().getLong("retryAfter")).isEqualTo(10);
  }

  @Test
  void reportsTimeOutOrUnavailableOtherwise() {
    assertThat(Unreachable.failure(new TimeoutException()).kind())
        .isEqualTo(FailureKind.BROKER_TIMEOUT);
    assertThat(Unreachable.failure(new ConnectException("refused")).kind())
        .isEqualTo(FailureKind.BROKER_UNAVAILABLE);
  }
}
