package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import br.com.catalogador.support.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The error message when a port is already in use. */
class PortTakenIT {
  @Test
  void reportsATakenPortWithItsKey() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      for (String key : new String[] {"http.port", "http.managementPort"}) {
        assertIsTold(key, port);
      }
    }
  }

  @Test
  void reportsATakenClusterPortWithItsKey() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String clusterPort = Integer.toString(Ports.free());

      assertIsTold(
          "cluster.busPort",
          Integer.toString(taken.getLocalPort()),
          "cluster.enabled",
          "true",
          "cluster.port",
          clusterPort,
          "cluster.members",
          "127.0.0.1:" + clusterPort,
          "broker.mode",
          "live",
          "sessions.store",
          "redis",
          "sessions.redisUrl",
          "redis://127.0.0.1:1",
          "auth.secret",
          "0123456789abcdef0123456789abcdef");
    }
  }

  private static void assertIsTold(String key, String port, String... others) {
    String[] settings =
        Stream.concat(Stream.of(key, port), Stream.of(others)).toArray(String[]::new);
    assertThatThrownBy(() -> RunningServer.start(settings))
        .hasMessageContaining(
            "cannot listen on 127.0.0.1:" + port + " (" + key + "): Address already in use")
        .hasMessageContaining(RunningServer.isInThisProcess() ? "" : "ended with 1");
  }
}
