package br.com.catalogador.session.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts events by key within a sliding window of time. When there are too many keys, those unused
 * for longest are evicted. Confined to one event loop.
 */
final class SlidingWindowCounter {
  private static final int MOST_KEYS = 100_000;

  private final Duration window;
  private final InstantSource time;
  private final Cache<String, Deque<Long>> events;

  SlidingWindowCounter(Duration window, InstantSource time) {
    this.window = window;
    this.time = time;
    this.events = Caffeine.newBuilder().maximumSize(MOST_KEYS).expireAfterWrite(window).build();
  }

  /**
   * Counts one event.
   *
   * @param millis now, in epoch milliseconds; {@link #remove} finds the event by it
   */
  void add(String key, long millis) {
    Deque<Long> times = events.get(key, ignored -> new ArrayDeque<>());
    times.addLast(millis);
    // Written back to restart the entry's expiry.
    events.put(key, times);
  }

  /** Removes one event that was added with that time. */
  void remove(String key, long millis) {
    Deque<Long> times = events.getIfPresent(key);
    if (times != null) {
      times.removeLastOccurrence(millis);
    }
  }

  /** Removes all events of a key. */
  void clear(String key) {
    events.invalidate(key);
  }

  /** The number of events within the window. */
  int count(String key) {
    Deque<Long> times = recent(key);
    return times == null ? 0 : times.size();
  }

  /** Milliseconds until a key has fewer events than the limit; 0 when it has now. */
  long waitMillis(String key, int limit) {
    Deque<Long> times = recent(key);
    return times == null || times.size() < limit
        ? 0
        : times.peekFirst() - (time.millis() - window.toMillis());
  }

  private Deque<Long> recent(String key) {
    Deque<Long> times = events.getIfPresent(key);
    long start = time.millis() - window.toMillis();
    while (times != null && !times.isEmpty() && times.peekFirst() <= start) {
      times.removeFirst();
    }
    return times;
  }
}
