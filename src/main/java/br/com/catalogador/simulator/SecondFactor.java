package br.com.catalogador.simulator;

import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Pending second-factor logins. Each step takes the token of the previous one and issues a new one;
 * a token is valid for one step and five minutes. Confined to one event loop.
 */
final class SecondFactor {
  /** The default methods for sending a code. */
  static final List<String> METHODS = List.of("email", "sms");

  /** The valid code of every user. */
  static final String CODE = "123456";

  private static final long LIFE_MILLIS = 300_000;
  private static final int MAX_WRONG_CODES = 5;

  private final InstantSource clock;
  // In order of expiry, because all tokens live equally long.
  private final Map<String, PendingLogin> tokens = new LinkedHashMap<>();

  /**
   * @param confirmed whether the right code was given
   * @param wrongCodes number of wrong codes given so far
   */
  private record PendingLogin(
      SimulatedUser user, boolean confirmed, int wrongCodes, long endMillis) {}

  /** The outcome of a step. */
  enum Outcome {
    DONE,
    WRONG_CODE,
    UNSUPPORTED,
    UNKNOWN_TOKEN
  }

  /**
   * The result of a step.
   *
   * @param token token of the next step; null unless DONE
   * @param user the user of the login; null unless DONE
   */
  record Step(Outcome outcome, String token, SimulatedUser user) {
    private static Step of(Outcome outcome) {
      return new Step(outcome, null, null);
    }
  }

  SecondFactor(InstantSource clock) {
    this.clock = clock;
  }

  /** Starts a login after its password was accepted; returns the first token. */
  String begin(SimulatedUser user) {
    return issue(user, false, 0);
  }

  private String issue(SimulatedUser user, boolean confirmed, int wrongCodes) {
    removeExpired();
    String token = UUID.randomUUID().toString();
    tokens.put(token, new PendingLogin(user, confirmed, wrongCodes, clock.millis() + LIFE_MILLIS));
    return token;
  }

  private void removeExpired() {
    Iterator<PendingLogin> oldest = tokens.values().iterator();
    while (oldest.hasNext() && oldest.next().endMillis <= clock.millis()) {
      oldest.remove();
    }
  }

  /**
   * Sends the code. After an unsupported method the token stays valid.
   *
   * @param methods supported methods; {@code push} among them sends no code
   */
  Step send(String token, String method, List<String> methods) {
    PendingLogin pending = unconfirmed(token);
    if (pending == null) {
      return Step.of(Outcome.UNKNOWN_TOKEN);
    }
    if (!methods.contains(method) || method.equals("push")) {
      return Step.of(Outcome.UNSUPPORTED);
    }
    tokens.remove(token);
    return new Step(Outcome.DONE, issue(pending.user, false, pending.wrongCodes), pending.user);
  }

  /**
   * Checks the code, even if none was sent. After a wrong code the token stays valid, up to a
   * limit.
   */
  Step confirm(String token, String code) {
    PendingLogin pending = unconfirmed(token);
    if (pending == null) {
      return Step.of(Outcome.UNKNOWN_TOKEN);
    }
    if (CODE.equals(code)) {
      tokens.remove(token);
      return new Step(Outcome.DONE, issue(pending.user, true, 0), pending.user);
    }
    int wrong = pending.wrongCodes + 1;
    if (wrong < MAX_WRONG_CODES) {
      tokens.put(token, new PendingLogin(pending.user, false, wrong, pending.endMillis));
    } else {
      tokens.remove(token);
    }
    return Step.of(Outcome.WRONG_CODE);
  }

  private PendingLogin unconfirmed(String token) {
    removeExpired();
    PendingLogin pending = tokens.get(token);
    return pending == null || pending.confirmed ? null : pending;
  }

  /** Consumes a token; returns whether it proves that this user gave the right code. */
  boolean redeem(String token, SimulatedUser user) {
    removeExpired();
    PendingLogin pending = tokens.get(token);
    boolean valid = pending != null && pending.confirmed && pending.user.equals(user);
    return valid && tokens.remove(token) != null;
  }
}
