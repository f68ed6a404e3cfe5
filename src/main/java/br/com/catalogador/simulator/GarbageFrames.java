package br.com.catalogador.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * Invalid and unexpected frames that clients must tolerate. Those that resemble quotes are either
 * correct or of an unlisted asset. Immutable.
 */
final class GarbageFrames {
  private static final int UNLISTED_ASSET = Integer.MAX_VALUE;
  private static final int LONG_FRAME = 1_000_000;

  private final SimulatedMarket market;
  private final List<String> texts;
  private final Buffer binary = Buffer.buffer(new byte[] {0, (byte) 0xC3, (byte) 0x28, 123});

  /**
   * @param market source of the quotes sent in an unusual form
   */
  GarbageFrames(SimulatedMarket market) {
    this.market = market;
    this.texts =
        List.of(
            "{\"name\":\"candle-generated\",\"msg\":{\"active_id\":",
            "[]",
            "[{\"name\":\"candle-generated\"}]",
            "null",
            "",
            "42",
            "\"candles\"",
            "{\"name\":null,\"msg\":null,\"request_id\":null,\"status\":null}",
            "{\"name\":7,\"msg\":{}}",
            "{\"name\":\"no-such-push\",\"microserviceName\":\"nowhere\",\"msg\":[[[]]]}",
            "{\"name\":\"timeSync\",\"msg\":\"soon\"}",
            "{\"name\":\"candles\",\"request_id\":\"nobody's\",\"msg\":null,\"status\":2000}",
            "{\"name\":\"candle-generated\",\"microserviceName\":\"quotes\",\"msg\":null}",
            "{\"name\":\"candle-generated\",\"microserviceName\":\"quotes\",\"msg\":[1,2,3]}",
            candle(Long.toString(Long.MAX_VALUE)),
            candle("18446744073709551615"),
            candle("1e400"),
            "{\"name\":\"no-such-push\",\"msg\":\"" + "x".repeat(LONG_FRAME) + "\"}");
  }

  private static String candle(String at) {
    return "{\"name\":\"candle-generated\",\"microserviceName\":\"quotes\",\"msg\":{\"active_id\":"
        + UNLISTED_ASSET
        + ",\"size\":60,\"at\":"
        + at
        + ",\"from\":0,\"to\":60,\"id\":9223372036854775807,\"open\":1,\"close\":1,\"min\":1,"
        + "\"max\":1,\"volume\":0,\"phase\":\"T\"}}";
  }

  /**
   * Sends one frame.
   *
   * @param turn index of the frame; the kinds repeat cyclically
   * @param now UTC epoch seconds
   */
  void send(Connection connection, int turn, long now) {
    int kind = Math.floorMod(turn, texts.size() + 2);
    if (kind < texts.size()) {
      connection.send(texts.get(kind));
    } else if (kind == texts.size()) {
      connection.send(quoteAsTexts(now));
    } else {
      connection.send(binary);
    }
  }

  /** A push of the running minute with every number as a text. */
  private String quoteAsTexts(long now) {
    SimulatedCandle candle = market.candle(market.lastId(60, now), 60, now);
    String msg = new CandleText(market).generated(candle, 60);
    return "{\"name\":\"candle-generated\",\"microserviceName\":\"quotes\",\"msg\":"
        + msg.replaceAll(":(-?[0-9.]+)", ":\"$1\"")
        + "}";
  }
}
