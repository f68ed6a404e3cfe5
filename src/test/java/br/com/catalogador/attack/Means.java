package br.com.catalogador.attack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What an attack has to work with: whom, from where, for how long, and a place to count. */
public final class Means implements AutoCloseable {
  private static final long AFTER_FAILURE_MILLIS = 20;

  private final Victim victim;
  private final Target target;
  private final Tally tally = new Tally();
  private final List<Thread> threads = new ArrayList<>();
  private final int seconds;
  private final long end;
  private volatile double longest;

  /** Something that is done again and again; a failure is counted. */
  interface Work {
    void work() throws IOException, InterruptedException;
  }

  Means(Victim victim, Target target, int seconds) {
    this.victim = victim;
    this.target = target;
    this.seconds = seconds;
    this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  Victim victim() {
    return victim;
  }

  Target target() {
    return target;
  }

  public Tally tally() {
    return tally;
  }

  boolean isOver() {
    return System.nanoTime() - end > 0;
  }

  int seconds() {
    return seconds;
  }

  long millisLeft() {
    return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
  }

  void longest(double seconds) {
    longest = Math.max(longest, seconds);
  }

  double longest() {
    return longest;
  }

  void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** So many do it again and again until it is over. */
  void workers(int count, Work work) {
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(() -> repeat(work), "attacker");
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  private void repeat(Work work) {
    while (!isOver() && victim.isAlive()) {
      try {
        work.work();
      } catch (IOException cut) {
        tally.add("cut");
        pause(AFTER_FAILURE_MILLIS);
      } catch (InterruptedException over) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Until it is over, or the victim is dead; whoever still waits for something is dropped. */
  void await() throws InterruptedException {
    while (!threads.isEmpty() && !isOver() && victim.isAlive()) {
      pause(100);
    }
    tally.add("still open at the end", target.stillOpen());
    target.drop();
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join(1_000);
    }
  }

  @Override
  public void close() {
    target.close();
  }
}
