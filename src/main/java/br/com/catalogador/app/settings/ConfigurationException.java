package br.com.catalogador.app.settings;

import java.util.List;

/** A configuration that cannot be used; lists all mistakes. */
public final class ConfigurationException extends RuntimeException {
  private final transient List<String> mistakes;

  ConfigurationException(List<String> mistakes) {
    super(String.join("\n", mistakes), null, false, false);
    this.mistakes = List.copyOf(mistakes);
  }

  /** One sentence per mistake: origin, key, value (unless secret) and the expected value. */
  List<String> mistakes() {
    return mistakes;
  }
}
