package br.com.catalogador.broker;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks headers that the operator adds to requests to the broker. */
public final class ExtraHeaders {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("(?! )[\\x20-\\x7E]+(?<! )");

  /**
   * Set by the client itself, valid for one connection only, or able to change what an answer looks
   * like or on whose behalf a request is made.
   */
  private static final Set<String> RESERVED =
      Set.of(
          "accept-encoding",
          "authorization",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "cookie",
          "expect",
          "host",
          "keep-alive",
          "origin",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final String RESERVED_PREFIX = "sec-websocket-";

  private ExtraHeaders() {}

  /** What is wrong with a header, without its value; empty if it may be added. */
  public static Optional<String> mistake(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches()) {
      return Optional.of("is not the name of a header");
    }
    if (RESERVED.contains(lower) || lower.startsWith(RESERVED_PREFIX)) {
      return Optional.of("may not be set, the client sets it itself or must not send it");
    }
    return VALUE.matcher(value).matches()
        ? Optional.empty()
        : Optional.of("its value is empty or has a character other than visible ASCII and spaces");
  }
}
