package br.com.catalogador.session.directory;

import br.com.catalogador.model.UserId;
import br.com.catalogador.session.store.RecordCipher;
import br.com.catalogador.session.store.RecordFormat;
import br.com.catalogador.session.store.SessionRecord;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a login has brought, as text for another server: sealed like a record in Redis, for what
 * goes from server to server can be read on the way.
 */
final class SealedLogins {
  private final RecordCipher cipher;
  private final RecordCipher previous;

  /**
   * @param previous of the previous secret, which another server may still have; null for none
   */
  SealedLogins(RecordCipher cipher, RecordCipher previous) {
    this.cipher = cipher;
    this.previous = previous;
  }

  String seal(SessionRecord login) {
    String name = cipher.name(login.user().id());
    return Base64.getEncoder().encodeToString(cipher.seal(RecordFormat.write(login), name));
  }

  /** Empty when it was not sealed for that user with a secret of this server. */
  Optional<SessionRecord> open(String sealed, UserId user) {
    byte[] envelope = Base64.getDecoder().decode(sealed);
    return Stream.of(Optional.of(cipher), Optional.ofNullable(previous))
        .flatMap(Optional::stream)
        .flatMap(with -> with.open(envelope, with.name(user)).stream())
        .findFirst()
        .flatMap(RecordFormat::read)
        .filter(login -> login.user().id().equals(user));
  }
}
