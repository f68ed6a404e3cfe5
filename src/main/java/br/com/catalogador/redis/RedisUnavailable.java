package br.com.catalogador.redis;

/**
 * A command to Redis was not done: the server is away, slow, busy, or refuses. Carries no stack
 * trace and nothing of the command but the server's word for its refusal.
 */
public final class RedisUnavailable extends RuntimeException {
  RedisUnavailable(String reason) {
    super(reason, null, false, false);
  }
}
