package br.com.catalogador.app.settings;

import java.util.List;

/** A configuration that cannot be used; lists all mistakes. */
public final class ConfigurationException extends RuntimeException {
  private final transient List<String> mistakes;

  ConfigurationException(List<String> mistakes) {
    super(String.join("\n", mistakes), null, false, false);
    this.mistakes = List.copyOf(mistakes);
  }

  /** One sentence per mistake: where, key, value (never a secret's), and what would be right. */
  List<String> mistakes() {
    return mistakes;
  }
}
