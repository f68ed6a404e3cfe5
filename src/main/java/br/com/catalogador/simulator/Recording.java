package br.com.catalogador.simulator;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A recorded session with the broker, as {@code check-broker --record} writes it: one JSON object
 * per line, the first with {@code format}. Immutable.
 *
 * @param sockets the sockets of the session in the order in which they opened
 */
public record Recording(List<Socket> sockets) {
  private static final String FORMAT = "catalogador-recording";
  private static final long VERSION = 1;
  private static final List<String> KINDS =
      List.of("http", "socket", "sent", "received", "unreadable", "end");

  public Recording {
    sockets = List.copyOf(sockets);
  }

  /**
   * Something that the broker sent without a request.
   *
   * @param millis time since the socket was opened
   */
  record Push(long millis, JsonObject frame) {}

  /**
   * An answer to a request.
   *
   * @param millis time since the request
   */
  record Reply(long millis, JsonObject frame) {}

  /**
   * A request with all its answers, none if the broker kept silent.
   *
   * @param number identifies it within its socket
   * @param frame as sent
   */
  record Exchange(int number, JsonObject frame, List<Reply> replies) {}

  /**
   * One socket.
   *
   * @param end time of the last line since the socket was opened, in milliseconds
   * @param closed whether the broker closed it then
   * @param joinedAt the recording machine's time in epoch milliseconds when the recording joined
   *     the open socket; null if it saw the socket open
   */
  record Socket(
      List<Push> pushes, List<Exchange> exchanges, long end, boolean closed, Long joinedAt) {
    private static final String TIME = "timeSync";

    private static final Comparator<JsonObject> OLDEST_FIRST =
        Comparator.comparingLong(candle -> number(candle, "from"));

    /** A request may ask for candles up to a time this much before a recorded one's. */
    private static final long AHEAD_SECONDS = 60;

    private static final Set<String> BY_NAME_ONLY = Set.of("authenticate", "ssid", "setOptions");

    /**
     * The recorded exchange for a request: of the same name with the same parameters, where those
     * that are times need not be equal: the nearest counts, and what was asked for a later time is
     * no answer. Of several the first that has not been played, otherwise the last.
     *
     * @param played the numbers of exchanges that have been played
     */
    Optional<Exchange> find(JsonObject request, Set<Integer> played) {
      JsonObject wanted = key(request);
      long to = time(request);
      return exchanges.stream()
          .filter(each -> key(each.frame).equals(wanted) && time(each.frame) <= to + AHEAD_SECONDS)
          .min(
              Comparator.<Exchange>comparingLong(each -> Math.abs(time(each.frame) - to))
                  .thenComparing(each -> played.contains(each.number))
                  .thenComparing(
                      each -> played.contains(each.number) ? -each.number : each.number));
    }

    /**
     * The last time that the broker told; or that of the recording machine, if the recording joined
     * an open socket for less than the second between two times. Empty if a socket told none.
     */
    Optional<Push> lastTime() {
      Optional<Push> told =
          pushes.stream()
              .filter(push -> TIME.equals(push.frame.getValue("name")))
              .filter(push -> ClientRequest.number(push.frame, "msg") != null)
              .reduce((first, second) -> second);
      return told.isPresent() || joinedAt == null
          ? told
          : Optional.of(new Push(0, new JsonObject().put("name", TIME).put("msg", joinedAt)));
    }

    /**
     * The candles for a request by all recorded answers about the same asset and timeframe: as many
     * of the newest up to its time as it wants. Of a candle with several values the last answer
     * counts. Empty for another kind of request, or without any such answer.
     */
    Optional<JsonArray> candles(JsonObject request) {
      JsonObject wanted = candleRequest(request);
      if (wanted == null) {
        return Optional.empty();
      }
      Map<Long, JsonObject> byStart = new HashMap<>();
      for (Exchange exchange : exchanges) {
        JsonObject asked = candleRequest(exchange.frame);
        if (asked != null && isSame(asked, wanted, "active_id") && isSame(asked, wanted, "size")) {
          exchange.replies.forEach(reply -> addCandles(reply.frame, byStart));
        }
      }
      List<JsonObject> upTo =
          byStart.values().stream()
              .filter(candle -> number(candle, "from") <= number(wanted, "to"))
              .sorted(OLDEST_FIRST)
              .toList();
      long first = Math.max(0, upTo.size() - number(wanted, "count"));
      return byStart.isEmpty()
          ? Optional.empty()
          : Optional.of(new JsonArray(upTo.stream().skip(first).toList()));
    }

    /** The parameters of a request for candles; null for another request. */
    private static JsonObject candleRequest(JsonObject frame) {
      return frame.getValue("msg") instanceof JsonObject msg
              && String.valueOf(msg.getValue("name")).endsWith("get-candles")
              && msg.getValue("body") instanceof JsonObject body
          ? body
          : null;
    }

    private static boolean isSame(JsonObject asked, JsonObject wanted, String field) {
      return number(asked, field) == number(wanted, field);
    }

    private static void addCandles(JsonObject answer, Map<Long, JsonObject> byStart) {
      if (answer.getValue("msg") instanceof JsonObject msg
          && msg.getValue("candles") instanceof JsonArray candles) {
        for (Object candle : candles) {
          if (candle instanceof JsonObject json) {
            byStart.put(number(json, "from"), json);
          }
        }
      }
    }

    private static long number(JsonObject json, String field) {
      Long number = ClientRequest.number(json, field);
      return number == null ? 0 : number;
    }

    /** What must be equal: names, version and parameters without times. */
    private static JsonObject key(JsonObject frame) {
      JsonObject key = new JsonObject().put("name", frame.getValue("name"));
      if (BY_NAME_ONLY.contains(frame.getString("name"))
          || !(frame.getValue("msg") instanceof JsonObject msg)) {
        return key;
      }
      JsonObject parameters = msg.copy();
      if (parameters.getValue("body") instanceof JsonObject body) {
        body.remove("to");
        body.remove("from");
      }
      return key.put("msg", parameters);
    }

    private static long time(JsonObject frame) {
      Long to =
          frame.getValue("msg") instanceof JsonObject msg
                  && msg.getValue("body") instanceof JsonObject body
              ? ClientRequest.number(body, "to")
              : null;
      return to == null ? 0 : to;
    }
  }

