package br.com.catalogador.broker.recording;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The secrets and personal data of one session, for places where a listed field repeats them: a
 * symbol that is the user's name, an asset id that is the user's.
 */
final class KnownSecrets {
  /** Shorter texts occur in symbols by chance. */
  private static final int SHORTEST_TEXT = 3;

  /** Shorter texts count only as whole words. */
  private static final int SHORTEST_PART = 5;

  /** Numbers of fewer significant digits occur in sizes, prices and payouts by chance. */
  private static final int SHORTEST_NUMBER = 5;

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(\\.\\d{1,12})?");

  private final Set<String> texts = new HashSet<>();
  private final Set<BigDecimal> numbers = new HashSet<>();

  /** Adds a text and each of its words. */
  void add(String text) {
    addText(text);
    for (String word : text.split("[\\s@._-]+")) {
      addText(word);
    }
  }

  private void addText(String text) {
    if (NUMBER.matcher(text).matches()) {
      add(new BigDecimal(text));
    }
    if (text.length() >= SHORTEST_TEXT && !Vocabulary.contains(text)) {
      texts.add(text.toLowerCase(Locale.ROOT));
    }
  }

  void add(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    if (plain.precision() >= SHORTEST_NUMBER) {
      numbers.add(plain);
    }
  }

  boolean contains(BigDecimal number) {
    return numbers.contains(number.stripTrailingZeros());
  }

  /** Whether a text is or contains one of them. */
  boolean areIn(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return texts.stream().anyMatch(secret -> isIn(secret, lower))
        || NUMBER.matcher(text).matches() && contains(new BigDecimal(text));
  }

  private static boolean isIn(String secret, String text) {
    int at = text.indexOf(secret);
    if (at < 0 || secret.length() >= SHORTEST_PART) {
      return at >= 0;
    }
    return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(secret) + "(?![\\p{L}\\p{N}])")
        .matcher(text)
        .find();
  }
}
