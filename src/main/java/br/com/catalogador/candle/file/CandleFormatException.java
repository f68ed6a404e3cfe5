package br.com.catalogador.candle.file;

import java.io.IOException;

/** Candle data that cannot be used. The message says where, what was found, what was expected. */
public final class CandleFormatException extends IOException {
  CandleFormatException(String message) {
    super(message);
  }

  CandleFormatException(String place, String field, Object value, String expected) {
    super("%s: %s is %s, expected %s".formatted(place, field, value, expected));
  }
}
