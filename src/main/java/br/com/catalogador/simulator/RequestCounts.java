package br.com.catalogador.simulator;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/** Request counters by name as sent. Confined to one event loop. */
final class RequestCounts {
  private final Map<String, Long> counts = new TreeMap<>();

  void add(String name) {
    counts.merge(name, 1L, Long::sum);
  }

  void reset() {
    counts.clear();
  }

  JsonObject toJson() {
    return new JsonObject(new TreeMap<>(counts));
  }
}
