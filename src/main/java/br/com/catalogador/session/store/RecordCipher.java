package br.com.catalogador.session.store;

import br.com.catalogador.model.UserId;
import br.com.catalogador.support.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names and encrypts records for a store that others may read. Names are MACs, so they do not
 * reveal the user. Records are encrypted with AES-256-GCM, with the name as associated data: a
 * record that was changed, or copied to another name, cannot be decrypted.
 *
 * <p>An encrypted record is a version byte, a nonce of 12 random bytes, the cipher text and its tag
 * of 16 bytes. Random nonces are safe for 2^32 records under one secret.
 *
 * <p>Both keys are derived from the secret by {@link Hkdf}. Confined to one event loop.
 */
public final class RecordCipher {
  private static final String PREFIX = "catalogador:";
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final byte VERSION = 1;
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int LEAST_BYTES = 1 + NONCE_BYTES + TAG_BITS / 8;

  private final SecretKeySpec key;
  private final byte[] nameKey;
  private final SecureRandom random = new SecureRandom();

  public RecordCipher(Secret secret) {
    this.key =
        new SecretKeySpec(
            Hkdf.key(secret.bytes(), "catalogador session record, AES-256-GCM", KEY_BYTES), "AES");
    this.nameKey = Hkdf.key(secret.bytes(), "catalogador session name, HMAC-SHA256", KEY_BYTES);
  }

  /** The name of a user's record: a MAC, since a plain hash of the few user ids can be reversed. */
  public String name(UserId user) {
    return name("session", user);
  }

  /** The name of another entry stored for a user. */
  public String name(String kind, UserId user) {
    byte[] mac = Hkdf.hmac(nameKey).doFinal(user.value().getBytes(StandardCharsets.UTF_8));
    return PREFIX + kind + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
  }

  /**
   * @param name the name under which the record will be stored
   */
  public byte[] seal(byte[] record, String name) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] envelope = cipher(Cipher.ENCRYPT_MODE, VERSION, nonce, name).doFinal(record);
      return ByteBuffer.allocate(1 + NONCE_BYTES + envelope.length)
          .put(VERSION)
          .put(nonce)
          .put(envelope)
          .array();
    } catch (GeneralSecurityException e) {
      // Every Java platform supports AES-GCM.
      throw new IllegalStateException(e);
    }
  }

  /**
   * The decrypted record; empty when it was encrypted with another secret or under another name, or
   * was changed.
   */
  public Optional<byte[]> open(byte[] envelope, String name) {
    if (envelope.length < LEAST_BYTES || envelope[0] != VERSION) {
      return Optional.empty();
    }
    ByteBuffer parts = ByteBuffer.wrap(envelope);
    byte version = parts.get();
    byte[] nonce = new byte[NONCE_BYTES];
    parts.get(nonce);
    byte[] rest = new byte[parts.remaining()];
    parts.get(rest);
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, version, nonce, name).doFinal(rest));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /**
   * The decrypted record, with the first key that can decrypt it.
   *
   * @param name of the record under each key
   * @param previous with the previous secret; null for none
   */
  public static Optional<byte[]> open(
      byte[] envelope,
      Function<RecordCipher, String> name,
      RecordCipher current,
      RecordCipher previous) {
    return Stream.of(Optional.of(current), Optional.ofNullable(previous))
        .flatMap(Optional::stream)
        .flatMap(key -> key.open(envelope, name.apply(key)).stream())
        .findFirst();
  }

  private Cipher cipher(int mode, byte version, byte[] nonce, String name)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(new byte[] {version});
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
