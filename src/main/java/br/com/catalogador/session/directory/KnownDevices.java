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
 * Devices that have logged in to an account before, recognized by a cookie that only this server
 * can make. The cookie names no account: per account it holds a device id, an expiry and a MAC over
 * both and the account. It only decides where wrong guesses are counted; it grants no access.
 */
final class KnownDevices {
  /** How long a device is recognized after its last login. */
  static final Duration LIFE = Duration.ofDays(90);

  /** The number of accounts in one cookie. */
  private static final int MOST_ACCOUNTS = 5;

  private static final int KEY_BYTES = 32;
  private static final String SEPARATOR = "~";
  private static final Pattern ENTRY =
      Pattern.compile("([A-Za-z0-9_-]{8,64})\\.([0-9]{1,11})\\.([A-Za-z0-9_-]{43})");

  private final List<byte[]> keys;
  private final InstantSource time;
  private final Supplier<String> ids;

  /**
   * @param previous the secret used before; null for none
   * @param ids makes unguessable ids
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

  /** The id of the device for an account; null when it is not known for that account. */
  String find(String cookie, String account) {
    return entries(cookie)
        .map(entry -> id(entry, account))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The device's new cookie after a login to an account. */
  String remember(String cookie, String account) {
    String known = find(cookie, account);
    String id = known == null ? ids.get() : known;
    long end = time.instant().plus(LIFE).getEpochSecond();
    List<String> entries = new ArrayList<>();
    entries.add(id + "." + end + "." + mac(keys.get(0), id, end, account));
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
    boolean isGenuine =
        keys.stream()
            .map(key -> mac(key, id, end, account).getBytes(StandardCharsets.US_ASCII))
            .anyMatch(mac -> MessageDigest.isEqual(mac, given));
    return isGenuine && time.instant().isBefore(Instant.ofEpochSecond(end)) ? id : null;
  }

  private static String mac(byte[] key, String id, long end, String account) {
    String bound = id + "." + end + "." + account;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Hkdf.hmac(key).doFinal(bound.getBytes(StandardCharsets.UTF_8)));
  }
}
