package br.com.catalogador.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnhandledFailuresTest {
  private static Throwable failure(String message, String type, String method) {
    Throwable failure = new IllegalStateException(message);
    failure.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("io.vertx.core.Promise", "fail", "Promise.java", 104),
          new StackTraceElement(type, method, "File.java", 1)
        });
    return failure;
  }

  @Test
  void ignoresOnlyAWriteThatFailedTwice() {
    String twice = "Promise already completed";
    String connection = "io.vertx.core.net.impl.VertxConnection";

    assertThat(UnhandledFailures.isWriteThatFailedTwice(failure(twice, connection, "write")))
        .isTrue();
    assertThat(
            UnhandledFailures.isWriteThatFailedTwice(
                failure(twice, "io.vertx.core.net.impl.DelegatingChannelPromise", "tryFailure")))
        .isTrue();
    assertThat(UnhandledFailures.isWriteThatFailedTwice(failure(twice, connection, "read")))
        .isFalse();
    assertThat(UnhandledFailures.isWriteThatFailedTwice(failure(twice, "a.b.C", "write")))
        .isFalse();
    assertThat(UnhandledFailures.isWriteThatFailedTwice(failure("else", connection, "write")))
        .isFalse();
  }
}
