package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.RedisServer;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The page while the server, with sessions in Redis, is killed and restarted. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
class RestartPageIT {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final ContainsTextOptions AT_THE_END =
      new ContainsTextOptions().setTimeout(30_000);

  private RedisServer redis;
  private SeparateBroker broker;
  private RunningServer server;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    redis = RedisServer.start();
    broker = SeparateBroker.start();
    server =
        broker.serve(
            "auth.secret",
            SECRET,
            "sessions.store",
            "redis",
            "sessions.redisUrl",
            redis.url(),
            "cache.type",
            "redis",
            "cache.redisUrl",
            redis.url());
    browser = new Browser();
  }

  @AfterEach
  void stop() {
    browser.close();
    server.close();
    broker.close();
    redis.close();
  }

  /**
   * Repeated, because a candle that closes during a round causes a request, and another ranking.
   */
  @Test
  void thePageContinuesAfterAKillWithRankingAndCache() throws Exception {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/ranking").logIn("demo");
    long minute;
    long repeated;
    List<String> before;
    List<String> after;
    do {
      minute = System.currentTimeMillis() / 60_000;
      String status = visitor.hook("ranking-status").textContent();
      visitor.hook("ranking-start").click();
      assertThat(visitor.hook("ranking-status")).not().hasText(status);
      before = ranked(visitor);
      String first = before.get(0);
      visitor.go("/?asset=" + first);
      assertThat(visitor.hook("square")).hasCount(60);
      long asked = broker.control().requests("get-candles");

      server.kill();
      server = server.startAgain();

      visitor.go("/?asset=" + first);
      assertThat(visitor.hook("square")).hasCount(60);
      repeated = broker.control().requests("get-candles") - asked;
      visitor.go("/ranking");
      after = ranked(visitor);
    } while (System.currentTimeMillis() / 60_000 != minute);

    assertThat(after).isEqualTo(before);
    assertThat(repeated).as("candle requests for what was cached").isZero();
    assertThat(broker.control().requests("login")).isEqualTo(1);
  }

  /** The assets of the rows in sight, once the ranking is complete. */
  private static List<String> ranked(Visitor visitor) {
    assertThat(visitor.hook("ranking-status")).containsText("ativos analisados", AT_THE_END);
    return visitor.hook("ranking-row").all().stream()
        .map(row -> row.getAttribute("data-asset"))
        .toList();
  }
}
