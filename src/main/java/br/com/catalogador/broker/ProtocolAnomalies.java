package br.com.catalogador.broker;

import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what the broker sends and nobody can use. Each kind is logged once, for it may come a
 * thousand times a second. Confined to one event loop.
 */
final class ProtocolAnomalies {
  private static final Logger LOG = LoggerFactory.getLogger(ProtocolAnomalies.class);

  /** What may be odd about a frame. */
  enum Kind {
    NOT_A_NAMED_OBJECT,
    BINARY,
    ANSWER_TO_NOBODY,
    UNKNOWN_PUSH,
    UNUSABLE_TIME
  }

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

  void note(Kind kind) {
    if (counts.merge(kind, 1L, Long::sum) == 1) {
      LOG.info("the broker sent a frame of no use, {}; more of them are only counted", kind);
    }
  }

  long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }
}
