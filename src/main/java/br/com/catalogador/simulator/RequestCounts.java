package br.com.catalogador.simulator;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/** How often each request came, by its name as sent. Belongs to one event loop. */
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
