package br.com.catalogador.session.directory;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes texts that nobody can guess. Thread-safe. */
final class Unguessable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Unguessable() {}

  /** A text of random bytes in base64, safe in URLs and cookies. */
  static String text(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
