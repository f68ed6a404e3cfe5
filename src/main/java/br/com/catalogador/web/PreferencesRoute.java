package br.com.catalogador.web;

import br.com.catalogador.session.message.Preferences.Changes;
import br.com.catalogador.session.message.SetPreferences;
import br.com.catalogador.view.PreferencesJson;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.SessionClient;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code PUT /api/v1/preferences}: changes the given fields of the user's preferences, and answers
 * all fields.
 */
final class PreferencesRoute implements Handler<RoutingContext> {
  private final SessionClient sessions;

  PreferencesRoute(SessionClient sessions) {
    this.sessions = sessions;
  }

  @Override
  public void handle(RoutingContext context) {
    Changes changes = PreferencesJson.read(Bodies.read(context));
    sessions
        .ask(Identity.of(context), new SetPreferences(changes))
        .onSuccess(preferences -> Bodies.write(context, PreferencesJson.write(preferences)))
        .onFailure(context::fail);
  }
}
