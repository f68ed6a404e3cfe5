package br.com.catalogador.simulator;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A stream of quotes that many sockets may share.
 *
 * @param size seconds of a candle; 0 in streams of all sizes or none
 */
record QuoteTopic(Stream stream, long active, int size) {

  /** What is streamed. */
  enum Stream {
    CANDLE("candle-generated"),
    ALL_CANDLES("candles-generated"),
    QUOTE("quote-generated");

    private final String event;

    Stream(String event) {
      this.event = event;
    }

    /** Name of its pushes. */
    String event() {
      return event;
    }
  }

  /** The topic of a subscription; empty when it is none of quotes or its filters make no sense. */
  static Optional<QuoteTopic> of(String name, JsonObject filters) {
    String event = name.startsWith("quotes.") ? name.substring("quotes.".length()) : name;
    Long active = ClientRequest.number(filters, "active_id");
    Long size = ClientRequest.number(filters, "size");
    for (Stream stream : Stream.values()) {
      if (stream.event.equals(event) && active != null) {
        if (stream != Stream.CANDLE) {
          return Optional.of(new QuoteTopic(stream, active, 0));
        }
        if (size != null && CandleSizes.has(size.intValue())) {
          return Optional.of(new QuoteTopic(stream, active, size.intValue()));
        }
      }
    }
    return Optional.empty();
  }
}
