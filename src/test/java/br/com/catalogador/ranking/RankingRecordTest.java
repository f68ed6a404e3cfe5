package br.com.catalogador.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.matrix.MatrixOrder;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.Strategy;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.support.Golden;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RankingRecordTest {

  private static RankingParameters oneStrategy() {
    return new RankingParameters(
        new CatalogSettings(
            Strategies.byId("five-flip").orElseThrow(), Timeframe.M5, 20, 2, TieRule.TIE),
        MatrixOrder.PROFIT,
        7,
        List.of("A", "B"),
        Category.OTC,
        0.8);
  }

  private static RankingRecord full() {
    List<Strategy> strategies =
        List.of(Strategies.MINORIA, Strategies.byIdOrPattern("7:1,2:GG=C:8").orElseThrow());
    CatalogSettings settings =
        new CatalogSettings(Strategies.MINORIA, Timeframe.M1, 2000, 1, TieRule.LOSS);
    return new RankingRecord(
        "run",
        new RankingParameters(
            strategies, true, settings, MatrixOrder.EVIDENCE, 5, 999, List.of(), null, null),
        true);
  }

  @Test
  void decodingAnEncodedRankingGivesAnEqualOne() {
    assertThat(RankingRecord.decode(full().encode())).contains(full());
  }

  @Test
  void theParametersOfARankingStoredByThePreviousVersionAreRead() throws IOException {
    assertThat(RankingRecord.decode(Files.readString(Golden.file("records/ranking.json"))))
        .contains(new RankingRecord("run", oneStrategy(), true));
  }

  @Test
  void noRankingIsEncodedAndDecoded() {
    RankingRecord none = new RankingRecord(null, null, true);

    assertThat(RankingRecord.decode(none.encode())).contains(none);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "no json", "[]", "{}", "{\"version\":1}", "{\"version\":\"1\"}"})
  void invalidTextDecodesToEmpty(String text) {
    assertThat(RankingRecord.decode(text)).isEmpty();
  }

  @Test
  void anotherVersionOrAnUnknownStrategyDecodesToEmpty() {
    JsonObject otherVersion = new JsonObject(full().encode()).put("version", 3);
    JsonObject unknownStrategy = new JsonObject(full().encode());
    unknownStrategy.getJsonObject("parameters").getJsonArray("strategies").add("unknown");

    assertThat(RankingRecord.decode(otherVersion.encode())).isEmpty();
    assertThat(RankingRecord.decode(unknownStrategy.encode())).isEmpty();
  }
}
