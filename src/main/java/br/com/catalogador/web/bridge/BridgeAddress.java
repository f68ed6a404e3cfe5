package br.com.catalogador.web.bridge;

import br.com.catalogador.model.UserId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of the bridge: {@code user.<sub>.<topic>}. The bridge has no other addresses.
 *
 * @param user the only user who may use the address
 */
record BridgeAddress(UserId user, Topic topic) {
  private static final Pattern FORM =
      Pattern.compile("user\\.([0-9]{1,20})\\.(connection|watch|catalog|ranking|history)");

  /** The topics of a user: clients subscribe to some and send to others. */
  enum Topic {
    /** Subscribe: the state of the session. */
    CONNECTION,
    /** Send, with reply: the catalog to watch. */
    WATCH,
    /** Subscribe: changes of the watched catalog. */
    CATALOG,
    /** Subscribe: changes of the ranking. */
    RANKING,
    /** Subscribe: how far old candles have been fetched. */
    HISTORY
  }

  /** Parses an address; empty when the bridge has no such address. */
  static Optional<BridgeAddress> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new BridgeAddress(
                new UserId(form.group(1)), Topic.valueOf(form.group(2).toUpperCase(Locale.ROOT))))
        : Optional.empty();
  }
}
