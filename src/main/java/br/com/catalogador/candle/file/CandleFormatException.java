package br.com.catalogador.candle.file;

import java.io.IOException;

/**
 * Thrown for invalid candle data. The message names the position, the value and what was expected.
 */
public final class CandleFormatException extends IOException {
  CandleFormatException(String message) {
    super(message);
  }

  CandleFormatException(String place, String field, Object value, String expected) {
    super("%s: %s is %s, expected %s".formatted(place, field, value, expected));
  }
}
