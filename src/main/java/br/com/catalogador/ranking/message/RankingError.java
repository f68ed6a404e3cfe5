package br.com.catalogador.ranking.message;

import br.com.catalogador.failure.FailureKind;
import java.util.Map;

/**
 * An asset that could not be analyzed.
 *
 * @param asset its symbol; null when the assets could not be listed
 * @param facts the failure's parameters for its text; JSON values only
 */
public record RankingError(String asset, FailureKind kind, Map<String, Object> facts) {
  public RankingError {
    facts = Map.copyOf(facts);
  }
}
