package br.com.catalogador.session.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives keys for separate purposes from one secret: HKDF with HMAC-SHA256 (RFC 5869). Stateless;
 * any thread.
 */
public final class Hkdf {
  private static final String HMAC = "HmacSHA256";
  private static final int HASH_BYTES = 32;
  private static final int MOST_BLOCKS = 255;

  private Hkdf() {}

  /**
   * A key derived without salt; the secret must be random.
   *
   * @param purpose identifies the key; different purposes give independent keys
   * @param length in bytes, at most 8160
   */
  public static byte[] key(byte[] secret, String purpose, int length) {
    return expand(
        extract(new byte[HASH_BYTES], secret), purpose.getBytes(StandardCharsets.UTF_8), length);
  }

  /** HKDF-Extract; an empty salt counts as one of zeros. */
  static byte[] extract(byte[] salt, byte[] secret) {
    return hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt).doFinal(secret);
  }

  /** HKDF-Expand. */
  static byte[] expand(byte[] pseudoRandomKey, byte[] info, int length) {
    if (length > MOST_BLOCKS * HASH_BYTES) {
      throw new IllegalArgumentException("a key of " + length + " bytes is too long");
    }
    Mac hmac = hmac(pseudoRandomKey);
    byte[] key = new byte[length];
    byte[] block = new byte[0];
    for (int made = 0, number = 1; made < length; made += HASH_BYTES, number++) {
      hmac.update(block);
      hmac.update(info);
      hmac.update((byte) number);
      block = hmac.doFinal();
      System.arraycopy(block, 0, key, made, Math.min(HASH_BYTES, length - made));
    }
    return key;
  }

  /** An initialized HMAC-SHA256. */
  public static Mac hmac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac;
    } catch (GeneralSecurityException e) {
      // Every Java platform supports HmacSHA256.
      throw new IllegalStateException(e);
    }
  }
}
