package br.com.catalogador.load;

import br.com.catalogador.support.Scrape;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server holds for its users: as it tells it itself, as its broker sees it, and as objects
 * in its heap once all garbage is gone.
 */
record Remains(Map<String, Long> held, long liveBytes) {
  private static final List<String> METRICS =
      List.of(
          "catalogador_sessions",
          "catalogador_bridge_sockets",
          "catalogador_live_watchers",
          "catalogador_live_boards",
          "catalogador_live_feeds",
          "vertx_eventbus_handlers");

  /** Names for a reader, and classes; the rest of a name is Vert.x's own. */
  private static final Map<String, String> CLASSES =
      Map.of(
          "timers", "io.vertx.core.impl.VertxImpl$InternalTimerHandler",
          "consumers", "io.vertx.core.eventbus.impl.MessageConsumerImpl",
          "verticles", "io.vertx.core.impl.deployment.DefaultDeployment$Instance",
          "session verticles", "br.com.catalogador.session.SessionVerticle",
          "links to the broker", "br.com.catalogador.broker.PolariumLink",
          "pages' sockets", "br.com.catalogador.web.bridge.BridgeClient");

  static Remains of(Server server) throws IOException, InterruptedException {
    Map<String, Long> held = new LinkedHashMap<>();
    Scrape metrics = server.metrics();
    METRICS.forEach(name -> held.put(name, Math.round(metrics.sum(name))));
    for (String open : List.of("sockets", "subscriptions")) {
      held.put("broker " + open, server.control().requests(open));
    }
    Map<String, Long> instances = server.process().instances();
    CLASSES.forEach(
        (name, type) -> held.put(name + " in the heap", instances.getOrDefault(type, 0L)));
    return new Remains(held, server.process().liveBytes());
  }

  boolean isAsIn(Remains before) {
    return held.equals(before.held());
  }

  String text(Remains before) {
    StringBuilder text = new StringBuilder();
    held.forEach(
        (name, count) ->
            text.append(String.format("  %-32s %8d (%d)%n", name, count, before.held().get(name))));
    return text.toString();
  }
}
