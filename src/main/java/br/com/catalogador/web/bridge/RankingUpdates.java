package br.com.catalogador.web.bridge;

import br.com.catalogador.ranking.message.RankingEntry;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.view.RankingJson;
import br.com.catalogador.web.bridge.EntryTexts.Text;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Sends a user's ranking to one page: first all of it with the first entries, then only what has
 * changed of them. In no second more than {@link #BYTES_PER_SECOND} are sent; what does not fit
 * waits, and only the newest state is sent. Confined to the socket's event loop.
 */
final class RankingUpdates {
  static final int BYTES_PER_SECOND = 64 * 1024;

  /** Of one message, as {@link Text#bytes} counts them. */
  private static final int MOST_BYTES = 60_000;

  private static final int ENVELOPE_BYTES = 256;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private final Later later;
  private final LongSupplier nanos;
  private final EntryTexts texts;
  private final Consumer<Buffer> send;
  private final Deque<Sent> lastSecond = new ArrayDeque<>();
  private RankingView waiting;
  private RankingView known;

  /** As many of the first entries as the page knows. */
  private List<RankingEntry> knownEntries = List.of();

  private boolean isWaiting;

  private record Sent(long at, int bytes) {}

  private record Message(Buffer text, int bytes, List<RankingEntry> entries) {}

  /** Runs something later, on the same event loop. */
  @FunctionalInterface
  interface Later {
    void run(long millis, Runnable action);
  }

  /**
   * @param nanos as {@link System#nanoTime}
   * @param texts those of all pages
   */
  RankingUpdates(Later later, LongSupplier nanos, EntryTexts texts, Consumer<Buffer> send) {
    this.later = later;
    this.nanos = nanos;
    this.texts = texts;
    this.send = send;
  }

  /** The ranking has changed: sends the changes now, or once they fit. */
  void changed(RankingView view) {
    waiting = view;
    sendWhatFits();
  }

  /** Sends nothing more. */
  void close() {
    waiting = null;
  }

  private void sendWhatFits() {
    if (waiting == null || isWaiting) {
      return;
    }
    long now = nanos.getAsLong();
    while (!lastSecond.isEmpty() && now - lastSecond.peek().at() >= SECOND) {
      lastSecond.remove();
    }
    Message message = message(waiting);
    int sent = lastSecond.stream().mapToInt(Sent::bytes).sum();
    if (sent > 0 && sent + message.bytes() > BYTES_PER_SECOND) {
      waitUntil(lastSecond.element().at() + SECOND - now);
      return;
    }
    known = waiting;
    knownEntries = message.entries();
    waiting = null;
    lastSecond.add(new Sent(now, message.bytes()));
    send.accept(message.text());
  }

  private void waitUntil(long nanosLater) {
    long millis = TimeUnit.NANOSECONDS.toMillis(nanosLater) + 1;
    isWaiting = true;
    later.run(
        millis,
        () -> {
          isWaiting = false;
          sendWhatFits();
        });
  }

  private Message message(RankingView view) {
    return known != null
            && view.id() != null
            && view.id().equals(known.id())
            && Objects.equals(view.parameters(), known.parameters())
            && view.errors().equals(known.errors())
        ? changes(view)
        : whole(view);
  }

  private Message whole(RankingView view) {
    JsonObject json = RankingJson.head(view, computedAt(view));
    int bytes = Text.of(json.toBuffer()).bytes();
    List<Text> sent = new ArrayList<>();
    List<RankingEntry> entries = new ArrayList<>();
    for (RankingEntry entry : view.entries()) {
      Text text = texts.of(entry, view.parameters());
      bytes += text.bytes();
      if (bytes > MOST_BYTES) {
        break;
      }
      sent.add(text);
      entries.add(entry);
    }
    return message(json, sent, entries);
  }

  /** The entries that are new or different, and where the others stood. */
  private Message changes(RankingView view) {
    JsonObject json = RankingJson.standing(view, computedAt(view));
    int bytes = Text.of(json.toBuffer()).bytes();
    JsonArray moved = new JsonArray();
    List<Text> changed = new ArrayList<>();
    List<RankingEntry> entries = new ArrayList<>();
    for (RankingEntry entry : view.entries()) {
      int before = indexOfCell(entry);
      if (before < 0 || !entry.hasSameResult(knownEntries.get(before))) {
        Text text = texts.of(entry, view.parameters());
        bytes += text.bytes();
        if (bytes > MOST_BYTES) {
          break;
        }
        changed.add(text);
      }
      moved.add(before);
      entries.add(entry);
    }
    return message(json.put("moved", moved), changed, entries);
  }

  private int indexOfCell(RankingEntry entry) {
    for (int i = 0; i < knownEntries.size(); i++) {
      if (knownEntries.get(i).isSameCell(entry)) {
        return i;
      }
    }
    return -1;
  }

  private static Long computedAt(RankingView view) {
    return view.entries().isEmpty()
        ? null
        : Long.valueOf(
            view.entries().stream().mapToLong(RankingEntry::computedAt).max().getAsLong());
  }

  /**
   * @param json everything but the entries
   * @param sent the texts of the entries that are sent
   */
  private static Message message(JsonObject json, List<Text> sent, List<RankingEntry> entries) {
    Text head = Text.of(json.toBuffer());
    Buffer text =
        Buffer.buffer(MOST_BYTES)
            .appendBuffer(head.json(), 0, head.json().length() - 1)
            .appendString(",\"entries\":[");
    int bytes = head.bytes() + sent.size();
    for (int i = 0; i < sent.size(); i++) {
      text.appendString(i == 0 ? "" : ",").appendBuffer(sent.get(i).json());
      bytes += sent.get(i).bytes();
    }
    return new Message(text.appendString("]}"), bytes + ENVELOPE_BYTES, entries);
  }
}
