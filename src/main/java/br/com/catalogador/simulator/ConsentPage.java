package br.com.catalogador.simulator;

import com.github.jknack.handlebars.Handlebars;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** The page on which a user of the simulator allows an application to access the account. */
final class ConsentPage {
  /** The query parameter with the chosen user's e-mail address. */
  static final String USER = "user";

  /** The query parameter with the user's decision. */
  static final String DECISION = "decision";

  /** The decision against the access; any other allows it. */
  static final String DENIED = "deny";

  private ConsentPage() {}

  /** Sends the page; its form repeats the request with the decision. */
  static void send(RoutingContext context) {
    StringBuilder fields = new StringBuilder();
    for (Map.Entry<String, String> parameter : context.queryParams()) {
      fields.append(
          "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n"
              .formatted(escaped(parameter.getKey()), escaped(parameter.getValue())));
    }
    context
        .response()
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .end(
            """
            <!doctype html>
            <html lang="pt-BR">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Corretora simulada</title>
            <body style="font: 1rem/1.5 sans-serif; max-width: 24rem; margin: 3rem auto; padding: 1rem">
            <h1>Corretora simulada</h1>
            <p>O aplicativo %s pede acesso à sua conta.</p>
            <form method="get">
            %s<p><label>Conta <input name="user" value="%s" style="width: 100%%"></label></p>
            <button name="decision" value="allow">Permitir</button>
            <button name="decision" value="deny">Recusar</button>
            </form>
            """
                .formatted(
                    escaped(String.valueOf(context.queryParams().get("client_id"))),
                    fields,
                    SimulatedUsers.DEMO));
  }

  private static String escaped(String text) {
    return Handlebars.Utils.escapeExpression(text).toString();
  }
}
