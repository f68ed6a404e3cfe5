package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static br.com.catalogador.app.Visitor.PHONE;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Patterns that a user paints, and conditions, in a real browser. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@WithServer
class OwnPatternPageIT {
  private static final Pattern STALE = Pattern.compile(".*\\bstale\\b.*");
  private static final String PAINTED = "5:2,3:GR=C,*G=P:4,5,6";

  private static RunningServer server;
  private static Browser browser;

  private static Visitor analyzing(String user, int width) {
    Visitor visitor = Visitor.at(server, browser, width, "/?asset=EURUSD-OTC").logIn(user);
    assertThat(visitor.hook("result")).isVisible();
    return visitor;
  }

  private static Visitor painting(String user, int width) {
    Visitor visitor = analyzing(user, width);
    visitor.hook("more-options").click();
    visitor.hook("paint-strategy").click();
    return visitor;
  }

  private static Locator candle(Visitor visitor, String place, int number) {
    return visitor
        .page()
        .locator("#painter-" + place)
        .locator("[data-position='%d']".formatted(number));
  }

  @Test
  void aPatternIsPaintedPreviewedSavedAnalyzedWatchedAndShared() {
    Visitor visitor = painting("user60", PHONE);
    candle(visitor, "analysed", 2).click();
    candle(visitor, "analysed", 4).click();
    candle(visitor, "analysed", 5).click();
    visitor.hook("painter-rule").selectOption("painted");
    visitor.hook("painter-add").click();
    Locator first = visitor.hook("painter-sequence").nth(0);
    Locator second = visitor.hook("painter-sequence").nth(1);
    first.locator("[data-position='2']").click();
    first.locator("[data-position='3']").dblclick();
    second.locator("[data-position='3']").click();
    visitor.page().locator("[data-test=painter-side]").nth(1).click();
    // the entry follows the last candle that counts: what was chosen before stays behind it
    candle(visitor, "attempts", 4).click();
    candle(visitor, "attempts", 5).click();
    candle(visitor, "attempts", 7).click();
    candle(visitor, "attempts", 8).click();
    assertThat(visitor.hook("painter-text")).hasValue(PAINTED);
    assertThat(visitor.hook("painter-rate"))
        .hasText(Pattern.compile("\\d+(,\\d)?% em \\d+ operações, nos últimos 24 quadrantes\\s.*"));
    visitor.assertFitsAtBothWidths("pintar");

    visitor.hook("painter-name").fill("Minha");
    visitor.hook("painter-save").click();
    assertThat(visitor.hook("painter-saved"))
        .hasText("“Minha” está salva, também em outros aparelhos.");
    visitor.hook("painter-use").click();

    assertThat(visitor.hook("painter")).isHidden();
    assertThat(visitor.hook("result-label")).containsText("Minha");
    assertThat(visitor.hook("square")).hasCount(60);
    assertThat(visitor.hook("strategy")).hasValue(PAINTED);
    List<String> watched = new CopyOnWriteArrayList<>();
    visitor
        .page()
        .onWebSocket(
            socket -> {
              socket.onFrameSent(frame -> watched.add("> " + frame.text()));
              socket.onFrameReceived(frame -> watched.add("< " + frame.text()));
            });
    visitor.page().reload();
    assertThat(visitor.hook("result-label")).containsText("Minha");
    assertThat(visitor.hook("connection")).hasAttribute("data-state", "CONNECTED");
    // the result may have come over HTTP, before the bridge was open
    String painted = Pattern.quote(PAINTED);
    until(visitor, watched, "> .*\\.watch.*" + painted + ".*");
    until(visitor, watched, "< .*" + painted + ".*rows.*");

    String link = visitor.page().url().substring(server.url().length());
    Visitor friend = Visitor.at(server, browser, PHONE, link).logIn("user70");
    assertThat(friend.hook("result-label")).containsText(PAINTED);
    assertThat(friend.hook("square")).hasCount(60);
    friend.assertFitsAtBothWidths("estrategia-de-outro");
  }

  private static void until(Visitor visitor, List<String> heard, String wanted) {
    visitor.page().waitForCondition(() -> heard.stream().anyMatch(it -> it.matches(wanted)));
  }

