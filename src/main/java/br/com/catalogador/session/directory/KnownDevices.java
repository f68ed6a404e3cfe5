package br.com.catalogador.session.directory;

import br.com.catalogador.session.store.Hkdf;
import br.com.catalogador.support.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Devices that have logged in to an account before, by a text that the device keeps as a cookie and
 * nobody else can make. The text names no account: it holds, per account, a device id, an expiry
 * and a code that fits that account only. It proves nothing but where wrong guesses are counted.
 */
final class KnownDevices {
  /** How long a device is known after its last login. */
  static final Duration LIFE = Duration.ofDays(90);

  /** As many accounts as one browser is known for. */
  private static final int MOST_ACCOUNTS = 5;

  private static final int KEY_BYTES = 32;
  private static final String SEPARATOR = "~";
  private static final Pattern ENTRY =
      Pattern.compile("([A-Za-z0-9_-]{8,64})\\.([0-9]{1,11})\\.([A-Za-z0-9_-]{43})");

  private final List<byte[]> keys;
  private final InstantSource time;
  private final Supplier<String> ids;

  /**
   * @param previous a secret that was used before; null for none
   * @param ids makes unguessable names
   */
  KnownDevices(Secret secret, Secret previous, InstantSource time, Supplier<String> ids) {
    this.keys =
        Stream.of(secret, previous).filter(Objects::nonNull).map(KnownDevices::key).toList();
    this.time = time;
    this.ids = ids;
  }

  private static byte[] key(Secret secret) {
    return Hkdf.key(secret.bytes(), "catalogador known device, HMAC-SHA256", KEY_BYTES);
  }

  /** The id of the device for an account; null when it is not known there. */
  String find(String cookie, String account) {
    return entries(cookie)
        .map(entry -> id(entry, account))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** What a device has to keep from now on, after a login to an account. */
  String remember(String cookie, String account) {
    String known = find(cookie, account);
    String id = known == null ? ids.get() : known;
    long end = time.instant().plus(LIFE).getEpochSecond();
    List<String> entries = new ArrayList<>();
    entries.add(id + "." + end + "." + code(keys.get(0), id, end, account));
    entries(cookie)
        .filter(entry -> id(entry, account) == null)
        .limit(MOST_ACCOUNTS - 1L)
        .forEach(entries::add);
    return String.join(SEPARATOR, entries);
  }

  private static Stream<String> entries(String cookie) {
    return Arrays.stream(cookie.split(SEPARATOR, MOST_ACCOUNTS + 1))
        .filter(entry -> ENTRY.matcher(entry).matches());
  }

  private String id(String entry, String account) {
    Matcher parts = ENTRY.matcher(entry);
    if (!parts.matches()) {
      return null;
    }
    String id = parts.group(1);
    long end = Long.parseLong(parts.group(2));
    byte[] given = parts.group(3).getBytes(StandardCharsets.US_ASCII);
    boolean good =
        keys.stream()
            .map(key -> code(key, id, end, account).getBytes(StandardCharsets.US_ASCII))
            .anyMatch(code -> MessageDigest.isEqual(code, given));
    return good && time.instant().isBefore(Instant.ofEpochSecond(end)) ? id : null;
  }

  private static String code(byte[] key, String id, long end, String account) {
    String bound = id + "." + end + "." + account;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Hkdf.hmac(key).doFinal(bound.getBytes(StandardCharsets.UTF_8)));
  }
}
