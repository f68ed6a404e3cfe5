package br.com.catalogador.cache.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.UserId;
import io.vertx.core.Future;

/** Keeps what a user wants fetched, in place of what was kept before. */
public record KeepWishes(UserId user, FetchWishes wishes) implements Request<CandleCache, Void> {
  @Override
  public Future<Void> ask(CandleCache cache) {
    return cache.keep(this);
  }
}
