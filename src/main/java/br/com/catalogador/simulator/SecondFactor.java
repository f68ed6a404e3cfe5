package br.com.catalogador.simulator;

import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Logins that wait for a code. Each step takes the token of the one before and gives a new one; a
 * token is good for one step and five minutes. Belongs to one event loop.
 */
final class SecondFactor {
  /** The ways in which a code is sent unless told otherwise. */
  static final List<String> METHODS = List.of("email", "sms");

  /** The code that every user gets. */
  static final String CODE = "123456";

  private static final long LIFE_MILLIS = 300_000;
  private static final int MOST_WRONG_CODES = 5;

  private final InstantSource clock;
  // Oldest first, since all live equally long.
  private final Map<String, Waiting> tokens = new LinkedHashMap<>();

  /**
   * @param confirmed whether the code has been given
   * @param wrongCodes how many wrong ones were given before
   */
  private record Waiting(SimulatedUser user, boolean confirmed, int wrongCodes, long endMillis) {}

  /** What came of a step. */
  enum Outcome {
    DONE,
    WRONG_CODE,
    UNSUPPORTED,
    UNKNOWN_TOKEN
  }

  /**
   * @param token for the next step; null unless it is done
   * @param user whose login it is; null unless it is done
   */
  record Step(Outcome outcome, String token, SimulatedUser user) {
    private static Step of(Outcome outcome) {
      return new Step(outcome, null, null);
    }
  }

  SecondFactor(InstantSource clock) {
    this.clock = clock;
  }

  /** Starts: the password was right. */
  String begin(SimulatedUser user) {
    return issue(user, false, 0);
  }

  private String issue(SimulatedUser user, boolean confirmed, int wrongCodes) {
    forgetTheExpired();
    String token = UUID.randomUUID().toString();
    tokens.put(token, new Waiting(user, confirmed, wrongCodes, clock.millis() + LIFE_MILLIS));
    return token;
  }

  private void forgetTheExpired() {
    Iterator<Waiting> oldest = tokens.values().iterator();
    while (oldest.hasNext() && oldest.next().endMillis <= clock.millis()) {
      oldest.remove();
    }
  }

  /**
   * Sends the code. A method that there is not leaves the token good for another.
   *
   * @param methods that there are; one of them, {@code push}, sends no code
   */
  Step send(String token, String method, List<String> methods) {
    Waiting waiting = unconfirmed(token);
    if (waiting == null) {
      return Step.of(Outcome.UNKNOWN_TOKEN);
    }
    if (!methods.contains(method) || method.equals("push")) {
      return Step.of(Outcome.UNSUPPORTED);
    }
    tokens.remove(token);
    return new Step(Outcome.DONE, issue(waiting.user, false, waiting.wrongCodes), waiting.user);
  }

  /** Takes the code, also without it having been sent. A few wrong ones leave the token good. */
  Step confirm(String token, String code) {
    Waiting waiting = unconfirmed(token);
    if (waiting == null) {
      return Step.of(Outcome.UNKNOWN_TOKEN);
    }
    if (CODE.equals(code)) {
      tokens.remove(token);
      return new Step(Outcome.DONE, issue(waiting.user, true, 0), waiting.user);
    }
    int wrong = waiting.wrongCodes + 1;
    if (wrong < MOST_WRONG_CODES) {
      tokens.put(token, new Waiting(waiting.user, false, wrong, waiting.endMillis));
    } else {
      tokens.remove(token);
    }
    return Step.of(Outcome.WRONG_CODE);
  }

  private Waiting unconfirmed(String token) {
    forgetTheExpired();
    Waiting waiting = tokens.get(token);
    return waiting == null || waiting.confirmed ? null : waiting;
  }

  /** Ends: whether a token says that this user gave his code. It is of no use afterwards. */
  boolean redeem(String token, SimulatedUser user) {
    forgetTheExpired();
    Waiting waiting = tokens.get(token);
    boolean good = waiting != null && waiting.confirmed && waiting.user.equals(user);
    return good && tokens.remove(token) != null;
  }
}
