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
 * Sends the pushes: the clock to every socket, quotes and balances to their subscribers. Each push
 * is computed and encoded once for all sockets.
 *
 * <p>Confined to one event loop.
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

  /** Removes a connection; its subscriptions must be ended before. */
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

  /** Number of open sockets. */
  int sockets() {
    return connections.size();
  }

  /** Number of subscriptions on all sockets. */
  int subscriptions() {
    return connections.stream().mapToInt(Connection::subscriptions).sum();
  }

  /** Number of streams of quotes that somebody has subscribed to. */
  int streams() {
    return subscribers.size();
  }

  void subscribe(QuoteTopic topic, Connection connection) {
    if (markets.containsKey(topic.active())) {
      subscribers.computeIfAbsent(topic, ignored -> new LinkedHashSet<>()).add(connection);
    }
  }

  void unsubscribe(QuoteTopic topic, Connection connection) {
    subscribers.computeIfPresent(
        topic,
        (ignored, connections) -> {
          connections.remove(connection);
          return connections.isEmpty() ? null : connections;
        });
  }

  /** Sends {@code timeSync} to every socket, in Unix milliseconds. */
  void sendTime(long millis) {
    String text = "{\"name\":\"timeSync\",\"msg\":" + millis + "}";
    connections.forEach(connection -> connection.send(text));
  }

  /** Sends the prices of a second, in UTC epoch seconds, to their subscribers. */
  void sendQuotes(long now) {
    // A copy, because sending may end a connection.
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

  /** The push of a topic at {@code now}; empty if a fault suppresses it. */
  private Optional<String> message(QuoteTopic topic, SimulatedMarket market, long now) {
    CandleText text = new CandleText(market);
    return switch (topic.stream()) {
      case CANDLE -> {
        long id = market.idOfTick(topic.size(), now);
        SimulatedCandle candle = market.candle(id, topic.size(), now);
        yield isSuppressed(topic, candle)
            ? Optional.empty()
            : Optional.of(text.generated(candle, topic.size()));
      }
      case ALL_CANDLES -> Optional.of(text.allGenerated(now, faults.plan()));
      case QUOTE -> Optional.of(text.quote(now));
    };
  }

  private boolean isSuppressed(QuoteTopic topic, SimulatedCandle candle) {
    FaultPlan plan = faults.plan();
    return (plan.dropLastPush() && candle.at() == candle.to())
        || plan.isMissing(topic.active(), topic.size(), candle.from());
  }

  /** Sends a changed balance to the user's subscribed sockets. */
  void sendBalance(SimulatedUser user, JsonObject change) {
    String text = Frame.push("balance-changed", "balances", change);
    faults.push(
        () ->
            connections.stream()
                .filter(it -> it.isSubscribed(user, BALANCE_CHANGED))
                .forEach(it -> it.send(text)));
  }

  /** Sends the invalid frames of one second to every socket. */
  void sendGarbage(long now) {
    int perSecond = faults.plan().garbage();
    int last = garbageTurn + perSecond;
    // Each socket starts with another kind: the long frame sent to a thousand sockets at once would
    // exhaust the memory.
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
