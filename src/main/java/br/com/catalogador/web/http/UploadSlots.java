package br.com.catalogador.web.http;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.UserId;
import br.com.catalogador.view.Limits;
import java.util.HashSet;
import java.util.Set;

/** The files of candles that are read at the same time, one of each user. Thread-safe. */
final class UploadSlots {
  private static final int RETRY_AFTER_SECONDS = 5;

  private final Set<UserId> users = new HashSet<>();

  /**
   * Takes a slot.
   *
   * @throws Failure TOO_MANY_REQUESTS if the user has one, BUSY if there is none
   */
  synchronized void enter(UserId user) {
    if (users.contains(user)) {
      throw Failure.retryAfter(FailureKind.TOO_MANY_REQUESTS, RETRY_AFTER_SECONDS);
    }
    if (users.size() == Limits.CANDLE_FILES) {
      throw Failure.retryAfter(FailureKind.BUSY, RETRY_AFTER_SECONDS);
    }
    users.add(user);
  }

  synchronized void leave(UserId user) {
    users.remove(user);
  }
}
