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
   * What is stored under the previous secret is deleted after a write: never the written itself.
   */
  public StoreOptions {
    previousSecret = secret.equals(previousSecret) ? null : previousSecret;
  }
}
