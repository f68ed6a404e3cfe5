package br.com.catalogador.cache.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Requests the state of the cache. */
public record GetCacheState() implements Request<CandleCache, CacheState> {
  @Override
  public Future<CacheState> ask(CandleCache cache) {
    return cache.state(this);
  }
}
