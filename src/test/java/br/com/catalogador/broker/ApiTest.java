package br.com.catalogador.broker;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.ScriptedBroker.ReceivedRequest;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.CandlePage.Unfinished;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class ApiTest {
  private ScriptedBroker broker;
  private Client client;

  @BeforeEach
  void connect(Vertx vertx) {
    broker = ScriptedBroker.start(vertx);
    client = Client.connected(vertx, broker.options());
  }

  private ReceivedRequest asked(String name, String version) {
    ReceivedRequest ask = broker.next();
    assertThat(ask.name()).isEqualTo(name);
    assertThat(ask.version()).isEqualTo(version);
    ask.acknowledge(true);
    return ask;
  }

  @ParameterizedTest
  @CsvSource({"user_id,1001", "id,1001", "user_id,'\"1001\"'"})
  void readsTheUserIdUnderEitherFieldName(String field, String id) {
    Future<Profile> profile = client.api(PolariumApi::profile);

    asked("core.get-profile", "1.0")
        .answer(
            new JsonObject(
                "{\"result\":{\"%s\":%s,\"first_name\":\"Ana\",\"last_name\":\"Lima\",\"email\":\"a@b.c\"}}"
                    .formatted(field, id)));

    assertThat(await(profile)).isEqualTo(new Profile(1001, "Ana Lima", "a@b.c"));
  }

  @Test
  void acceptsAProfileWithoutNames() {
    Future<Profile> profile = client.api(PolariumApi::profile);

    asked("core.get-profile", "1.0")
        .answer(new JsonObject("{\"result\":{\"user_id\":7,\"first_name\":null}}"));

    assertThat(await(profile)).isEqualTo(new Profile(7, "", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"result\":null}", "{\"result\":{\"email\":\"a@b.c\"}}"})
  void fallsBackToTheOlderProfileRequestAndThenFailsAsUnreadable(String msg) {
    Future<Profile> profile = client.api(PolariumApi::profile);

    asked("core.get-profile", "1.0").answer(new JsonObject(msg));
    asked("get-profile", "1.0").answer(new JsonObject(msg));

    assertThat(failure(profile).kind()).isEqualTo(FailureKind.BROKER_UNREADABLE);
  }

  @Test
  void readsTheUnwrappedOlderProfileWhenTheFirstRequestIsRefused() {
    Future<Profile> profile = client.api(PolariumApi::profile);

    asked("core.get-profile", "1.0").refuse(4040);
    asked("get-profile", "1.0").answer(new JsonObject("{\"user_id\":7,\"email\":\"a@b.c\"}"));

    assertThat(await(profile)).isEqualTo(new Profile(7, "", "a@b.c"));
  }

  @Test
  void fallsBackToTheOlderBalanceRequests() {
    Future<List<Balance>> balances = client.api(PolariumApi::balances);

    asked("balances.get-available-balances", "1.0").refuse(4040);
    ReceivedRequest second = asked("internal-billing.get-balances", "1.0");
    assertThat(second.body()).isEqualTo(new JsonObject("{\"types_ids\":[1,4]}"));
    second.answer(new JsonObject());
    asked("get-balances", "1.0")
        .answer(new JsonArray("[{\"type\":4,\"amount\":7,\"currency\":\"USD\"}]"));

    assertThat(await(balances)).containsExactly(new Balance(Balance.PRACTICE, 7, "USD"));
  }

  @Test
  void balancesFailWithTheFirstFailureWhenEveryRequestFails() {
    Future<List<Balance>> balances = client.api(PolariumApi::balances);

    asked("balances.get-available-balances", "1.0").refuse(4001);
    asked("internal-billing.get-balances", "1.0").refuse(4002);
    asked("get-balances", "1.0").refuse(4003);

    assertThat(failure(balances).facts().getInteger("brokerStatus")).isEqualTo(4001);
  }

  @Test
  void readsBalancesWithNumbersAsTextOrNumber() {
    Future<List<Balance>> balances = client.api(PolariumApi::balances);

    ReceivedRequest ask = asked("balances.get-available-balances", "1.0");
    assertThat(ask.body()).isEqualTo(new JsonObject().put("types_ids", new JsonArray("[1,4]")));
    ask.answer(
        new JsonArray(
            "[{\"id\":1,\"type\":1,\"amount\":12.5,\"currency\":\"BRL\"},"
                + "{\"id\":2,\"type\":\"4\",\"amount\":\"10000.01\",\"currency\":\"USD\"},"
                + "{\"id\":3,\"type\":4,\"amount\":null,\"currency\":\"USD\"},7]"));

    assertThat(await(balances))
        .containsExactly(
            new Balance(Balance.REAL, 12.5, "BRL"), new Balance(Balance.PRACTICE, 10000.01, "USD"));
  }

  @Test
  void opensAssetsByTheBrokersClock() {
    Future<AssetListing> assets = client.api(PolariumApi::assets);

    asked("binary-options.get-initialization-data", "3.0")
        .answer(
            new JsonObject(
                """
                {"turbo":{"actives":{
                  "76":{"id":76,"name":"front.EURUSD-OTC","enabled":true,"is_suspended":false,
                    "schedule":[[%d,%d]],"option":{"profit":{"commission":11}}}}}}
                """
                    .formatted(ScriptedBroker.NOW - 5, ScriptedBroker.NOW + 5)));

    assertThat(await(assets).empty()).isEmpty();
    assertThat(await(assets).assets())
        .containsExactly(
            new Asset(76, "EURUSD-OTC", "EUR/USD (OTC)", Asset.Category.OTC, true, 0.89));
  }

  @Test
  void candlesUpdateTheShownTime() {
    long running = Timeframe.M1.floor(ScriptedBroker.NOW);
    Future<CandlePage> page =
        client.api(api -> api.candles(76, Timeframe.M1, ScriptedBroker.NOW, 2, true));

    ReceivedRequest ask = asked("get-candles", "2.0");
    assertThat(ask.body())
        .isEqualTo(
            new JsonObject()
                .put("active_id", 76)
                .put("size", 60)
                .put("to", ScriptedBroker.NOW)
                .put("count", 2)
                .put("split_normalization", true));
    ask.answer(
        new JsonObject(
            """
            {"candles":[
              {"from":%d,"at":%d000000000,"open":1.1,"close":1.2,"min":1.0,"max":1.3},
              {"from":%d,"at":%d999000000,"open":1.2,"close":1.3,"min":1.1,"max":1.4}]}
            """
                .formatted(running - 60, running, running, running + 7)));

    assertThat(await(page).candles().size()).isEqualTo(2);
    assertThat(await(page).unfinished()).containsExactly(new Unfinished(running, running + 7));
    assertThat(await(page).shownTo()).isEqualTo(running + 7);
  }
}
