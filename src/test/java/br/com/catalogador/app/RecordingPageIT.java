package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static br.com.catalogador.app.Visitor.PHONE;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.simulator.Recording;
import com.microsoft.playwright.Route;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** "Gravar para o suporte" of the page, in a real browser. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@WithServer
class RecordingPageIT {
  private static RunningServer server;
  private static Browser browser;

  private static Visitor open(int width, String user) {
    return Visitor.at(server, browser, width, "/").logIn(user);
  }

  @Test
  void recordsStopsDownloadsAndDeletes() throws Exception {
    Visitor visitor = open(PHONE, "user40");
    assertThat(visitor.hook("recording")).isHidden();
    visitor.hook("recording-open").click();
    assertThat(visitor.hook("recording-text")).containsText("Grava por até 10 minutos");
    visitor.assertFitsAtBothWidths("gravar");

    visitor.hook("recording-start").click();
    assertThat(visitor.hook("recording-time"))
        .hasText(Pattern.compile("00:0[2-9], para sozinha em 09:5\\d"));
    visitor.choose("EURUSD-OTC");
    assertThat(visitor.hook("result")).isVisible();
    visitor.assertFitsAtBothWidths("gravando");
    visitor.page().reload();
    assertThat(visitor.hook("recording-text")).hasText(Pattern.compile("^Gravando a sua sessão.*"));

    visitor.hook("recording-stop").click();
    assertThat(visitor.hook("recording-time"))
        .hasText(Pattern.compile("00:\\d\\d gravados, some em (10:00|09:5\\d)"));
    visitor.assertFitsAtBothWidths("gravacao-pronta");
    List<String> lines = visitor.download("recording-download").lines().toList();
    assertThat(Recording.read(lines).sockets()).hasSize(1);

    visitor.hook("recording-delete").click();
    assertThat(visitor.hook("recording-start")).hasText("Começar a gravar");
    visitor.hook("recording-close").click();
    assertThat(visitor.hook("recording")).isHidden();
  }

  @Test
  void aClickWhileAnotherCallIsUnderWayIsNotLost() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/");
    List<Route> held = new CopyOnWriteArrayList<>();
    visitor
        .page()
        .route(
            "**/api/v1/recording",
            route -> {
              if (held.isEmpty()) {
                held.add(route);
              } else {
                route.resume();
              }
            });
    visitor.logIn("user53");
    visitor.page().waitForCondition(() -> !held.isEmpty());
    visitor.hook("recording-open").click();

    visitor.hook("recording-start").click();
    held.get(0).resume();

    assertThat(visitor.hook("recording-stop")).isVisible();
  }

  @Test
  void showsTheRefusalOfTheServer() {
    Visitor visitor = open(DESKTOP, "user50");
    // The question of the login is answered, and then that of the click: later answers would tell
    // of the other recording.
    assertThat(visitor.hook("recording-text")).containsText("Grava por até 10 minutos");
    visitor
        .page()
        .waitForResponse("**/api/v1/recording", () -> visitor.hook("recording-open").click());
    assertThat(visitor.hook("recording-start")).isVisible();
    server.loggedIn("user50").post("/api/v1/recording", null);

    visitor.hook("recording-start").click();

    assertThat(visitor.hook("recording-error"))
        .hasText("Já há uma gravação em andamento. Pare-a antes.");
  }

  @Test
  void isNotOfferedAfterTheLogout() {
    Visitor visitor = open(DESKTOP, "user51");
    visitor.hook("recording-open").click();
    visitor.hook("recording-start").click();
    assertThat(visitor.hook("recording-stop")).isVisible();

    visitor.hook("logout").click();

    assertThat(visitor.hook("login-submit")).isVisible();
    assertThat(visitor.hook("recording")).isHidden();
    assertThat(visitor.hook("recording-open")).isHidden();
  }

  @Test
  void isThereOnTheRankingPageToo() {
    Visitor visitor = open(DESKTOP, "user52");
    visitor.hook("recording-open").click();
    visitor.hook("recording-start").click();
    assertThat(visitor.hook("recording-stop")).isVisible();

    visitor.hook("nav-ranking").click();

    assertThat(visitor.hook("recording-stop")).isVisible();
  }
}
