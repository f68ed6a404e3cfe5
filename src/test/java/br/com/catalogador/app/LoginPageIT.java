package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The page after failed logins, in a real browser. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@WithServer
class LoginPageIT {
  /** Collects what the form says of the wait from now on, and whether its button does anything. */
  private static final String OBSERVE_WAIT =
      """
      () => {
        const hook = (name) => document.querySelector(`[data-test=${name}]`);
        window.waits = [];
        new MutationObserver(() => {
          const state = hook('login-submit').disabled ? 'disabled' : 'enabled';
          waits.push(`${hook('login-wait').textContent} ${state}`);
        }).observe(hook('login-wait'), { childList: true });
      }
      """;

  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private static RunningServer server;
  private static Browser browser;

  private static Visitor trying(RunningServer there, String user) {
    return trying(Visitor.at(there, browser, DESKTOP, "/"), user);
  }

  private static Visitor trying(Visitor visitor, String user) {
    visitor.hook("email").fill(user + "@catalogador.local");
    visitor.hook("password").fill("demo-1234");
    visitor.hook("login-submit").click();
    return visitor;
  }

  private static void done(Visitor visitor, String screenshot) {
    assertThat(visitor.hook("email")).hasValue(Pattern.compile(".+@catalogador.local"));
    visitor.assertFitsAtBothWidths(screenshot);
  }

  @Test
  void explainsAGatewayPage() throws Exception {
    server.fault(new JsonObject().put("gates", new JsonObject().put("login", "cloudflare")));

    Visitor visitor = trying(server, "demo");

    assertThat(visitor.hook("login-error"))
        .hasText(
            "A porta da Polarium recusou este servidor, não a sua senha (resposta 403). Tente de"
                + " novo em alguns minutos; se continuar, avise quem cuida do Catalogador.");
    assertThat(visitor.hook("login-submit")).isEnabled();
    done(visitor, "login-porta");
  }

  @Test
  void showsTheBrokersRefusalAsPlainText() throws Exception {
    server.fault(
        new JsonObject()
            .put(
                "loginRefusal",
                new JsonObject()
                    .put("status", 403)
                    .put("code", "user_blocked")
                    .put("message", "Your account is blocked & closed. Contact support.")));

    Visitor visitor = trying(server, "demo");

    assertThat(visitor.hook("login-error"))
        .containsText("não deixou esta conta entrar (código user_blocked)");
    assertThat(visitor.hook("login-words"))
        .hasText("A Polarium respondeu: «Your account is blocked & closed. Contact support.»");
    done(visitor, "login-conta-recusada");
    server.noFaults();
    visitor.hook("login-submit").click();
    assertThat(visitor.hook("logout")).isVisible();
    visitor.hook("logout").click();
  }

  @Test
  void showsACountdownDuringALimit() throws Exception {
    try (RunningServer limited = RunningServer.hosted()) {
      limited.fault(
          new JsonObject()
              .put("loginLimit", new JsonObject().put("logins", 0).put("seconds", 259)));

      Visitor visitor = trying(limited, "demo");

      assertThat(visitor.hook("login-wait")).hasText(Pattern.compile("Tente de novo em 4:1\\d\\."));
      assertThat(visitor.hook("login-error"))
          .containsText("A Polarium não aceita mais logins deste servidor por enquanto");
      assertThat(visitor.hook("login-submit")).isDisabled();
      done(visitor, "login-limite");
      visitor.page().context().close();
    }
  }

  @Test
  void enablesTheButtonAfterTheWait() throws Exception {
    try (RunningServer limited = RunningServer.hosted()) {
      limited.fault(
          new JsonObject().put("loginLimit", new JsonObject().put("logins", 0).put("seconds", 2)));
      Visitor visitor = Visitor.at(limited, browser, DESKTOP, "/");
      visitor.page().evaluate(OBSERVE_WAIT);
      trying(visitor, "demo");

      assertThat(visitor.hook("login-wait")).hasText("Já pode tentar de novo.");
      List<?> waits = (List<?>) visitor.page().evaluate("() => waits");
      assertThat((String) waits.get(0)).matches("Tente de novo em 0:0[12]\\. disabled");
      assertThat(waits.get(waits.size() - 1)).isEqualTo("Já pode tentar de novo. enabled");
      limited.noFaults();
      visitor.hook("login-submit").click();

      assertThat(visitor.hook("logout")).isVisible();
      visitor.page().context().close();
    }
  }

