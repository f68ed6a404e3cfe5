package br.com.catalogador.simulator;

import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Template;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The page on which a user of the simulator allows an application to access the account. */
final class ConsentPage {
  /** The query parameter with the chosen user's e-mail address. */
  static final String USER = "user";

  /** The query parameter with the user's decision. */
  static final String DECISION = "decision";

  /** The decision against the access; any other allows it. */
  static final String DENIED = "deny";

  /** Its form repeats the request with the decision. */
  private static final Template PAGE =
      template(
          """
          <!doctype html>
          <html lang="pt-BR">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Corretora simulada</title>
          <body style="font: 1rem/1.5 sans-serif; max-width: 24rem; margin: 3rem auto; padding: 1rem">
          <h1>Corretora simulada</h1>
          <p>O aplicativo {{application}} pede acesso à sua conta.</p>
          <form method="get">
          {{#each parameters}}<input type="hidden" name="{{key}}" value="{{value}}">
          {{/each}}
          <p><label>Conta <input name="user" value="{{user}}" style="width: 100%"></label></p>
          <button name="decision" value="allow">Permitir</button>
          <button name="decision" value="deny">Recusar</button>
          </form>
          """);

  private ConsentPage() {}

  private static Template template(String text) {
    try {
      return new Handlebars().compileInline(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void send(RoutingContext context) {
    Map<String, Object> values =
        Map.of(
            "application", String.valueOf(context.queryParams().get("client_id")),
            "parameters", context.queryParams().entries(),
            "user", SimulatedUsers.DEMO);
    try {
      context
          .response()
          .putHeader("Content-Type", "text/html; charset=utf-8")
          .end(PAGE.apply(values));
    } catch (IOException e) {
      context.fail(e);
    }
  }
}
