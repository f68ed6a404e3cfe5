package br.com.catalogador.redis;

/**
 * A Redis command failed because the server is unreachable, slow, busy, or refuses it. Has no stack
 * trace and contains nothing of the command; the message is the server's error code or the type of
 * the failure.
 */
public final class RedisUnavailable extends RuntimeException {
  RedisUnavailable(String reason) {
    super(reason, null, false, false);
  }
}
