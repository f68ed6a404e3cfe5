package br.com.catalogador.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.ranking.message.RankingError;
import br.com.catalogador.ranking.message.RankingOrder;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.ranking.message.RankingView.Progress;
import br.com.catalogador.ranking.message.RankingView.Status;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.support.Golden;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RankingRecordTest {

  private static RankingView full() {
    RankingParameters parameters =
        new RankingParameters(
            new CatalogSettings(
                Strategies.byId("five-flip").orElseThrow(), Timeframe.M5, 20, 2, TieRule.TIE),
            RankingOrder.PROFIT,
            7,
            List.of("A", "B"),
            Category.OTC,
            0.8);
    RankingView ranking =
        Results.ranking(
            parameters.order(),
            parameters.minOperations(),
            List.of(
                Results.result("A", 0.87, 5, 3, 1, 1),
                Results.result("B", null, 5, 3, 1, 1),
                Results.result("EMPTY", 0.8, 0, 0, 0, 0)));
    return new RankingView(
        "run",
        Status.RUNNING,
        parameters,
        new Progress(9, 5, 2, "C", 1_234, 987L),
        ranking.entries(),
        ranking.luck(),
        List.of(
            new RankingError(null, FailureKind.BROKER_UNAVAILABLE, Map.of()),
            new RankingError("C", FailureKind.BROKER_REFUSED, Map.of("brokerStatus", 4040))),
        Instant.parse("2026-09-21T14:13:20.123456Z"),
        null,
        true);
  }

  @Test
  void decodingAnEncodedRankingGivesAnEqualOne() {
    assertThat(RankingRecord.decode(RankingRecord.encode(full()))).contains(full());
  }

  @Test
  void aRankingStoredByThePreviousVersionIsRead() throws IOException {
    assertThat(RankingRecord.decode(Files.readString(Golden.file("records/ranking.json"))))
        .contains(full());
  }

  @Test
  void anIdleRankingIsEncodedAndDecoded() {
    RankingView none = RankingView.none(true);

    assertThat(RankingRecord.decode(RankingRecord.encode(none))).contains(none);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "no json", "[]", "{}", "{\"version\":1}", "{\"version\":\"1\"}"})
  void invalidTextDecodesToEmpty(String text) {
    assertThat(RankingRecord.decode(text)).isEmpty();
  }

  @Test
  void anotherVersionOrAnUnknownStrategyDecodesToEmpty() {
    JsonObject otherVersion = new JsonObject(RankingRecord.encode(full())).put("version", 2);
    JsonObject unknownStrategy = new JsonObject(RankingRecord.encode(full()));
    unknownStrategy.getJsonObject("parameters").put("strategy", "unknown");

    assertThat(RankingRecord.decode(otherVersion.encode())).isEmpty();
    assertThat(RankingRecord.decode(unknownStrategy.encode())).isEmpty();
  }
}