  @Test
  void reportsAnUnreachableBrokerOnThePage() throws Exception {
    try (RunningServer alone =
        RunningServer.hosted(
            "broker.mode", "live",
            "auth.secret", SECRET,
            "broker.loginUrl", "http://127.0.0.1:1/v2/login")) {
      Visitor visitor = trying(alone, "demo");

      assertThat(visitor.hook("login-error"))
          .hasText(
              "Não foi possível chegar à Polarium. A senha não foi conferida; tente de novo em"
                  + " alguns minutos.");
      done(visitor, "login-corretora-fora");
      visitor.page().context().close();
    }
  }

  @Test
  void sendsTheCodeByTheChosenMethod() throws Exception {
    server.fault(
        new JsonObject().put("methods", new JsonArray().add("email").add("sms").add("push")));
    Visitor visitor = trying(server, "demo-2fa");
    assertThat(visitor.hook("code-method"))
        .hasText("A Polarium enviou um código para o seu e-mail. Digite-o aqui.");
    assertThat(visitor.hook("code-choice").locator("option[disabled]"))
        .hasText("aviso no aplicativo (não funciona aqui)");

    visitor.hook("code-choice").selectOption("sms");
    visitor.hook("code-resend").click();

    assertThat(visitor.hook("code-method"))
        .hasText("Pedimos outro código à Polarium: código por SMS.");
    assertThat(visitor.hook("code-error")).isHidden();
    visitor.assertFitsAtBothWidths("segundo-fator-escolha");
    visitor.hook("code").fill("123456");
    visitor.hook("code-submit").click();
    assertThat(visitor.hook("logout")).isVisible();
    visitor.hook("logout").click();
  }

  @Test
  void reportsAnUnsentCodeAndKeepsTheForm() throws Exception {
    Visitor visitor = trying(server, "demo-2fa");
    assertThat(visitor.hook("code")).isVisible();
    server.fault(
        new JsonObject()
            .put(
                "sendRefusal",
                new JsonObject()
                    .put("status", 400)
                    .put("code", "no_phone")
                    .put("message", "There is no phone.")));

    visitor.hook("code-choice").selectOption("sms");
    visitor.hook("code-resend").click();

    assertThat(visitor.hook("code-error")).containsText("A Polarium não mandou o código");
    assertThat(visitor.hook("code-words")).hasText("A Polarium respondeu: «There is no phone.»");
    assertThat(visitor.hook("code")).isVisible();
  }

  @Test
  void reportsAnInvalidAddressAtItsField() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/");
    visitor.hook("email").fill("a".repeat(250) + "@catalogador.local");
    visitor.hook("password").fill("demo-1234");
    visitor.hook("login-submit").click();

    assertThat(visitor.hook("login-error"))
        .hasText("Confira o e-mail: a Polarium não aceita um endereço assim.");
    assertThat(visitor.hook("email")).hasAttribute("aria-invalid", "true");
  }

  @Test
  void theFormDoesNotMoveForWhatIsBelowIt() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/");
    Locator form = visitor.page().locator("#login-form");
    double top = form.boundingBox().y;

    visitor.hook("email").fill("a".repeat(250) + "@catalogador.local");
    visitor.hook("password").fill("demo-1234");
    visitor.hook("login-submit").click();
    assertThat(visitor.hook("login-error")).isVisible();
    assertThat(form.boundingBox().y).isEqualTo(top);

    visitor.page().evaluate("() => document.querySelector('footer').remove()");
    assertThat(form.boundingBox().y).isEqualTo(top);
  }
}
