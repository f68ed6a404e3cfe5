package br.com.catalogador.candle.file;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Thrown for a file that is refused. The message says why: for a bad line its number, the field,
 * the value and what was expected. One line per reason.
 */
public final class CandleFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient List<Sentence> reasons;

  CandleFormatException(String key, Object... arguments) {
    this(List.of(Sentence.of(key, arguments)));
  }

  CandleFormatException(List<Sentence> reasons) {
    super(joined(reasons, Locale.ENGLISH));
    this.reasons = List.copyOf(reasons);
  }

  /** Why the file is refused, in a language; one line per reason. */
  public String message(Locale locale) {
    return joined(reasons, locale);
  }

  private static String joined(List<Sentence> reasons, Locale locale) {
    return reasons.stream().map(it -> it.in(locale)).collect(Collectors.joining("\n"));
  }
}
