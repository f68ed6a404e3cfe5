package br.com.catalogador.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Asset.Category;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssetListTest {
  private static final long NOW = ScriptedBroker.NOW;

  private static JsonObject active(int id, String ticker) {
    return new JsonObject()
        .put("id", id)
        .put("name", "front." + ticker)
        .put("enabled", true)
        .put("is_suspended", false);
  }

  private static JsonObject commission(JsonObject active, Object commission) {
    return active.put(
        "option", new JsonObject().put("profit", new JsonObject().put("commission", commission)));
  }

  private static JsonObject section(JsonObject... actives) {
    JsonObject byId = new JsonObject();
    for (JsonObject active : actives) {
      byId.put(active.getValue("id").toString(), active);
    }
    return new JsonObject().put("actives", byId);
  }

  private static Asset only(JsonObject active) {
    List<Asset> assets = AssetList.read(new JsonObject().put("turbo", section(active)), NOW);
    assertThat(assets).hasSize(1);
    return assets.get(0);
  }

  @ParameterizedTest
  @CsvSource({"11,0.89", "0,1.0", "12.5,0.875", "99,0.01", "100,0.0"})
  void payoutIsTheStakeLessTheCommission(double commission, double payout) {
    assertThat(only(commission(active(1, "EURUSD"), commission)).payout()).isEqualTo(payout);
    assertThat(only(commission(active(1, "EURUSD"), " " + commission)).payout()).isEqualTo(payout);
  }

  @ParameterizedTest
  @ValueSource(strings = {"100.5", "101", "-1", "NaN", "much", ""})
  void payoutIsUnknownForAnInvalidCommission(String commission) {
    assertThat(only(commission(active(1, "EURUSD"), commission)).payout()).isNull();
  }

  @Test
  void payoutIsUnknownWithoutCommission() {
    assertThat(only(active(1, "EURUSD")).payout()).isNull();
    assertThat(only(active(1, "EURUSD").put("option", new JsonArray())).payout()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "true,false,true",
    "true,true,false",
    "false,false,false",
    "1,0,true",
    "1,1,false",
    "0,0,false",
    "'\"true\"','\"false\"',true",
    "'\"True\"','\"true\"',false",
    "'\"false\"',false,false",
    "null,null,true"
  })
  void assetIsOpenWhenEnabledAndNotSuspended(String enabled, String suspended, boolean open) {
    JsonObject flags =
        new JsonObject("{\"enabled\":" + enabled + ",\"is_suspended\":" + suspended + "}");

    assertThat(only(active(1, "EURUSD").mergeIn(flags)).open()).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,true", // opens this second
    "-10,0,false", // closed this second
    "1,10,false",
    "-10,-5,false",
    "-10,10,true"
  })
  void assetIsOpenWithinItsSchedule(long opens, long closes, boolean open) {
    JsonArray yesterday = new JsonArray().add(NOW - 86_400).add(NOW - 80_000);
    JsonArray now = new JsonArray().add(NOW + opens).add(Long.toString(NOW + closes));
    JsonArray schedule = new JsonArray().add(yesterday).add(now);

    assertThat(only(active(1, "EURUSD").put("schedule", schedule)).open()).isEqualTo(open);
  }

  @Test
  void assetIsOpenUnlessAFieldClosesIt() {
    JsonObject bare = new JsonObject().put("id", 1).put("name", "front.EURUSD");

    assertThat(only(bare).open()).isTrue();
    assertThat(only(bare.copy().put("is_enabled", false)).open()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"open\":%d,\"close\":%d}]|1",
        "[{\"open\":\"%d\",\"close\":\"%d\"}]|1",
        "[{\"from\":%d,\"to\":%d}]|1",
        "[[%d,%d]]|1000",
        "[{\"open\":%d,\"close\":%d}]|1000"
      })
  void readsSchedulesAsObjectsOrInMilliseconds(String schedule, long unit) {
    String open = schedule.formatted((NOW - 10) * unit, (NOW + 10) * unit);
    String closed = schedule.formatted((NOW + 10) * unit, (NOW + 20) * unit);

    assertThat(only(active(1, "EURUSD").put("schedule", new JsonArray(open))).open()).isTrue();
    assertThat(only(active(1, "EURUSD").put("schedule", new JsonArray(closed))).open()).isFalse();
  }

  @Test
  void ignoresAnUnreadableSchedule() {
    JsonArray odd = new JsonArray("[[1],\"09:00-17:00\",{\"open\":null,\"close\":3},7]");

    assertThat(only(active(1, "EURUSD").put("schedule", odd)).open()).isTrue();
    assertThat(only(active(1, "EURUSD").put("schedule", odd.add(new JsonArray("[1,2]")))).open())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "4294967377,4294967377",
    "'\"4294967377\"',4294967377",
    "9007199254740993,9007199254740993",
    "'\"9007199254740993\"',9007199254740993",
    "1e6,1000000"
  })
  void readsAnIdBeyond32Bits(String written, long id) {
    JsonObject active = active(1, "EURUSD").mergeIn(new JsonObject("{\"id\":" + written + "}"));

    assertThat(only(active).id()).isEqualTo(id);
  }

  @Test
  void assetWithoutScheduleIsOpen() {
    assertThat(only(active(1, "EURUSD").put("schedule", new JsonArray())).open()).isTrue();
  }

  @Test
  void suspendedAssetIsClosedDespiteAnOpenSchedule() {
    JsonArray always = new JsonArray().add(new JsonArray().add(0).add(Long.MAX_VALUE));
    JsonObject active = active(1, "EURUSD").put("schedule", always).put("is_suspended", true);

    assertThat(only(active).open()).isFalse();
  }

  @Test
  void prefersTurboThenBinaryThenBlitz() {
    JsonObject data =
        new JsonObject()
            .put(
                "blitz",
                section(
                    commission(active(1, "A"), 30),
                    commission(active(2, "B"), 30),
                    commission(active(3, "C"), 30)))
            .put("binary", section(commission(active(1, "A"), 20), commission(active(2, "B"), 20)))
            .put("turbo", section(commission(active(1, "A"), 10)));

    assertThat(AssetList.read(data, NOW))
        .extracting(Asset::symbol, Asset::payout)
        .containsExactly(tuple("A", 0.9), tuple("B", 0.8), tuple("C", 0.7));
  }

  @Test
  void prefersASectionInWhichTheAssetIsOpen() {
    JsonObject data =
        new JsonObject()
            .put("turbo", section(commission(active(1, "A"), 10).put("is_suspended", true)))
            .put("binary", section(commission(active(1, "A"), 20)))
            .put("blitz", section(commission(active(1, "A"), 30)));

    assertThat(AssetList.read(data, NOW))
        .containsExactly(new Asset(1, "A", "A", Category.OTHER, true, 0.8));
  }

  @Test
  void usesTheFirstSectionForAnAssetClosedEverywhere() {
    JsonObject data =
        new JsonObject()
            .put("turbo", section(commission(active(1, "A"), 10).put("enabled", false)))
            .put("blitz", section(commission(active(1, "A"), 30).put("enabled", false)));

    assertThat(AssetList.read(data, NOW))
        .containsExactly(new Asset(1, "A", "A", Category.OTHER, false, 0.9));
  }

  @Test
  void ordersAssetsBySymbolAndAcceptsAnArrayOfActives() {
    JsonArray actives = new JsonArray().add(active(2, "USDJPY")).add(active(1, "AUDCAD")).add("x");
    JsonObject data = new JsonObject().put("turbo", new JsonObject().put("actives", actives));

    assertThat(AssetList.read(data, NOW))
        .extracting(Asset::symbol)
        .containsExactly("AUDCAD", "USDJPY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"turbo\":null}", "{\"turbo\":{\"actives\":{}},\"binary\":[]}"})
  void acceptsListsWithoutAssets(String data) {
    assertThat(AssetList.read(new JsonObject(data), NOW)).isEmpty();
  }

  @Test
  void dropsAnAssetWithoutIdOrName() {
    JsonArray actives =
        new JsonArray().add(active(0, "A")).add(active(1, "B").putNull("name")).add(active(2, "C"));
    JsonObject data = new JsonObject().put("turbo", new JsonObject().put("actives", actives));

    assertThat(AssetList.read(data, NOW)).extracting(Asset::symbol).containsExactly("C");
  }

  @ParameterizedTest
  @CsvSource({
    "EURUSD,1,FOREX",
    "EURUSD-op,1,FOREX",
    "EURUSD-OTC,1,OTC",
    "BTCUSD-OTC,16,OTC",
    "BTCUSD,16,CRYPTO",
    "APPLE,2,STOCK",
    "US30,4,INDEX",
    "XAUUSD,1,COMMODITY",
    "XAUUSD-op,99,COMMODITY",
    "XAUUSD-OTC,99,OTC",
    "SOMETHING,99,OTHER",
    "EUR/USD (OTC),1,OTC",
    "Apple (otc),2,OTC",
    "Silver OTC,1,OTC",
    "SCOTCH,2,STOCK",
    "EURUSD,4294967297,OTHER"
  })
  void derivesTheCategoryFromSymbolAndGroup(String symbol, long group, Category category) {
    assertThat(only(active(1, symbol).put("group_id", group)).category()).isEqualTo(category);
    assertThat(only(active(1, symbol).put("group_id", "" + group)).category()).isEqualTo(category);
  }

  @ParameterizedTest
  @CsvSource({
    "EURUSD,EUR/USD",
    "EURUSD-OTC,EUR/USD (OTC)",
    "EURUSD-op,EUR/USD (op)",
    "BTCUSD,BTC/USD",
    "APPLE,APPLE",
    "GOOGLE,GOOGLE",
    "APPLE-OTC,APPLE (OTC)",
    "US30,US30",
    "USNDAQ100-OTC,USNDAQ100 (OTC)"
  })
  void derivesAReadableName(String symbol, String name) {
    assertThat(only(active(1, symbol)).name()).isEqualTo(name);
  }

  @Test
  void usesTheTickerWhenTheNameIsATextKey() {
    assertThat(only(active(1, "x").put("name", "key.17").put("ticker", "EURGBP")).symbol())
        .isEqualTo("EURGBP");
    assertThat(only(active(1, "x").put("name", "EURGBP")).symbol()).isEqualTo("EURGBP");
  }
}
