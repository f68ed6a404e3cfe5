package br.com.catalogador.broker.recording;

import br.com.catalogador.broker.AnswerFacts;
import br.com.catalogador.broker.FrameTap;
import br.com.catalogador.broker.PolariumLogin;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps what one session exchanges with the broker and writes it as lines of JSON without secrets
 * and personal data. Until then the frames are in memory as they came, up to a bound; what follows
 * is dropped and the last line says so. Thread-safe.
 */
public final class Recorder implements FrameTap {
  private static final String FORMAT = "catalogador-recording";

  /** Far more than a session of a few minutes exchanges. */
  public static final long MAX_CHARACTERS = 16L * 1024 * 1024;

  /** What an entry takes besides its text: a broker may send empty frames. */
  private static final int ENTRY_CHARACTERS = 100;

  private static final int VERSION = 1;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final Set<String> CONTENT_TYPES =
      Set.of("", "application/json", "application/problem+json", "text/html", "text/plain");

  private final Instant begin;
  private final long maximum;
  private final long beginNanos = System.nanoTime();
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> secrets = ConcurrentHashMap.newKeySet();
  private long size;
  private boolean full;

  private enum Direction {
    SENT,
    RECEIVED
  }

  /**
   * Something that happened.
   *
   * @param facts what is written; null for a frame
   * @param direction null but for a frame
   * @param text the frame; null otherwise
   */
  private record Entry(long millis, JsonObject facts, Direction direction, String text) {
    boolean isOpening() {
      return facts != null && !"closed".equals(facts.getString("socket", "closed"));
    }
  }

  /**
   * @param begin the time in the first line
   * @param maximum how many characters of frames are kept, where each frame counts 100 more
   */
  public Recorder(Instant begin, long maximum) {
    this.begin = begin;
    this.maximum = maximum;
  }

  /** A recorder that keeps nothing. */
  public static Recorder off() {
    return new Recorder(Instant.EPOCH, 0);
  }

  /** Adds a secret of this session, e.g. the password; it is replaced wherever it occurs. */
  public void secret(String text) {
    secrets.add(text);
  }

  /** Notes an answer to a step of the login. */
  public void answered(PolariumLogin.Step step, AnswerFacts answer) {
    String type = answer.contentType().toLowerCase(Locale.ROOT);
    note(
        new JsonObject()
            .put("http", step.name().toLowerCase(Locale.ROOT))
            .put("status", answer.status())
            .put("contentType", CONTENT_TYPES.contains(type) ? type : "other")
            .put("answeredBy", answer.answeredBy()));
  }

  @Override
  public void opened() {
    note(new JsonObject().put("socket", "opened"));
  }

  @Override
  public void joined() {
    note(new JsonObject().put("socket", "joined"));
  }

  @Override
  public void closed() {
    note(new JsonObject().put("socket", "closed"));
  }

  @Override
  public void sent(String text) {
    keep(Direction.SENT, text);
  }

  @Override
  public void received(String text) {
    keep(Direction.RECEIVED, text);
  }

  @Override
  public void receivedBinary(int bytes) {
    note(new JsonObject().put("unreadable", "binary").put("size", bytes));
  }

  private void note(JsonObject facts) {
    keep(new Entry(millis(), facts, null, null), 0);
  }

  private void keep(Direction direction, String text) {
    keep(new Entry(millis(), null, direction, text), text.length());
  }

  private void keep(Entry entry, int length) {
    synchronized (entries) {
      full |= size + length + ENTRY_CHARACTERS > maximum;
      if (!full) {
        size += length + ENTRY_CHARACTERS;
        entries.add(entry);
      }
    }
  }

  private long millis() {
    return (System.nanoTime() - beginNanos) / NANOS_PER_MILLI;
  }

  /** Whether something was dropped because of the bound. */
  public boolean isFull() {
    synchronized (entries) {
      return full;
    }
  }

  /** All lines so far, without secrets and personal data. */
  public List<String> lines() {
    synchronized (entries) {
      return cleaned();
    }
  }

  private List<String> cleaned() {
    KnownSecrets known = new KnownSecrets();
    secrets.forEach(known::add);
    Sanitizer sanitizer = new Sanitizer(known);
    for (Entry entry : entries) {
      JsonObject frame = frame(entry);
      if (entry.isOpening()) {
        sanitizer.opened();
      } else if (frame != null) {
        sanitizer.learn(frame, entry.direction == Direction.SENT);
      }
    }
    sanitizer.opened();
    List<String> lines = new ArrayList<>();
    lines.add(
        new JsonObject()
            .put("format", FORMAT)
            .put("version", VERSION)
            .put("at", begin.toString())
            .encode());
    entries.forEach(entry -> lines.add(line(entry, sanitizer)));
    if (full) {
      lines.add(new JsonObject().put("ms", millis()).put("end", "full").encode());
    }
    return lines;
  }

  private static String line(Entry entry, Sanitizer sanitizer) {
    JsonObject line = new JsonObject().put("ms", entry.millis);
    if (entry.isOpening()) {
      sanitizer.opened();
    }
    if (entry.direction == null) {
      return line.mergeIn(entry.facts).encode();
    }
    JsonObject frame = frame(entry);
    if (frame == null) {
      return line.put("unreadable", "text").put("size", entry.text.length()).encode();
    }
    return line.put(
            entry.direction.name().toLowerCase(Locale.ROOT),
            sanitizer.clean(frame, entry.direction == Direction.SENT))
        .encode();
  }

  /** The frame of an entry; null if it is none, or its text is not a JSON object. */
  private static JsonObject frame(Entry entry) {
    if (entry.text == null) {
      return null;
    }
    try {
      return new JsonObject(entry.text);
    } catch (DecodeException ignored) {
      return null;
    }
  }
}
