package br.com.catalogador.app.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Suggests the known key that is closest to a misspelled one, by edit distance. */
final class KeySuggestion {
  private static final int MOST = 3;

  private KeySuggestion() {}

  /**
   * The known word with the smallest edit distance, ignoring case; the first in order if there are
   * several. Empty when the distance is more than three, or more than a third of its letters.
   */
  static Optional<String> to(String given, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.comparingInt((String word) -> distance(given, word))
                .thenComparing(Comparator.naturalOrder()))
        .filter(word -> distance(given, word) <= Math.min(MOST, word.length() / 3));
  }

  /** The Levenshtein distance. */
  private static int distance(String left, String right) {
    String from = left.toLowerCase(Locale.ROOT);
    String to = right.toLowerCase(Locale.ROOT);
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
