package br.com.catalogador.web.bridge;

import br.com.catalogador.model.UserId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of the bridge: {@code user.<sub>.<topic>}. There are no others.
 *
 * @param user the only user who may use it
 */
record BridgeAddress(UserId user, Topic topic) {
  private static final Pattern FORM =
      Pattern.compile("user\\.([0-9]{1,20})\\.(connection|watch|catalog|ranking)");

  /** The topics of a user: what a client may subscribe to or send. */
  enum Topic {
    /** Subscribe: the state of the session. */
    CONNECTION,
    /** Send, with reply: the catalog to watch. */
    WATCH,
    /** Subscribe: changes of the watched catalog. */
    CATALOG,
    /** Subscribe: changes of the ranking. */
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
