package br.com.catalogador.broker;

import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts unusable frames by kind and logs only the first of each kind, since there may be thousands
 * a second. Confined to one event loop.
 */
public final class ProtocolAnomalies {
  private static final Logger LOG = LoggerFactory.getLogger(ProtocolAnomalies.class);

  /** Why a frame is unusable. */
  public enum Kind {
    NOT_A_NAMED_OBJECT,
    BINARY,
    UNKNOWN_REQUEST_ID,
    UNKNOWN_PUSH,
    UNUSABLE_TIME
  }

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final BrokerMeters meters;

  ProtocolAnomalies(BrokerMeters meters) {
    this.meters = meters;
  }

  void note(Kind kind) {
    meters.unusable(kind);
    if (counts.merge(kind, 1L, Long::sum) == 1) {
      LOG.info("the broker sent an unusable frame, {}; further ones are only counted", kind);
    }
  }

  public long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }
}
