package br.com.catalogador.session.store;

import br.com.catalogador.redis.RedisAddress;
import br.com.catalogador.support.Secret;

/**
 * Where records of sessions are kept.
 *
 * @param redis the Redis server; null to keep records in memory
 * @param secret what records are encrypted with
 * @param previousSecret what older records may still be encrypted with; null for none
 */
public record StoreOptions(RedisAddress redis, Secret secret, Secret previousSecret) {}
