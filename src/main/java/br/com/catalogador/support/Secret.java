package br.com.catalogador.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A text that must never be shown or logged: a password, a broker session id, a signing key.
 *
 * @param value the text itself; to be read only where it is sent or used
 */
public record Secret(String value) {
  public Secret {
    Objects.requireNonNull(value, "value");
  }

  /** Compares in a time that does not depend on where the texts differ. */
  @Override
  public boolean equals(Object object) {
    return object instanceof Secret other && MessageDigest.isEqual(bytes(), other.bytes());
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** The text in UTF-8. */
  public byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  /** Always {@code ***}. */
  @Override
  public String toString() {
    return "***";
  }
}
