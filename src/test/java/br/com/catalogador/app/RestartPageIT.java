package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.RedisServer;
import com.microsoft.playwright.Locator;
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

  /** {@code broker.candleGrace}, and a little more. */
  private static final long GRACE_MILLIS = 5_500;

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
   * Repeated, because a candle that closes during a round, or counts as final only since then,
   * causes a request, and another ranking.
   */
  @Test
  void thePageContinuesAfterAKillWithRankingAndCache() throws Exception {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/ranking").logIn("demo");
    long known;
    long repeated;
    List<String> before;
    List<String> after;
    do {
      known = knownCandles();
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
    } while (knownCandles() != known);

    assertThat(after).isEqualTo(before);
    assertThat(repeated).as("candle requests for what was cached").isZero();
    assertThat(broker.control().requests("login")).isEqualTo(1);
  }

  /** A number that changes when a candle closes, and when it counts as final. */
  private static long knownCandles() {
    long now = System.currentTimeMillis();
    return now / 60_000 + (now - GRACE_MILLIS) / 60_000;
  }

  /** The assets of the rows that exist, once the ranking is complete. */
  private static List<String> ranked(Visitor visitor) {
    assertThat(visitor.hook("ranking-status")).containsText("ativos analisados", AT_THE_END);
    // The rows are drawn after the status: those of the answer are waited for.
    List<?> assets =
        (List<?>)
            visitor
                .page()
                .evaluate(
                    """
                    async () => {
                      const { entries } = await (await fetch('/api/v1/ranking?limit=26')).json();
                      return entries.map(({ asset }) => asset);
                    }
                    """);
    Locator rows = visitor.hook("ranking-row");
    assertThat(rows).hasCount(assets.size());
    for (int row = 0; row < assets.size(); row++) {
      assertThat(rows.nth(row)).hasAttribute("data-asset", (String) assets.get(row));
    }
    return assets.stream().map(String.class::cast).toList();
  }
}
