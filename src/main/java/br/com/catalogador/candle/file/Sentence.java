package br.com.catalogador.candle.file;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * A sentence about a candle file, in the language of who reads it. The texts are in {@code
 * candle-files_<language>.properties}: Portuguese, English and Spanish.
 *
 * @param key of the text
 * @param arguments numbers as the language writes them, other sentences, or anything else as it is
 */
public record Sentence(String key, List<Object> arguments) {
  private static final String BUNDLE = "candle-files";
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  public Sentence {
    arguments = List.copyOf(arguments);
  }

  static Sentence of(String key, Object... arguments) {
    return new Sentence(key, List.of(arguments));
  }

  /** The sentence in a language; in English for a language without texts. */
  public String in(Locale locale) {
    Object[] values =
        arguments.stream()
            .map(it -> it instanceof Sentence sentence ? sentence.in(locale) : it)
            .toArray();
    String text = ResourceBundle.getBundle(BUNDLE, locale, NO_FALLBACK).getString(key);
    return new MessageFormat(text, locale).format(values);
  }

  /** The sentence in English, as for a log. */
  @Override
  public String toString() {
    return in(Locale.ENGLISH);
  }
}
