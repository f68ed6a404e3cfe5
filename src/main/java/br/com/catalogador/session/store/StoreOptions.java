package br.com.catalogador.session.store;

import br.com.catalogador.redis.RedisAddress;
import br.com.catalogador.support.Secret;

/**
 * Where and how records of sessions are stored.
 *
 * @param redis the Redis server; null to store records in memory
 * @param secret the secret that encrypts records
 * @param previousSecret the secret that older records may be encrypted with; null for none, also
 *     when {@code secret} is given again
 */
public record StoreOptions(RedisAddress redis, Secret secret, Secret previousSecret) {

  /**
   * Ignores a previous secret that equals the current one: records under the previous secret are
   * deleted after each write.
   */
  public StoreOptions {
    previousSecret = secret.equals(previousSecret) ? null : previousSecret;
  }
}
