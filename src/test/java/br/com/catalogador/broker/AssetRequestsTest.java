package br.com.catalogador.broker;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.ScriptedBroker.ReceivedRequest;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fallbacks of the asset list. */
@ExtendWith(VertxExtension.class)
class AssetRequestsTest {
  private static final String EMPTY = "{\"turbo\":{\"actives\":{}},\"binary\":{},\"blitz\":{}}";
  private static final String ONE =
      "{\"turbo\":{\"actives\":{\"76\":{\"id\":76,\"name\":\"front.EURUSD-OTC\"}}}}";

  /** Number of concurrent fallback requests. */
  private static final int OTHERS = 10;

  private ScriptedBroker broker;
  private Client client;
  private Future<AssetListing> listing;

  @BeforeEach
  void ask(Vertx vertx) {
    broker = ScriptedBroker.start(vertx);
    client = Client.connected(vertx, broker.options());
    listing = client.api(PolariumApi::assets);
  }

  private void first(String answer) {
    ReceivedRequest ask = broker.next();
    assertThat(ask.name()).isEqualTo("binary-options.get-initialization-data");
    ask.answer(new JsonObject(answer));
  }

  /** Answers the requests that follow by their names, with the kind; refuses all others. */
  private List<String> others(int many, Map<String, String> answers) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      ReceivedRequest ask = broker.next();
      String name =
          ask.body().containsKey("instrument_type")
              ? ask.name() + " " + ask.body().getString("instrument_type")
              : ask.name();
      names.add(name);
      String answer = answers.get(name);
      if (answer == null) {
        ask.refuse(4040);
      } else {
        ask.answer(new JsonObject(answer));
      }
    }
    return names;
  }

  @Test
  void sendsOneRequestWhenTheInitializationDataHasAssets() {
    first(ONE);

    assertThat(await(listing).assets()).extracting(Asset::symbol).containsExactly("EURUSD-OTC");
    assertThat(broker.waiting()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"actives\":[]}", EMPTY})
  void fallsBackToTheOlderRequestWhenTheListIsUnreadableOrEmpty(String answer) {
    first(answer);

    List<String> names = others(OTHERS, Map.of("get-initialization-data", ONE));

    assertThat(names)
        .containsExactlyInAnyOrder(
            "get-initialization-data",
            "digital-option-instruments.get-underlying-list",
            "marginal-forex-instruments.get-underlying-list",
            "marginal-cfd-instruments.get-underlying-list",
            "marginal-crypto-instruments.get-underlying-list",
            "get-top-assets turbo-option",
            "get-top-assets binary-option",
            "get-top-assets blitz-option",
            "get-top-assets digital-option",
            "get-actives-index");
    assertThat(await(listing).assets()).extracting(Asset::symbol).containsExactly("EURUSD-OTC");
  }

  @Test
  void mergesUnderlyingsWithThePayoutsOfTheTopAssets() {
    broker.next().refuse(4040);

    others(
        OTHERS,
        Map.of(
            "digital-option-instruments.get-underlying-list",
            """
            {"underlying":[
              {"active_id":76,"underlying":"EURUSD-OTC","is_enabled":true,"is_suspended":false},
              {"active_id":1,"name":"EURUSD","is_enabled":true,"schedule":[{"open":1,"close":2}]}]}
            """,
            "marginal-crypto-instruments.get-underlying-list",
            "{\"items\":[{\"active_id\":816,\"name\":\"BTCUSD\"},{\"active_id\":76,\"name\":\"EURUSD-OTC\"}]}",
            "get-top-assets digital-option",
            "{\"data\":[{\"active_id\":76,\"spot_profit\":70},{\"active_id\":816,\"spot_profit\":{\"value\":81,\"is_valid\":true}}]}",
            "get-top-assets turbo-option",
            "{\"data\":[{\"active_id\":76,\"spot_profit\":87}]}",
            "get-actives-index",
            "{\"crypto\":[816],\"forex\":{\"major\":[1,76],\"minor\":[]},\"stock\":[{\"id\":31}]}"));

    assertThat(await(listing).assets())
        .containsExactly(
            new Asset(816, "BTCUSD", "BTC/USD", Category.CRYPTO, true, 0.81),
            new Asset(1, "EURUSD", "EUR/USD", Category.FOREX, false, null),
            new Asset(76, "EURUSD-OTC", "EUR/USD (OTC)", Category.OTC, true, 0.87));
    assertThat(await(listing).empty()).isEmpty();
  }

  @Test
  void requestsIndexAssetsByNameWhenNoListHasAny() {
    first(EMPTY);
    others(
        OTHERS,
        Map.of(
            "get-actives-index",
            "{\"stock\":[{\"id\":31,\"sub_industry\":[]}],\"commodity\":[74],\"etf\":[],\"index\":[9]}"));

    for (int i = 0; i < 3; i++) {
      ReceivedRequest ask = broker.next();
      assertThat(ask.name()).isEqualTo("get-active");
      assertThat(ask.version()).isEqualTo("5.0");
      switch (ask.body().getInteger("id")) {
        case 31 ->
            ask.answer(new JsonObject("{\"id\":31,\"name\":\"AMAZON\",\"is_paused\":false}"));
        case 74 ->
            ask.answer(
                new JsonObject("{\"id\":74,\"name\":\"Gold\",\"is_otc\":true,\"is_paused\":true}"));
        default -> ask.refuse(4040);
      }
    }

    assertThat(await(listing).assets())
        .containsExactly(
            new Asset(31, "AMAZON", "AMAZON", Category.STOCK, true, null),
            new Asset(74, "Gold", "Gold", Category.OTC, false, null));
  }

  @Test
  void reportsTheNamesOfTheEmptyLists() {
    first(EMPTY);
    others(OTHERS, Map.of("digital-option-instruments.get-underlying-list", "{\"underlying\":[]}"));

    assertThat(await(listing).assets()).isEmpty();
    assertThat(await(listing).empty())
        .containsExactly("turbo", "binary", "blitz", "digital-option");
  }

  @Test
  void failsWithTheFirstFailureWhenEveryRequestFails() {
    first("{\"isSuccessful\":true}");
    others(OTHERS, Map.of());

    assertThat(failure(listing).kind()).isEqualTo(FailureKind.BROKER_UNREADABLE);
  }

  @Test
  void sendsNoFallbackAfterTheSocketIsLost() {
    broker.next();
    broker.cut();

    assertThat(failure(listing).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
  }
}
