package br.com.catalogador.live.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Asks how much is watched. */
public record GetLiveState() implements Request<Live, LiveState> {
  @Override
  public Future<LiveState> ask(Live live) {
    return live.state(this);
  }
}
