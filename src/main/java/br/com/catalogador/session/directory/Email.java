package br.com.catalogador.session.directory;

import br.com.catalogador.failure.Failure;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address as the broker reads it.
 *
 * @param address as sent to the broker
 * @param account in lower case: the key of limits, the same for every spelling
 */
record Email(String address, String account) {
  private static final Pattern USABLE = Pattern.compile("[!-~&&[^@]]+@[!-~&&[^@]]+");

  /**
   * @throws Failure INVALID_PARAMETER when no account at the broker can have such an address
   */
  static Email of(String given) {
    String address = Normalizer.normalize(given, Normalizer.Form.NFKC).strip();
    if (!USABLE.matcher(address).matches()) {
      throw Failure.invalidParameter("email", "something else", "an e-mail address");
    }
    return new Email(address, address.toLowerCase(Locale.ROOT));
  }
}
