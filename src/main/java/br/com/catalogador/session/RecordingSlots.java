package br.com.catalogador.session;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.concurrent.Semaphore;

/** Limits the recordings in the memory of this process. Any thread. */
final class RecordingSlots implements Shareable {
  /** Together with the size of one, some tens of megabytes. */
  static final int MOST = 5;

  private static final String NAME = "catalogador.recordings";

  private final Semaphore free = new Semaphore(MOST);

  private RecordingSlots() {}

  static RecordingSlots of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, RecordingSlots>getLocalMap(NAME)
        .computeIfAbsent(NAME, ignored -> new RecordingSlots());
  }

  /** Whether there was a free slot, which is taken from now on. */
  boolean tryAcquire() {
    return free.tryAcquire();
  }

  void release() {
    free.release();
  }
}
