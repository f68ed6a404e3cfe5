package br.com.catalogador.simulator;

import br.com.catalogador.broker.Frame;
import br.com.catalogador.simulator.QuoteTopic.Stream;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that the broker sends of its own accord: its clock to every socket, quotes and
 * balances to those that subscribed. Each push is computed and written once, however many sockets
 * get it.
 *
 * <p>Belongs to one event loop.
 */
final class PushFeed {
  private static final String BALANCE_CHANGED = "balances.balance-changed";

  private final Map<Long, SimulatedMarket> markets;
  private final Faults faults;
  private final GarbageFrames garbage;
  private final Set<Connection> connections = new LinkedHashSet<>();
  private final Map<QuoteTopic, Set<Connection>> subscribers = new HashMap<>();

  private int garbageTurn;

  PushFeed(Map<Long, SimulatedMarket> markets, Faults faults) {
    this.markets = markets;
    this.faults = faults;
    this.garbage = new GarbageFrames(markets.values().iterator().next());
  }

  void join(Connection connection) {
    connections.add(connection);
  }

  /** Forgets a connection; its subscriptions are to be ended one by one before. */
  void leave(Connection connection) {
    connections.remove(connection);
  }

  /** Closes all sockets. */
  void dropAll() {
    List.copyOf(connections).forEach(Connection::drop);
  }

  /** Ends all sessions without closing a socket. */
  void signOutAll(SignOut form) {
    List.copyOf(connections).forEach(connection -> connection.signOut(form));
  }

  /** How many sockets are open. */
  int sockets() {
    return connections.size();
  }

  /** How many subscriptions are open on all sockets together. */
  int subscriptions() {
    return connections.stream().mapToInt(Connection::subscriptions).sum();
  }

  void subscribe(QuoteTopic topic, Connection connection) {
    if (markets.containsKey(topic.active())) {
      subscribers.computeIfAbsent(topic, it -> new LinkedHashSet<>()).add(connection);
    }
  }

  void unsubscribe(QuoteTopic topic, Connection connection) {
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
    // Over a copy, since what is sent may end a connection.
    for (QuoteTopic topic : List.copyOf(subscribers.keySet())) {
      SimulatedMarket market = markets.get(topic.active());
      if (market.ticksAt(now)) {
        message(topic, market, now)
            .map(message -> push(topic.stream(), message))
            .ifPresent(text -> faults.push(() -> send(topic, text)));
      }
    }
  }

  private void send(QuoteTopic topic, String text) {
    subscribers.getOrDefault(topic, Set.of()).forEach(connection -> connection.send(text));
  }

  /** The message that came at {@code now}; empty when a fault keeps it back. */
  private Optional<String> message(QuoteTopic topic, SimulatedMarket market, long now) {
    CandleText text = new CandleText(market);
    return switch (topic.stream()) {
      case CANDLE -> {
        long id = market.idOfTick(topic.size(), now);
        SimulatedCandle candle = market.candle(id, topic.size(), now);
        yield keptBack(topic, candle)
            ? Optional.empty()
            : Optional.of(text.generated(candle, topic.size()));
      }
      case ALL_CANDLES -> Optional.of(text.allGenerated(now, faults.plan()));
      case QUOTE -> Optional.of(text.quote(now));
    };
  }

  private boolean keptBack(QuoteTopic topic, SimulatedCandle candle) {
    FaultPlan plan = faults.plan();
    return (plan.dropLastPush() && candle.at() == candle.to())
        || plan.isMissing(topic.active(), topic.size(), candle.from());
  }

  /** Tells the user's sockets that want to know that a balance of his changed. */
  void sendBalance(SimulatedUser user, JsonObject change) {
    String text = Frame.push("balance-changed", "balances", change);
    faults.push(
        () ->
            connections.stream()
                .filter(it -> it.listens(user, BALANCE_CHANGED))
                .forEach(it -> it.send(text)));
  }

  /** Sends one second's share of nonsense to every socket. */
  void sendGarbage(long now) {
    int perSecond = faults.plan().garbage();
    int last = garbageTurn + perSecond;
    // Each socket begins elsewhere: a long frame to all of a thousand at once would not fit in
    // here.
    int shift = 0;
    for (Connection connection : connections) {
      for (int turn = garbageTurn; turn < last; turn++) {
        garbage.send(connection, turn + shift, now);
      }
      shift++;
    }
    garbageTurn = last;
  }

  private static String push(Stream stream, String msg) {
    return "{\"name\":\""
        + stream.event()
        + "\",\"microserviceName\":\"quotes\",\"msg\":"
        + msg
        + "}";
  }
}
