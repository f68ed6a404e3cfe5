package br.com.catalogador.broker.recording;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Replaces everything in the frames of one session that {@link AllowList} does not list. Equal
 * values get equal placeholders: {@code text-3} for a text, a small number for a number, {@code
 * field-2} for the name of a field; an unlisted flag becomes false. First {@link #learn} all
 * frames, then write them: what the account's answers tell is also replaced in listed fields. Not
 * thread-safe.
 */
final class Sanitizer {
  private static final Set<String> WITH_PARAMETERS =
      Set.of("sendMessage", "subscribeMessage", "unsubscribeMessage");

  private static final Pattern INDEX = Pattern.compile("\\d{1,10}");
  private static final long MAX_STATUS = 9_999;

  private final KnownSecrets secrets;
  private final Map<String, String> topicOfRequest = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, String> fields = new HashMap<>();
  private final Map<BigDecimal, Integer> numbers = new HashMap<>();

  Sanitizer(KnownSecrets secrets) {
    this.secrets = secrets;
  }

  /** A new socket numbers its requests anew. */
  void opened() {
    topicOfRequest.clear();
  }

  /** Frames without an id, such as heartbeats, get no answer; neither have pushes one. */
  private void requested(JsonObject frame) {
    String id = text(frame.getValue("request_id"));
    if (!id.isEmpty()) {
      topicOfRequest.put(id, AllowList.topic(requestName(frame)));
    }
  }

  // Learning

  /** Remembers what a frame tells about requests, about the account, and its session id. */
  void learn(JsonObject frame, boolean sent) {
    if (sent) {
      requested(frame);
      String name = text(frame.getValue("name"));
      if (AllowList.isLogin(name)) {
        learn("", AllowList.PAYLOAD, frame.getValue("msg"));
      }
    } else {
      String topic = topicOfAnswer(frame);
      if (AllowList.isPersonal(topic)) {
        learn(topic, AllowList.PAYLOAD, frame.getValue("msg"));
      }
    }
  }

  private void learn(String topic, String field, Object value) {
    if (value instanceof JsonObject object) {
      object.forEach(each -> learn(topic, each.getKey(), each.getValue()));
    } else if (value instanceof JsonArray list) {
      list.forEach(each -> learn(topic, field, each));
    } else if (!AllowList.hasField(topic, field)) {
      if (value instanceof String text) {
        secrets.add(text);
      } else if (value instanceof Number number) {
        secrets.add(new BigDecimal(number.toString()));
      }
    }
  }

  // Frames

  /** The copy of a frame that may be written. */
  JsonObject clean(JsonObject frame, boolean sent) {
    if (sent) {
      requested(frame);
    }
    JsonObject clean = new JsonObject();
    frame.forEach(
        each ->
            clean.put(field("", each.getKey()), top(frame, each.getKey(), each.getValue(), sent)));
    return clean;
  }

  private Object top(JsonObject frame, String field, Object value, boolean sent) {
    return switch (field) {
      case "name", "microserviceName" -> name(value);
      case "request_id" -> requestId(value);
      case "status" -> status(value);
      case "msg" -> sent ? request(frame) : value(topicOfAnswer(frame), AllowList.PAYLOAD, value);
      default -> value("", field, value);
    };
  }

  private Object request(JsonObject frame) {
    String name = text(frame.getValue("name"));
    if (!WITH_PARAMETERS.contains(name) || !(frame.getValue("msg") instanceof JsonObject msg)) {
      return value(AllowList.topic(name), AllowList.PAYLOAD, frame.getValue("msg"));
    }
    JsonObject clean = new JsonObject();
    // The id of this request is an asset's, which the broker has listed to everybody.
    boolean byId = AllowList.topic(text(msg.getValue("name"))).equals("active");
    msg.forEach(
        each ->
            clean.put(
                field("", each.getKey()),
                switch (each.getKey()) {
                  case "name" -> name(each.getValue());
                  case "version" -> version(each.getValue());
                  default ->
                      value(byId ? "active" : AllowList.REQUEST, each.getKey(), each.getValue());
                }));
    return clean;
  }

  /** The name of the inner message of a request, or else of the frame. */
  private static String requestName(JsonObject frame) {
    return WITH_PARAMETERS.contains(text(frame.getValue("name")))
            && frame.getValue("msg") instanceof JsonObject msg
        ? text(msg.getValue("name"))
        : text(frame.getValue("name"));
  }

  /** An answer is read by the request's topic, whatever name the broker gives it. */
  private String topicOfAnswer(JsonObject frame) {
    String name = text(frame.getValue("name"));
    String asked = topicOfRequest.get(text(frame.getValue("request_id")));
    return asked == null || name.equals("result") ? AllowList.topic(name) : asked;
  }

  private Object name(Object value) {
    return value instanceof String text && Vocabulary.contains(text) ? text : value("", "", value);
  }

  private Object version(Object value) {
    return value instanceof String text && AllowList.isVersion(text) ? text : value("", "", value);
  }

  /** Only ids that this side has chosen pass. */
  private Object requestId(Object value) {
    return topicOfRequest.containsKey(text(value)) ? value : value("", "", value);
  }

  private Object status(Object value) {
    boolean code = value instanceof Integer number && number >= -1 && number <= MAX_STATUS;
    return code ? value : value("", "", value);
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  // Values

  private Object value(String topic, String field, Object value) {
    if (value instanceof JsonObject object) {
      JsonObject clean = new JsonObject();
      object.forEach(
          each ->
              clean.put(field(topic, each.getKey()), value(topic, each.getKey(), each.getValue())));
      return clean;
    }
    if (value instanceof JsonArray list) {
      JsonArray clean = new JsonArray();
      list.forEach(each -> clean.add(value(topic, field, each)));
      return clean;
    }
    boolean listed = AllowList.hasField(topic, field);
    if (value instanceof String text) {
      boolean passes = listed && AllowList.isPlain(text) && !secrets.areIn(text);
      return text.isEmpty() || passes ? text : placeholder(text);
    }
    if (value instanceof Number number) {
      BigDecimal exact = new BigDecimal(number.toString());
      return listed && !secrets.contains(exact) ? number : placeholder(exact);
    }
    return value instanceof Boolean flag ? flag && listed : value;
  }

  /** Names of fields pass if they are words of the protocol, or ids where a topic is listed. */
  private String field(String topic, String field) {
    boolean word =
        Vocabulary.contains(field)
            || AllowList.hasField(topic, field)
            || field.equals("microserviceName");
    boolean id =
        AllowList.hasTopic(topic)
            && !AllowList.isPersonal(topic)
            && INDEX.matcher(field).matches()
            && !secrets.areIn(field);
    return word || id
        ? field
        : fields.computeIfAbsent(field, ignored -> "field-" + (fields.size() + 1));
  }

  private String placeholder(String text) {
    return texts.computeIfAbsent(text, ignored -> "text-" + (texts.size() + 1));
  }

  private int placeholder(BigDecimal number) {
    return numbers.computeIfAbsent(number.stripTrailingZeros(), ignored -> numbers.size() + 1);
  }
}
