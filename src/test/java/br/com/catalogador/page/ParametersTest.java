package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.JavaScript;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an address asks, and the address of what is asked. */
class ParametersTest {
  private static final String DEFAULTS =
      """
      {"asset":"","timeframe":60,"quadrants":60,"strategy":"minoria","martingale":2,"tie":"loss",
       "payout":null,"multiplier":2,"recover":false,
       "days":null,"side":null,"hours":null,"weekdays":null,"zone":null,"trend":null,"after":null,"agree":null}
      """;

  private static final String RANKING_DEFAULTS =
      """
      {"timeframe":60,"quadrants":60,"strategies":"all","martingale":2,"tie":"loss",
       "order":"evidence","minOperations":5,"category":null,"minPayout":null,"assets":null,
       "days":null,"side":null,"hours":null,"weekdays":null,"zone":null,"trend":null,"after":null,"agree":null}
      """;

  /** Opens a page at an address; steps and memory can be looked at as {@code steps, stored}. */
  private static JavaScript at(String address) {
    String[] parts = address.split("(?=\\?)", 2);
    return new JavaScript(
        "model/parameters.js",
        """
        globalThis.steps = [];
        globalThis.stored = {};
        globalThis.document = { documentElement: { lang: 'pt-BR' } };
        globalThis.location = { pathname: '%s', search: '%s', origin: 'https://a.example' };
        const step = (kind) => (state, title, address) => {
          steps.push(kind + ' ' + address);
          history.state = state;
          [location.pathname, location.search] = [address.replace(/\\?.*/, ''), address.replace(/^[^?]*/, '')];
        };
        globalThis.history = { state: null, pushState: step('push'), replaceState: step('replace') };
        globalThis.localStorage = {
          getItem: (name) => stored[name] ?? null,
          setItem: (name, value) => { stored[name] = value; },
        };
        """
            .formatted(parts[0], parts.length > 1 ? parts[1] : ""));
  }

