package br.com.catalogador.attack;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How often what has happened to an attacker; for any thread. */
public final class Tally {
  private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

  void add(String what) {
    add(what, 1);
  }

  void add(String what, long count) {
    counts.computeIfAbsent(what, unseen -> new LongAdder()).add(count);
  }

  public long count(String what) {
    LongAdder count = counts.get(what);
    return count == null ? 0 : count.sum();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
