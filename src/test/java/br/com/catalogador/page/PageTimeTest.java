package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import br.com.catalogador.support.JavaScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What time it is at the broker, and how old what is on the screen is. */
class PageTimeTest {
  private static final String STILL = "globalThis.performance = { now: () => 0 };";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // sent at (epoch ms) and received at (own seconds), in turn; the own clock stands at 0 =
        // 1000 s
        "1000000 0 | 1000",
        // one that was under way for 4 s tells too little
        "1000000 0, 1005000 9 | 1000",
        "1005000 9, 1000000 0 | 1000",
        // ours goes slower than the broker's, or slept
        "1000000 0, 1100000 10 | 1090",
        // the broker's was set back: believed when the last minute says so
        "1000000 0, 910000 10 | 1000",
        "1000000 0, 910000 10, 970000 70 | 900",
      })
  void theClockIsThatOfTheMessageThatWasUnderWayTheShortest(String messages, double now) {
    try (JavaScript clock = new JavaScript("lib/clock.js", STILL)) {
      for (String message : messages.split(", ")) {
        String[] parts = message.split(" ");
        clock.call("learnTime", Long.parseLong(parts[0]), Double.parseDouble(parts[1]));
      }
      assertThat((Double) clock.run("return it.now() + 0.0001")).isCloseTo(now, within(0.001));
    }
  }

  @Test
  void anAnswerFromTheCacheMakesNoPriceNewer() {
    try (JavaScript freshness = new JavaScript("model/freshness.js")) {
      Object at =
          freshness.run(
              "return it.newestPriceAt({ computedAt: 99, dataTo: 60, running: { at: 71 } })");
      assertThat(at).isEqualTo(71);
      assertThat(freshness.run("return it.newestPriceAt({ computedAt: 99, dataTo: 60 })"))
          .isEqualTo(60);
      assertThat(freshness.call("secondsLate", 4.0)).isEqualTo(0);
      assertThat(freshness.call("secondsLate", 4.9)).isEqualTo(4);
      assertThat(freshness.call("secondsLate", (Object) null)).isEqualTo(0);
    }
  }
}
