package br.com.catalogador.web;

import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.session.message.SetPreferences;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** {@code PUT /api/v1/preferences}: what the user has chosen, whole; answers the same. */
final class PreferencesRoute implements Handler<RoutingContext> {
  private final Sessions sessions;

  PreferencesRoute(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public void handle(RoutingContext context) {
    Parameters.ofQuery(context.queryParams());
    Preferences preferences = PreferencesJson.read(Bodies.read(context));
    sessions
        .ask(Identity.of(context), new SetPreferences(preferences))
        .onSuccess(kept -> Bodies.write(context, PreferencesJson.write(kept)))
        .onFailure(context::fail);
  }
}
