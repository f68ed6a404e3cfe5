package br.com.catalogador.cache.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.UserId;
import io.vertx.core.Future;

/** Requests what a user wanted fetched when the server last stopped. */
public record GetWishes(UserId user) implements Request<CandleCache, FetchWishes> {
  @Override
  public Future<FetchWishes> ask(CandleCache cache) {
    return cache.wishes(this);
  }
}
