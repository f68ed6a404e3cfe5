package br.com.catalogador.simulator;

import br.com.catalogador.simulator.Topic.Stream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Everything that the broker sends of its own accord: its clock to every socket, and quotes to
 * those that subscribed. Each push is computed and written once, however many sockets get it.
 *
 * <p>Belongs to one event loop.
 */
final class Feed {
  private final Map<Integer, SimulatedMarket> markets;
  private final Set<Connection> connections = new HashSet<>();
  private final Map<Topic, Set<Connection>> subscribers = new HashMap<>();

  Feed(Map<Integer, SimulatedMarket> markets) {
    this.markets = markets;
  }

  void join(Connection connection) {
    connections.add(connection);
  }

  /** Forgets a connection; its subscriptions are to be ended one by one before. */
  void leave(Connection connection) {
    connections.remove(connection);
  }

  void subscribe(Topic topic, Connection connection) {
    if (markets.containsKey(topic.active())) {
      subscribers.computeIfAbsent(topic, it -> new LinkedHashSet<>()).add(connection);
    }
  }

  void unsubscribe(Topic topic, Connection connection) {
    subscribers.computeIfPresent(
        topic,
        (it, connections) -> {
          connections.remove(connection);
          return connections.isEmpty() ? null : connections;
        });
  }

  /** Tells every socket the time in Unix milliseconds. */
  void sendTime(long millis) {
    String text = "{\"name\":\"timeSync\",\"msg\":" + millis + "}";
    connections.forEach(connection -> connection.send(text));
  }

  /** Sends the prices that came at a time, UTC epoch seconds, to whom they concern. */
  void sendQuotes(long now) {
    subscribers.forEach(
        (topic, connections) -> {
          SimulatedMarket market = markets.get(topic.active());
          if (market.ticksAt(now)) {
            String text = push(topic.stream(), message(topic, market, now));
            connections.forEach(connection -> connection.send(text));
          }
        });
  }

  private static String message(Topic topic, SimulatedMarket market, long now) {
    CandleText text = new CandleText(market);
    return switch (topic.stream()) {
      case CANDLE -> {
        long id = market.idOfTick(topic.size(), now);
        yield text.generated(market.candle(id, topic.size(), now), topic.size());
      }
      case ALL_CANDLES -> text.allGenerated(now);
      case QUOTE -> text.quote(now);
    };
  }

  private static String push(Stream stream, String msg) {
    return "{\"name\":\""
        + stream.event()
        + "\",\"microserviceName\":\"quotes\",\"msg\":"
        + msg
        + "}";
  }
}
