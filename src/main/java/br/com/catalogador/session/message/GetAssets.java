package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.AssetsView;
import io.vertx.core.Future;

/** Reads all assets, at most a minute old. */
public record GetAssets() implements Request<Session, AssetsView> {
  @Override
  public Future<AssetsView> ask(Session session) {
    return session.assets(this);
  }
}
