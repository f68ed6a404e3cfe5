package br.com.catalogador.session.directory;

import br.com.catalogador.model.UserId;
import br.com.catalogador.session.store.RecordCipher;
import br.com.catalogador.session.store.RecordFormat;
import br.com.catalogador.session.store.SessionRecord;
import java.util.Base64;
import java.util.Optional;

/**
 * A login as text for another server, encrypted like a record in Redis: messages between servers
 * are not.
 */
final class SealedLogins {
  private final RecordCipher cipher;
  private final RecordCipher previous;

  /**
   * @param previous with the previous secret, which another server may still use; null for none
   */
  SealedLogins(RecordCipher cipher, RecordCipher previous) {
    this.cipher = cipher;
    this.previous = previous;
  }

  String seal(SessionRecord login) {
    String name = cipher.name(login.user().id());
    return Base64.getEncoder().encodeToString(cipher.seal(RecordFormat.write(login), name));
  }

  /** Empty when it was not sealed for that user with one of this server's secrets. */
  Optional<SessionRecord> open(String sealed, UserId user) {
    byte[] envelope = Base64.getDecoder().decode(sealed);
    return RecordCipher.open(envelope, key -> key.name(user), cipher, previous)
        .flatMap(RecordFormat::read)
        .filter(login -> login.user().id().equals(user));
  }
}