  private static JsonObject expected(String defaults, String changed) {
    return new JsonObject(defaults).mergeIn(new JsonObject(changed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | {}",
        "?asset=EURUSD-OTC&timeframe=300 | {\"asset\":\"EURUSD-OTC\",\"timeframe\":300}",
        "?asset=S%26P+500 | {\"asset\":\"S&P 500\"}",
        "?quadrants=100&martingale=5 | {\"quadrants\":100,\"martingale\":5}",
        "?payout=0.87&multiplier=2.2 | {\"payout\":0.87,\"multiplier\":2.2}",
        "?tie=tie&recover=true&strategy=c3 |"
            + " {\"tie\":\"tie\",\"recover\":true,\"strategy\":\"c3\"}",
        // what makes no sense becomes the default
        "?timeframe=61&quadrants=2001&martingale=6 | {}",
        "?timeframe=x&quadrants=1.5&martingale=-1&tie=x&recover=1 | {}",
        "?payout=0.009&multiplier=10.1 | {}",
        "?payout=&quadrants=0 | {}",
        "?side=put&hours=9-12,14-18&weekdays=1-5&zone=America/Sao_Paulo |"
            + " {\"side\":\"put\",\"hours\":\"9-12,14-18\",\"weekdays\":\"1,2,3,4,5\","
            + "\"zone\":\"America/Sao_Paulo\"}",
        "?trend=-21&after=hit:2&agree=5:1:same:2&strategy=5:1,2,3:min:6 |"
            + " {\"trend\":-21,\"after\":\"hit:2\",\"agree\":\"5:1:same:2\","
            + "\"strategy\":\"5:1,2,3:min:6\"}",
        "?side=both&trend=1&weekdays=8&zone=-3 | {}",
        "?weekdays=6-1,3&zone=-3 | {\"weekdays\":\"1,3,6,7\",\"zone\":\"-3\"}",
        "?trend=201&days=91 | {}",
        "?days=7 | {\"days\":7}",
      })
  void anAddressIsReadAsWhatItAsks(String search, String changed) {
    try (JavaScript page = at("/" + search)) {
      assertThat(page.call("readParameters")).isEqualTo(expected(DEFAULTS, changed));
    }
  }

  @Test
  void theBareAddressAsksWhatWasAskedLastInThisBrowser() {
    try (JavaScript page = at("/")) {
      page.run("stored['catalogador.parameters'] = 'asset=X&quadrants=7'");
      assertThat(page.call("readParameters"))
          .isEqualTo(expected(DEFAULTS, "{\"asset\":\"X\",\"quadrants\":7}"));
    }
  }

  @Test
  void aChangeIsAStepTheFirstChoiceAndOtherWordsForTheSameAreNone() {
    try (JavaScript page = at("/")) {
      JsonObject first = expected(DEFAULTS, "{\"asset\":\"A\"}");
      JsonObject second = expected(DEFAULTS, "{\"asset\":\"A\",\"payout\":0.9}");

      page.call("writeParameters", first);
      page.call("writeParameters", second);
      page.call("writeParameters", second);
      page.run("location.search = '?payout=0.90&asset=A'");
      page.call("writeParameters", second, true);

      assertThat(page.run("return steps"))
          .isEqualTo(
              JsonArray.of(
                  "replace /?asset=A",
                  "push /?asset=A&payout=0.9",
                  "replace /?asset=A&payout=0.9"));
      assertThat(page.run("return stored['catalogador.parameters']"))
          .isEqualTo("asset=A&payout=0.9");
      assertThat(page.call("readParameters")).isEqualTo(second);
    }
  }

  @Test
  void aLinkToKeepNamesWhatIsAtItsDefaultToo() {
    try (JavaScript page = at("/")) {
      assertThat(page.call("permalink", expected(DEFAULTS, "{\"asset\":\"A\"}")))
          .isEqualTo(
              "https://a.example/?asset=A&timeframe=60&quadrants=60&strategy=minoria&martingale=2"
                  + "&tie=loss&multiplier=2&recover=false");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | {}",
        "?category=otc&order=wilson&minOperations=20 |"
            + " {\"category\":\"otc\",\"order\":\"wilson\",\"minOperations\":20}",
        "?assets=A,,B&minPayout=0 | {\"assets\":[\"A\",\"B\"],\"minPayout\":0}",
        "?minPayout=1.1&quadrants=4&category=x&order=x&minOperations=0&assets= | {}",
        "?strategies=all | {}",
        "?strategies=minoria+5:1,2,3:GGR=C,RRG=P:6,7,8&quadrants=2000 |"
            + " {\"strategies\":[\"minoria\",\"5:1,2,3:GGR=C,RRG=P:6,7,8\"],\"quadrants\":2000}",
        // a link of before there were cells
        "?strategy=c3&quadrants=24 |"
            + " {\"strategies\":[\"c3\"],\"order\":\"winRate\",\"quadrants\":24}",
        "?strategy=c3&order=wilson | {\"strategies\":[\"c3\"],\"order\":\"wilson\"}",
        "?days=30&trend=-21&hours=9-12&zone=-3 |"
            + " {\"days\":30,\"trend\":-21,\"hours\":\"9-12\",\"zone\":\"-3\"}",
      })
  void anAddressOfTheRankingIsReadAsWhatItAsks(String search, String changed) {
    try (JavaScript page = at("/ranking" + search)) {
      assertThat(page.call("readRankingParameters")).isEqualTo(expected(RANKING_DEFAULTS, changed));
    }
  }

  @Test
  void theAddressOfARankingAsksTheSameRanking() {
    JsonObject asked =
        expected(
            RANKING_DEFAULTS,
            "{\"assets\":[\"A\",\"B\"],\"order\":\"profit\",\"days\":7,\"after\":\"hit:1\","
                + "\"strategies\":[\"c3\",\"5:1:same:2\"]}");
    try (JavaScript page = at("/ranking")) {
      page.call("writeRankingParameters", asked);

      Object read = page.call("readRankingParameters");

      assertThat(read).isEqualTo(asked);
      assertThat(page.call("sameRanking", read, asked)).isEqualTo(true);
      assertThat(page.call("sameRanking", read, asked.copy().put("tie", "tie"))).isEqualTo(false);
      assertThat(page.call("sameRanking", read, asked.copy().put("quadrants", 24).put("days", 7)))
          .isEqualTo(true);
    }
  }

  @Test
  void anEntryOfTheRankingLinksToItsAnalysis() {
    JsonObject entry =
        expected(
            RANKING_DEFAULTS,
            "{\"asset\":\"A\",\"strategy\":\"c3\",\"days\":7,\"conditions\":{\"trend\":\"-21\",\"after\":\"hit:1\"}}");
    try (JavaScript page = at("/ranking")) {
      assertThat(page.call("analysisAddress", entry))
          .isEqualTo(
              "/?asset=A&timeframe=60&quadrants=60&strategy=c3&martingale=2&tie=loss&days=7"
                  + "&trend=-21&after=hit%3A1");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ asset: 'A' } | { asset: 'A', timeframe: 60, martingale: 2, payout: null } | true",
        "{ asset: 'A' } | { asset: 'B' } | false",
        "{ asset: 'A' } | { asset: 'A', payout: 0.8 } | false",
        "{ asset: 'A', multiplier: 2.2 } | { asset: 'A', multiplier: '2.2' } | true",
      })
  void questionsAreTheSameWhereTheyAskTheSame(String one, String other, boolean same) {
    try (JavaScript page = at("/")) {
      assertThat(page.run("return it.sameQuestion(" + one + ", " + other + ")")).isEqualTo(same);
    }
  }
}
