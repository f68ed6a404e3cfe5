package br.com.catalogador.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The name under which a broker's candles are stored. */
class BrokerNameTest {

  @ParameterizedTest
  @CsvSource({
    "wss://ws.trade.polariumbroker.com/echo/websocket,ws.trade.polariumbroker.com",
    "wss://ws.trade.polariumbroker.com:443/echo/websocket,ws.trade.polariumbroker.com",
    "ws://127.0.0.1/echo/websocket,127.0.0.1",
    "ws://127.0.0.1:8081/echo/websocket,127.0.0.1-8081",
    "ws://127.0.0.1:8082/echo/websocket,127.0.0.1-8082"
  })
  void isTheHostWithItsPortIfNotTheDefault(URI socket, String name) {
    assertThat(MainVerticle.brokerName(socket)).isEqualTo(name);
  }
}
