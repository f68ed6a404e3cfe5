package br.com.catalogador.simulator;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A topic of quote pushes.
 *
 * @param size candle size in seconds; 0 for streams without a single size
 */
record QuoteTopic(Stream stream, long active, int size) {

  /** The kind of a stream. */
  enum Stream {
    CANDLE("candle-generated"),
    ALL_CANDLES("candles-generated"),
    QUOTE("quote-generated");

    private final String event;

    Stream(String event) {
      this.event = event;
    }

    /** The name of its pushes. */
    String event() {
      return event;
    }
  }

  /** The topic of a subscription; empty if it is not a quote stream or its filters are invalid. */
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
