package br.com.catalogador.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.CandlePage.Gap;
import br.com.catalogador.candle.CandlePage.Numbering;
import br.com.catalogador.candle.CandlePage.Unfinished;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Span;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandleAnswerTest {
  private static final long START = 1_790_207_520;
  private static final Candle FIRST = new Candle(START, 1.1, 1.4, 1.0, 1.2);
  private static final Candle SECOND = new Candle(START + 60, 1.2, 1.5, 1.1, 1.3);

  private static String item(Candle candle) {
    return "{\"id\":1,\"from\":%d,\"to\":%d,\"open\":%s,\"close\":%s,\"min\":%s,\"max\":%s,\"volume\":9}"
        .formatted(
            candle.from(),
            candle.from() + 60,
            candle.open(),
            candle.close(),
            candle.low(),
            candle.high());
  }

  private static CandlePage read(long now, String... items) {
    String answer = "{\"candles\":[" + String.join(",", items) + "]}";
    return CandleAnswer.read(new JsonObject(answer), Timeframe.M1, now);
  }

  private static CandleSeries series(Candle... candles) {
    return CandleSeries.of(Timeframe.M1, List.of(candles));
  }

  private static String at(Candle candle, long id, long at) {
    return item(candle).replace("{\"id\":1,", "{\"id\":%d,\"at\":%d999000000,".formatted(id, at));
  }

  @Test
  void finishesACandleOnceAPriceReachesItsEnd() {
    CandlePage page = read(START + 130, at(FIRST, 1, START + 60), at(SECOND, 2, START + 118));

    assertThat(page.candles()).isEqualTo(series(FIRST, SECOND));
    assertThat(page.unfinished()).containsExactly(new Unfinished(START + 60, START + 118));
    assertThat(page.shownTo()).isEqualTo(START + 118);
  }

  @Test
  void candleWithoutPriceTimeProvesOnlyItsStart() {
    CandlePage page = read(START + 130, item(FIRST), item(SECOND));

    assertThat(page.unfinished())
        .containsExactly(new Unfinished(START, 0), new Unfinished(START + 60, 0));
    assertThat(page.shownTo()).isEqualTo(START + 60);
  }

  @Test
  void dropsACandleFromTheFuture() {
    CandlePage page = read(START + 1, item(FIRST), item(SECOND));

    assertThat(page.candles()).isEqualTo(series(FIRST));
  }

  @Test
  void keepsTheDuplicateWithTheNewestPrice() {
    Candle stale = new Candle(START, 1.1, 1.3, 1.0, 1.05);

    CandlePage page = read(START + 99, at(FIRST, 1, START + 60), at(stale, 1, START + 58));

    assertThat(page.candles()).isEqualTo(series(FIRST));
    assertThat(page.unfinished()).isEmpty();
  }

  private static Candle minute(int number) {
    return new Candle(START + number * 60L, 1, 1, 1, 1);
  }

  private static String numbered(int minute, long id) {
    return at(minute(minute), id, START + minute * 60L + 60);
  }

  @Test
  void consecutiveIdsAcrossAGapMeanNoMarketData() {
    CandlePage page = read(START + 999, numbered(0, 7), numbered(1, 8), numbered(4, 9));

    assertThat(page.gaps()).containsExactly(new Gap(new Span(START + 120, START + 240), true));
  }

  @Test
  void idsThatJumpAcrossAGapMeanMissingCandles() {
    CandlePage page = read(START + 999, numbered(0, 7), numbered(1, 8), numbered(4, 11));

    assertThat(page.gaps()).containsExactly(new Gap(new Span(START + 120, START + 240), false));
  }

  @Test
  void ignoresIdsThatAreNotConsecutive() {
    assertThat(read(START + 999, numbered(0, 7), numbered(1, 9), numbered(4, 12)).numbering())
        .isEqualTo(Numbering.OTHERWISE);
    assertThat(read(START + 999, numbered(0, 9), numbered(1, 8), numbered(4, 7)).numbering())
        .isEqualTo(Numbering.OTHERWISE);
    assertThat(read(START + 999, item(FIRST), numbered(1, 8)).numbering())
        .isEqualTo(Numbering.OTHERWISE);
    assertThat(read(START + 999, numbered(0, 7), numbered(3, 9)).numbering())
        .isEqualTo(Numbering.UNKNOWN);
    assertThat(read(START + 999, numbered(0, 7), numbered(1, 8)).numbering())
        .isEqualTo(Numbering.ONE_BY_ONE);
  }

  @Test
  void sortsCandlesAndKeepsGaps() {
    Candle later = new Candle(START + 600, 1, 1, 1, 1);

    CandlePage page = read(START + 9999, item(later), item(SECOND), item(FIRST), item(SECOND));

    assertThat(page.candles()).isEqualTo(series(FIRST, SECOND, later));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"from\":1790207521,\"open\":1,\"close\":1,\"min\":1,\"max\":1}",
        "{\"from\":0,\"open\":1,\"close\":1,\"min\":1,\"max\":1}",
        "{\"from\":-60,\"open\":1,\"close\":1,\"min\":1,\"max\":1}",
        "{\"open\":1,\"close\":1,\"min\":1,\"max\":1}",
        "{\"from\":\"soon\",\"open\":1,\"close\":1,\"min\":1,\"max\":1}",
        "{\"from\":1790207640,\"close\":1,\"min\":1,\"max\":1}",
        "{\"from\":1790207640,\"open\":1,\"min\":1,\"max\":1}",
        "{\"from\":1790207640,\"open\":1,\"close\":1,\"max\":1}",
        "{\"from\":1790207640,\"open\":1,\"close\":1,\"min\":1}",
        "{\"from\":1790207640,\"open\":\"NaN\",\"close\":1,\"min\":1,\"max\":1}",
        "{\"from\":1790207640,\"open\":1,\"close\":\"Infinity\",\"min\":1,\"max\":1}",
        "{\"from\":1790207640,\"open\":null,\"close\":1,\"min\":1,\"max\":1}",
        "{}",
        "[]",
        "null",
        "7"
      })
  void dropsAnItemThatIsNotAPlausibleCandle(String item) {
    assertThat(read(START + 9999, item(FIRST), item, item(SECOND)).candles())
        .isEqualTo(series(FIRST, SECOND));
  }

  @Test
  void readsNumbersSentAsText() {
    String item =
        "{\"from\":\"1790207520\",\"open\":\"1.1\",\"close\":\"1.2\",\"min\":\"1.0\",\"max\":\"1.4\"}";

    assertThat(read(START + 60, item).candles()).isEqualTo(series(FIRST));
  }

  @ParameterizedTest
  @ValueSource(longs = {1_790_207_580_000_000_000L, 9_007_199_254_740_993L, Long.MAX_VALUE})
  void readsALastTickOf64Bits(long at) {
    String item = item(FIRST).replace("{", "{\"at\":" + at + ",");

    assertThat(read(START + 60, item).candles()).isEqualTo(series(FIRST));
  }

  @Test
  void readsAnEmptyListAsNoCandles() {
    CandlePage page = read(START);

    assertThat(page.candles()).isEqualTo(CandleSeries.empty(Timeframe.M1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"candles\":null}",
        "{\"candles\":7}",
        "{\"candles\":{\"from\":1790207520}}",
        "{\"data\":[]}",
        "{\"candles\":[[1790207520,1.1,1.2,1.0,1.4]]}",
        "{\"candles\":[{\"t\":1790207520,\"o\":1.1,\"c\":1.2,\"l\":1.0,\"h\":1.4}]}"
      })
  void failsAsUnreadableOnAnAnswerWithoutACandleList(String answer) {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> CandleAnswer.read(new JsonObject(answer), Timeframe.M1, START))
        .matches(failure -> failure.kind() == FailureKind.BROKER_UNREADABLE);
  }
}
