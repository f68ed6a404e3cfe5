package br.com.catalogador.web.bridge;

import br.com.catalogador.model.UserId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address that the bridge has: {@code user.<sub>.<topic>}. There are no others.
 *
 * @param user whose it is
 */
record BridgeAddress(UserId user, Topic topic) {
  private static final Pattern FORM =
      Pattern.compile("user\\.([0-9]{1,20})\\.(connection|watch|catalog|ranking)");

  /** What a user may be told or may say. */
  enum Topic {
    /** Told: how his session stands. */
    CONNECTION,
    /** Said, with reply: what he wants to watch. */
    WATCH,
    /** Told: what he watches moves. */
    CATALOG,
    /** Told: his ranking moves. */
    RANKING
  }

  /** Reads an address; empty when the bridge has none of that name. */
  static Optional<BridgeAddress> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new BridgeAddress(
                new UserId(form.group(1)), Topic.valueOf(form.group(2).toUpperCase(Locale.ROOT))))
        : Optional.empty();
  }
}
