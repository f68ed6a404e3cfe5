package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static br.com.catalogador.app.Visitor.PHONE;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Choosing an asset in a real browser. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@WithServer({"sessions.idle", "10m"})
class AssetsPageIT {
  /** Tells what came into sight, and what left it, only once a second: as a busy browser does. */
  private static final String LATE_SIGHT =
      """
      window.IntersectionObserver = class extends IntersectionObserver {
        constructor(callback, options) {
          const waiting = [];
          super((moves) => {
            waiting.push(...moves);
            if (waiting.length === moves.length) {
              setTimeout(() => callback(waiting.splice(0)), 1_000);
            }
          }, options);
        }
      };
      """;

  private static RunningServer server;
  private static Browser browser;

  @Test
  void worksCompletelyByKeyboard() {
    Visitor visitor = open(DESKTOP, "/");
    visitor.hook("email").focus();
    visitor.page().keyboard().type("demo@catalogador.local");
    visitor.page().keyboard().press("Tab");
    visitor.page().keyboard().type("demo-1234");
    visitor.page().keyboard().press("Enter");
    assertThat(visitor.hook("asset-item").first()).isVisible();

    visitor.page().keyboard().press("/");
    visitor.page().keyboard().type("usdjpy-otc");
    visitor.page().keyboard().press("ArrowDown");
    visitor.page().keyboard().press("Enter");

    assertThat(visitor.hook("result")).isVisible();
    assertThat(visitor.page()).hasURL(Pattern.compile(".*asset=USDJPY-OTC.*"));
  }

  @Test
  void theListIsDrawnAlsoWhenTheBrowserTellsLateThatItIsInSight() {
    Visitor visitor = open(DESKTOP, "/").logIn("user75");
    visitor.page().addInitScript(LATE_SIGHT);

    visitor.page().reload();

    assertThat(visitor.hook("asset-item").first()).isVisible();
  }

  @Test
  void reportsARefusedAssetAndShowsAnotherOne() throws Exception {
    Visitor visitor = open(PHONE, "/").logIn("demo");
    server.fault(new JsonObject().put("statuses", new JsonObject().put("2120", 4040)));
    visitor.choose("EURAUD-OTC");
    visitor.analyze();

    assertThat(visitor.hook("error")).containsText("A Polarium recusou este pedido (código 4040)");
    visitor.assertFitsAtBothWidths("falha");
    server.noFaults();
    visitor.choose("GBPCAD-OTC");
    visitor.analyze();
    assertThat(visitor.hook("result")).isVisible();
    assertThat(visitor.hook("error")).isHidden();
  }

  @Test
  void analyzesAnAssetChosenBeforeTheStrategiesAreLoaded() {
    Visitor visitor = open(DESKTOP, "/");
    List<Route> held = new ArrayList<>();
    visitor.page().route("**/api/v1/strategies", held::add);
    visitor.logIn("user79").choose("EURJPY-OTC");

    assertThat(visitor.hook("square")).hasCount(60);
    assertThat(held).hasSize(1);
    held.get(0).resume();

    assertThat(visitor.hook("strategy").locator("option")).not().hasCount(1);
    assertThat(visitor.hook("square")).hasCount(60);
    assertThat(visitor.hook("asset-item", "aria-selected", "true"))
        .hasAttribute("data-symbol", "EURJPY-OTC");
    assertThat(visitor.page()).hasURL(Pattern.compile(".*asset=EURJPY-OTC.*"));
  }

  @Test
  void opensTheAssetListBeforeItsModulesAreLoaded() {
    Visitor visitor = open(PHONE, "/");
    List<Route> held = new ArrayList<>();
    visitor.page().route("**/bootstrap.bundle.min.js", held::add);
    visitor.logIn("user78");
    assertThat(visitor.page().locator("#asset-foot")).not().isEmpty();
    assertThat(visitor.hook("asset-item")).hasCount(0);
    visitor.hook("asset-button").click();
    assertThat(visitor.hook("asset-item").first()).isAttached();
    assertThat(held).hasSize(1);
    assertThat(visitor.hook("asset-item").first()).isHidden();

    held.get(0).resume();

    visitor.hook("asset-item", "data-symbol", "EURJPY-OTC").click();
    assertThat(visitor.hook("square")).hasCount(60);
    assertThat(visitor.hook("asset-button")).isFocused();
  }

  @Test
  void filtersTheAssetListBySearchAndCategory() {
    Visitor visitor = open(DESKTOP, "/").logIn("demo");
    assertThat(visitor.hook("asset-item").first()).isVisible();

    visitor.page().locator("[data-test=category-chip][data-category=crypto]").click();
    visitor.hook("asset-search").fill("btc");

    assertThat(visitor.hook("asset-item").first()).hasAttribute("data-symbol", "BTCUSD");
    Set<String> symbols =
        visitor.hook("asset-item").all().stream()
            .map(item -> item.getAttribute("data-symbol"))
            .collect(Collectors.toSet());
    assertThat(symbols).allMatch(symbol -> symbol.startsWith("BTC"));

    visitor.hook("asset-search").fill("no such asset");
    assertThat(visitor.hook("asset-message")).isVisible();
  }

  private static Visitor open(int width, String path) {
    return Visitor.at(server, browser, width, path);
  }
}