  /** The answer to the newest pattern is withheld until that pattern is saved. */
  @Test
  void aPreviewThatComesAfterTheSaveLeavesBothToBeRead() {
    Visitor visitor = painting("user83", DESKTOP);
    Locator rate = visitor.hook("painter-rate");
    Locator preview = visitor.page().locator("#painter-preview");
    assertThat(rate).hasText(Pattern.compile(".* nos últimos 24 quadrantes\\s.*"));
    assertThat(preview).not().hasClass(STALE);
    List<Route> held = new CopyOnWriteArrayList<>();
    visitor.page().route("**/api/v1/catalog?*quadrants=24*", held::add);
    candle(visitor, "analysed", 1).click();
    visitor.page().waitForCondition(() -> !held.isEmpty());
    assertThat(preview).hasClass(STALE);

    visitor.hook("painter-name").fill("Quatro");
    visitor.hook("painter-save").click();
    assertThat(visitor.hook("painter-saved"))
        .hasText("“Quatro” está salva, também em outros aparelhos.");
    held.get(0).resume();

    assertThat(preview).not().hasClass(STALE);
    assertThat(rate).hasText(Pattern.compile(".* nos últimos 24 quadrantes\\s.*"));
    assertThat(visitor.hook("painter-saved"))
        .hasText("“Quatro” está salva, também em outros aparelhos.");
    candle(visitor, "analysed", 2).click();
    assertThat(visitor.hook("painter-saved")).isEmpty();
  }

  @Test
  void aTextThatBreaksARuleSaysWhichAndCannotBeAnalyzed() {
    Visitor visitor = painting("user80", DESKTOP);
    visitor.hook("painter-text").fill("5:1,2:same:6");

    assertThat(visitor.hook("painter-error")).isVisible();
    assertThat(visitor.hook("painter-use")).isDisabled();
    assertThat(visitor.hook("painter-save")).isDisabled();

    visitor.hook("painter-text").fill("7:1:same:2");
    assertThat(visitor.hook("painter-error")).isHidden();
    assertThat(visitor.hook("painter-use")).isEnabled();
    assertThat(visitor.hook("painter-day"))
        .hasText(
            "Um quadrante de 7 velas não divide o dia: muda de horário de um dia para o outro.");
  }

  /** Days and a number of quadrants at once are refused. */
  @Test
  void aPatternIsPreviewedOnTheNewestQuadrantsAlsoWhenDaysAreListed() {
    Visitor visitor =
        Visitor.at(server, browser, DESKTOP, "/?asset=EURUSD-OTC&days=1").logIn("user82");
    assertThat(visitor.hook("result")).isVisible();
    visitor.hook("more-options").click();

    visitor.hook("paint-strategy").click();

    assertThat(visitor.hook("painter-rate"))
        .hasText(Pattern.compile(".* nos últimos 24 quadrantes\\s.*"));
    assertThat(visitor.hook("painter-error")).isHidden();
  }

  @Test
  void whatDoesNotMeetTheConditionsIsShownAsFiltered() {
    Visitor visitor = analyzing("user81", DESKTOP);
    visitor.hook("more-options").click();
    visitor.hook("conditions").locator("summary").click();

    visitor.hook("condition-side").selectOption("put");
    assertThat(visitor.hook("result-label")).containsText("só PUT");
    Locator filtered = visitor.page().locator("[data-test=square][data-outcome=FILTERED]");
    filtered.last().click();
    assertThat(visitor.hook("selected-explanation"))
        .hasText(Pattern.compile(".*→ CALL; fora do filtro: o lado é outro\\."));
    assertThat(visitor.page()).hasURL(Pattern.compile(".*side=put.*"));

    visitor.page().getByRole(AriaRole.CHECKBOX).first().check();
    assertThat(visitor.hook("result-label")).containsText("seg. (America/Sao_Paulo)");
    visitor.hook("condition-after").selectOption("hit:1");
    assertThat(visitor.hook("result-label")).containsText("depois de 1 loss");
    visitor.page().reload();
    assertThat(visitor.hook("result-label")).containsText("só PUT · seg. (America/Sao_Paulo)");
    assertThat(visitor.hook("after-hits")).isAttached();
  }
}
