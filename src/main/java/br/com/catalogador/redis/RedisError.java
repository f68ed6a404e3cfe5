package br.com.catalogador.redis;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why a command or a connection failed. Reads the text of an exception: Redis' protocol carries the
 * code of an error only as the first word of its text.
 *
 * @param code the error code of the server's answer, or the type of the failure
 * @param text what the server said, where that is a fixed sentence about itself; else the code,
 *     because the rest of an answer may contain data
 * @param isAnswer whether the server has answered
 */
record RedisError(String code, String text, boolean isAnswer) {
  /** Error codes for a state of the server, not for an error in one command. */
  private static final Set<String> REFUSALS =
      Set.of(
          "OOM",
          "READONLY",
          "LOADING",
          "MISCONF",
          "NOREPLICAS",
          "MASTERDOWN",
          "CLUSTERDOWN",
          "BUSY",
          "NOPERM");

  /** Codes of answers to wrong credentials. */
  private static final Set<String> CREDENTIALS = Set.of("WRONGPASS", "NOAUTH");

  /** Beginnings of answers to a wrong URL, which have no code of their own. */
  private static final Set<String> WRONG_URLS =
      Set.of(
          "ERR AUTH <password> called",
          "ERR Client sent AUTH",
          "ERR invalid password",
          "ERR DB index",
          "ERR invalid DB index");

  private static final String SCRIPT_ERROR = "ERR Error running script";
  private static final int MAX_LENGTH = 200;

  static RedisError of(Throwable cause) {
    if (!(cause instanceof Response answer) || answer.type() != ResponseType.ERROR) {
      String type = cause.getClass().getSimpleName();
      return new RedisError(type, type, false);
    }
    String message = cause.getMessage();
    // Before version 7, Redis wraps the error of a command in a script.
    int inScript = message.startsWith(SCRIPT_ERROR) ? message.indexOf(": -") : -1;
    String said = message.substring(inScript < 0 ? 0 : inScript + 3);
    String code = said.split(" ", 2)[0];
    boolean harmless =
        Stream.concat(REFUSALS.stream(), CREDENTIALS.stream()).anyMatch(code::equals)
            || WRONG_URLS.stream().anyMatch(said::startsWith);
    return new RedisError(code, harmless ? oneLine(said) : code, true);
  }

  private static String oneLine(String said) {
    String line = said.lines().findFirst().orElse(said);
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH);
  }

  /** Whether the server refuses the command because of its own state, or the user's rights. */
  boolean isRefusal() {
    return isAnswer && REFUSALS.contains(code);
  }
}
