package br.com.catalogador.attack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** What an attack has to work with: whom, from where, for how long, and a place to count. */
public final class Means implements AutoCloseable {
  private static final long AFTER_FAILURE_MILLIS = 20;

  /** How much longer than it has to an attack lasts at most, on a machine that is busy. */
  private static final int PATIENCE_SECONDS = 30;

  /** What the other side closes at once is closed by then. */
  private static final int CLOSING_SECONDS = 5;

  private static final long LOOK_MILLIS = 100;

  /** So many connections may have just been opened. */
  private static final int JUST_OPENED = 16;

  private final Victim victim;
  private final Target target;
  private final Tally tally = new Tally();
  private final List<Thread> threads = new ArrayList<>();
  private final int seconds;
  private final long end;
  private final Predicate<Tally> enough;
  private volatile double longest;

  /** Something that is done again and again; a failure is counted. */
  interface Work {
    void work() throws IOException, InterruptedException;
  }

  /**
   * @param enough what has to have been counted before it is over, unless it lasts much too long
   */
  Means(Victim victim, Target target, int seconds, Predicate<Tally> enough) {
    this.enough = enough;
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
    long late = System.nanoTime() - end;
    return late > 0 && (late > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS) || enough.test(tally));
  }

  int seconds() {
    return seconds;
  }

  /** Until it may be over, or has to be. */
  long millisLeft() {
    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    return left > 0 ? left : left + TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS);
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
      pause(LOOK_MILLIS);
    }
    tally.add("still open at the end", stillOpen());
    target.drop();
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join(1_000);
    }
  }

  private long stillOpen() {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSING_SECONDS);
    long open = target.stillOpen();
    while (open > JUST_OPENED && System.nanoTime() - until < 0) {
      pause(LOOK_MILLIS);
      open = target.stillOpen();
    }
    return open;
  }

  @Override
  public void close() {
    target.close();
  }
}