  /** The socket that the {@code n}-th connection gets, from 0: the last one plays again. */
  Socket socket(int n) {
    return sockets.get(Math.min(n, sockets.size() - 1));
  }

  /**
   * Reads a recording.
   *
   * @throws IllegalArgumentException naming the line and the field, if it is none; or if it has no
   *     socket
   */
  public static Recording read(List<String> lines) {
    Reader reader = new Reader();
    reader.head(lines.isEmpty() ? new Line(1, new JsonObject()) : Line.parse(1, lines.get(0)));
    for (int i = 1; i < lines.size(); i++) {
      reader.read(Line.parse(i + 1, lines.get(i)));
    }
    reader.finish();
    if (reader.sockets.isEmpty()) {
      throw new IllegalArgumentException(
          "the recording has no socket: the session ended before, e.g. at the login");
    }
    return new Recording(reader.sockets);
  }

  /**
   * One line of the file.
   *
   * @param number from 1
   */
  private record Line(int number, JsonObject json) {
    static Line parse(int number, String text) {
      try {
        return new Line(number, new JsonObject(text));
      } catch (DecodeException e) {
        throw new IllegalArgumentException("line " + number + " is no JSON object", e);
      }
    }

    void check(String field, boolean valid, String expected) {
      if (!valid) {
        Object value = json.getValue(field);
        throw new IllegalArgumentException(
            "line %d: %s is %s, expected %s"
                .formatted(number, field, value == null ? "missing" : value, expected));
      }
    }

    /** An object that is there. */
    JsonObject object(String field) {
      if (json.getValue(field) instanceof JsonObject object) {
        return object;
      }
      throw new IllegalArgumentException("line " + number + ": " + field + " is no JSON object");
    }

    Instant instant(String field) {
      try {
        return Instant.parse(String.valueOf(json.getValue(field)));
      } catch (DateTimeParseException ignored) {
        check(field, false, "an instant such as 2026-11-29T12:00:00Z");
        throw new IllegalStateException("unreachable");
      }
    }

    /** Which of the kinds of line this is. */
    String kind() {
      return KINDS.stream()
          .filter(json::containsKey)
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "line " + number + " has none of " + String.join(", ", KINDS)));
    }

    long millis() {
      Long millis = ClientRequest.number(json, "ms");
      check("ms", millis != null && millis >= 0, "milliseconds from 0");
      return millis;
    }
  }

  /** Collects the lines of one socket after the other. */
  private static final class Reader {
    private final List<Socket> sockets = new ArrayList<>();
    private final List<Push> pushes = new ArrayList<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final Map<String, Exchange> byId = new HashMap<>();
    private final Map<Integer, Long> sentAt = new HashMap<>();
    private long openedAt = -1;
    private Long joinedAt;
    private long begin;
    private long last;
    private boolean closed;

    void head(Line line) {
      line.check("format", FORMAT.equals(line.json.getValue("format")), FORMAT);
      Long version = ClientRequest.number(line.json, "version");
      line.check("version", version != null && version == VERSION, Long.toString(VERSION));
      begin = line.instant("at").toEpochMilli();
    }

    void read(Line line) {
      long at = line.millis();
      switch (line.kind()) {
        case "socket" -> socket(line, at);
        case "sent" -> sent(line.object("sent"), at);
        case "received" -> received(line.object("received"), at);
        default -> {
          // For people who read the file.
        }
      }
    }

    private void socket(Line line, long at) {
      Object event = line.json.getValue("socket");
      boolean opened = "opened".equals(event) || "joined".equals(event);
      line.check("socket", opened || "closed".equals(event), "opened, joined or closed");
      if (opened) {
        finish();
        openedAt = at;
        joinedAt = "joined".equals(event) ? begin + at : null;
      } else if (advance(at)) {
        closed = true;
      }
    }

    /** Whether a socket is open at a time, which is then the last one known of it. */
    private boolean advance(long at) {
      boolean open = openedAt >= 0 && !closed;
      if (open) {
        last = at - openedAt;
      }
      return open;
    }

    private void sent(JsonObject frame, long at) {
      if (advance(at)) {
        Exchange exchange = new Exchange(exchanges.size(), frame, new ArrayList<>());
        exchanges.add(exchange);
        byId.put(id(frame), exchange);
        sentAt.put(exchange.number, last);
      }
    }

    private void received(JsonObject frame, long at) {
      if (!advance(at)) {
        return;
      }
      Exchange exchange = id(frame).isEmpty() ? null : byId.get(id(frame));
      if (exchange == null) {
        pushes.add(new Push(last, frame));
      } else {
        exchange.replies.add(new Reply(last - sentAt.get(exchange.number), frame));
      }
    }

    private static String id(JsonObject frame) {
      Object id = frame.getValue("request_id");
      return id == null ? "" : id.toString();
    }

    void finish() {
      if (openedAt >= 0) {
        sockets.add(
            new Socket(List.copyOf(pushes), List.copyOf(exchanges), last, closed, joinedAt));
      }
      pushes.clear();
      exchanges.clear();
      byId.clear();
      sentAt.clear();
      last = 0;
      closed = false;
      openedAt = -1;
    }
  }
}
