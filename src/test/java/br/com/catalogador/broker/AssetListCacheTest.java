package br.com.catalogador.broker;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Asset;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetListCacheTest {
  private static final long NOW = ScriptedBroker.NOW;
  private static final String NAME = "initialization-data";

  private final AssetListCache answers = new AssetListCache();

  /** A list of one asset that closes ten seconds from now. */
  private static JsonObject list(String ticker) {
    JsonArray schedule = new JsonArray().add(new JsonArray().add(NOW - 10).add(NOW + 10));
    JsonObject active =
        new JsonObject()
            .put("id", 1)
            .put("name", ticker)
            .put("enabled", 1)
            .put("schedule", schedule);
    return new JsonObject()
        .put("turbo", new JsonObject().put("actives", new JsonArray().add(active)));
  }

  private static String text(String name, String id, String ticker) {
    return Frame.answer(name, id, Frame.OK, list(ticker));
  }

  private Frame parsed(String text) {
    return answers.parse(text).orElseThrow();
  }

  /** The same characters, as another socket receives them. */
  private static String again(String text) {
    return new String(text.toCharArray());
  }

  @Test
  void parsesIdenticalTextOnceAndReadsItOncePerSecond() {
    String text = text(NAME, "5", "EURUSD");
    Frame first = parsed(text);
    Frame second = parsed(again(text));

    assertThat(second).isSameAs(first).isEqualTo(Frame.parse(text).orElseThrow());
    List<Asset> assets = answers.read(first, NOW);
    assertThat(assets).isEqualTo(AssetList.read(list("EURUSD"), NOW));
    assertThat(answers.read(second, NOW)).isSameAs(assets);
  }

  @Test
  void closesAnAssetOnTimeAlthoughTheListIsCached() {
    Frame answer = parsed(text(NAME, "5", "EURUSD"));

    assertThat(answers.read(answer, NOW + 9)).extracting(Asset::open).containsExactly(true);
    assertThat(answers.read(answer, NOW + 10)).extracting(Asset::open).containsExactly(false);
    assertThat(answers.read(answer, NOW + 9)).extracting(Asset::open).containsExactly(true);
  }

  @Test
  void returnsTheAssetsOfTheGivenAnswer() {
    Frame one = parsed(text(NAME, "5", "EURUSD"));
    Frame other = parsed(text(NAME, "5", "EURGBP"));

    assertThat(answers.read(one, NOW)).extracting(Asset::symbol).containsExactly("EURUSD");
    assertThat(answers.read(other, NOW)).extracting(Asset::symbol).containsExactly("EURGBP");
    assertThat(answers.read(one, NOW)).extracting(Asset::symbol).containsExactly("EURUSD");
  }

  @Test
  void doesNotReuseTheFrameOfAnotherRequestId() {
    assertThat(parsed(text(NAME, "5", "EURUSD")).requestId()).isEqualTo("5");
    assertThat(parsed(text(NAME, "6", "EURUSD")).requestId()).isEqualTo("6");
  }

  @Test
  void cachesOnlyAssetLists() {
    Frame list = parsed(text(NAME, "5", "EURUSD"));
    String candles = text("candles", "6", "EURUSD");

    assertThat(parsed(candles)).isNotSameAs(parsed(again(candles)));
    assertThat(parsed(text(NAME, "5", "EURUSD"))).isSameAs(list);
  }

  @Test
  void doesNotCacheAListLongerThanTheLimit() {
    String text = text(NAME, "5", "X".repeat(1024 * 1024));

    assertThat(parsed(text)).isNotSameAs(parsed(again(text))).isEqualTo(parsed(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"name\":\"initialization-data\",\"msg\":{]}", "{}"})
  void returnsEmptyForABrokenFrameEveryTime(String text) {
    assertThat(answers.parse(text)).isEmpty();
    assertThat(answers.parse(text)).isEmpty();
  }

  @Test
  void readsAnAnswerWithoutAListAsEmpty() {
    assertThat(answers.read(parsed(Frame.answer(NAME, "5", Frame.OK, null)), NOW)).isEmpty();
    assertThat(answers.read(parsed(Frame.answer(NAME, "5", Frame.OK, "")), NOW)).isEmpty();
  }
}
