package br.com.catalogador.simulator;

import static br.com.catalogador.simulator.RunningSimulator.DEMO;
import static br.com.catalogador.simulator.RunningSimulator.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks every request and push of the official SDK and the older clients against samples of the
 * protocol reference: each field of a sample must be present with a value of the same type, also in
 * array elements. Samples use single quotes instead of double ones.
 */
@ExtendWith(VertxExtension.class)
class ReferenceShapesTest {
  private static final String CANDLE =
      "{'id':1,'from':1,'at':1,'to':1,'open':1.1,'close':1.1,'min':1.1,'max':1.1,'volume':1}";
  private static final String BALANCE =
      "{'id':1,'type':4,'amount':1.1,'bonus_amount':0,'currency':'','user_id':1,"
          + "'is_marginal':false,'is_fiat':true}";
  private static final String OPTION =
      "{'id':1,'name':'','description':'','ticker':'','enabled':true,'is_suspended':false,"
          + "'buyback_deadtime':1,'is_buyback':false,'precision':6,'group_id':1,'image':'',"
          + "'minimal_bet':1,'maximal_bet':1,'minmax':{'min':1,'max':1},'provider':'',"
          + "'start_time':0,'option':{'count':1,'expiration_times':[60],'profit':"
          + "{'commission':1,'refund_min':0,'refund_max':0},'special':{}},'schedule':[[1,1]]}";
  private static final String SLOW_OPTION = OPTION.replace("'id':1,'n", "'id':1,'deadtime':1,'n");
  private static final String OPTIONS =
      "{'turbo':{'list':[1],'actives':{'76':"
          + SLOW_OPTION
          + "}},'binary':{'list':[1],'actives':{'76':"
          + SLOW_OPTION
          + "}},'blitz':{'list':[1],'actives':{'76':"
          + OPTION
          + "}},'currency':'','is_buyback':0,'groups':{'1':''}}";
  private static final String PROFILE =
      "{'isSuccessful':true,'message':[],'result':{'user_id':1,'id':1,'first_name':'',"
          + "'last_name':'','email':'','currency':''}}";
  private static final String UNDERLYINGS =
      "{'type':'','underlying':[{'active_id':1,'name':'','underlying':'','is_enabled':true,"
          + "'is_suspended':false,'schedule':[{'open':1,'close':1}]}]}";
  private static final String ACTIVE =
      "{'id':76,'name':'','description':'','image':'','is_otc':true,'time_from':'','time_to':'',"
          + "'precision':1,'pip_scale':1,'spread_plus':1,'spread_minus':1,'expiration_days':[1],"
          + "'currency_left_side':'','currency_right_side':'','type':'','min_qty':1,'qty_step':1,"
          + "'type_qty':'','is_visible':true,'is_paused':false,'active_group_id':1}";
  private static final String MARGINAL =
      "{'cash':'','bonus':'','pnl':'','equity':'','margin':'','available':'','margin_level':''}";
  private static final String RANGE = "{'active_id':76,'size':60,'from':1790200000,'to':1790209000";
  private static final String QUOTE = "'ask':1.1,'bid':1.1";

  private RunningSimulator simulator;
  private BrokerSocket socket;

  @BeforeEach
  void start(Vertx vertx) {
    simulator = RunningSimulator.start(vertx);
    socket = simulator.socket(DEMO);
    socket.answer(socket.send("setOptions", object("{'sendResults':true}")));
  }

  private static JsonObject object(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }

  static Stream<Arguments> requests() {
    String candles = "{'candles':[" + CANDLE + "]}";
    String positions = "{'positions':[],'total':0,'limit':30}";
    String margin =
        "{'items':[{'active_id':1,'name':'','is_enabled':true,'is_suspended':false,"
            + "'schedule':[{'open':1,'close':1}]}]}";
    return Stream.of(
        request("features.get-features", "{'category':'x'}", "features", "{'features':[]}"),
        request("core.get-profile", "{}", "profile", PROFILE),
        request("get-profile", "{}", "profile", PROFILE),
        request(
            "balances.get-available-balances",
            "{'types_ids':[1,4]}",
            "available-balances",
            "[" + BALANCE + "]"),
        request("get-balances", "{}", "balances", "[" + BALANCE + "]"),
        request("balances.get-balances", "{}", "balances", "[" + BALANCE + "]"),
        request(
            "internal-billing.get-balances",
            "{'types_ids':[1,4,2],'tournaments_statuses_ids':[3,2]}",
            "balances",
            "[" + BALANCE + "]"),
        request(
            "internal-billing.reset-training-balance",
            "{'user_balance_id':10024,'amount':10000}",
            "training-balance-reset",
            "{'isSuccessful':true}"),
        request("reset-training-balance", "{}", "training-balance-reset", "{'isSuccessful':true}"),
        request(
            "marginal-portfolio.subscribe-balance-changed",
            "{'user_balance_id':10024}",
            "subscription-balance-changed",
            "{'id':1}"),
        request(
            "marginal-portfolio.get-marginal-balance",
            "{'user_balance_id':10024}",
            "marginal-balance",
            MARGINAL),
        request("get-initialization-data", "{}", "initialization-data", OPTIONS),
        request("binary-options.get-initialization-data", "{}", "initialization-data", OPTIONS),
        request(
            "digital-option-instruments.get-underlying-list",
            "{'filter_suspended':true}",
            "underlying-list",
            UNDERLYINGS),
        request(
            "get-top-assets",
            "{'instrument_type':'digital-option','region_id':-1}",
            "top-assets",
            "{'instrument_type':'','data':[{'active_id':1,'spot_profit':1}]}"),
        request("get-underlying-list", "{'type':'digital-option'}", "underlying-list", UNDERLYINGS),
        request("marginal-forex-instruments.get-underlying-list", "{}", "underlying-list", margin),
        request("marginal-cfd-instruments.get-underlying-list", "{}", "underlying-list", margin),
        request("marginal-crypto-instruments.get-underlying-list", "{}", "underlying-list", margin),
        request(
            "digital-option-instruments.get-instruments",
            "{'instrument_type':'digital-option','asset_id':76}",
            "instruments",
            "{'instruments':[{'index':1,'instrument_type':'','asset_id':76,'expiration':1,"
                + "'period':60,'data':[{'strike':'SPT','symbol':'','direction':''}]}]}"),
        request(
            "get-actives-index",
            "{}",
            "actives-index",
            "{'commodity':[1],'crypto':[1],'etf':[],'forex':{'major':[1],'minor':[],'exotic':[]},"
                + "'index':[1],'stock':[{'id':1,'sub_industry':[]}]}"),
        request("get-active", "{'id':76}", "active", ACTIVE),
        request(
            "get-currency",
            "{'name':'BRL'}",
            "currency",
            "{'id':1,'name':'','symbol':'','minor_units':1,'rate':1.1,'rate_usd':1.1,"
                + "'min_deal_amount':1}"),
        request("get-candles", "{'active_id':'76','size':'60','':1}", "candles", candles),
        request(
            "quotes-history.get-candles",
            RANGE + ",'kind':'mid','backoff':10,'split_normalization':true}",
            "candles",
            candles),
        request(
            "quotes-history.get-candles",
            RANGE + ",'only_closed':true,'count':5}",
            "candles",
            "{'candles':[" + CANDLE.replace("'at':1,", "") + "]}"),
        request(
            "get-first-candles",
            "{'active_id':76,'split_normalization':false}",
            "first-candles",
            "{'candles_by_size':{'1':"
                + CANDLE
                + ",'60':"
                + CANDLE
                + ",'2592000':"
                + CANDLE
                + "}}"),
        request("portfolio.get-positions", "{'offset':0,'limit':30}", "positions", positions),
        request("portfolio.get-history-positions", "{}", "history-positions", positions),
        request("portfolio.get-orders", "{'kind':'deferred'}", "orders", "{'orders':[]}"));
  }

  private static Arguments request(String name, String body, String answer, String sample) {
    return Arguments.of(name, body, answer, sample);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void acknowledgesThenAnswersInTheShapeOfTheReference(
      String name, String body, String answerName, String sample) {
    String id = socket.request(name, object(body));
    assertThat(socket.answer(id).getString("name")).isEqualTo("result");
    JsonObject answer = socket.answer(id);
    assertThat(answer.getString("name")).isEqualTo(answerName);
    assertThat(answer.getInteger("status")).isEqualTo(2000);
    assertShape(answerName, answer.getValue("msg"), Json.decodeValue(sample.replace('\'', '"')));
  }

  static Stream<Arguments> pushes() {
    return Stream.of(
        Arguments.of(
            "candle-generated",
            "{'active_id':76,'size':60}",
            "quotes",
            "{'active_id':76,'size':60,'at':1,'from':1,'to':1,'id':1,'open':1.1,'close':1.1,"
                + "'min':1.1,'max':1.1,'volume':0,'phase':'T',"
                + QUOTE
                + "}"),
        Arguments.of(
            "candles-generated",
            "{'active_id':76}",
            "quotes",
            "{'active_id':1,'at':1,'value':1.1,'phase':'',"
                + QUOTE
                + ",'candles':{'60':{'from':1,'to':1,'open':1.1,'min':1.1,'max':1.1,'volume':0}}}"),
        Arguments.of(
            "quote-generated",
            "{'active_id':76}",
            "quotes",
            "{'active_id':1,'time':1,'value':1.1,'phase':''," + QUOTE + "}"),
        Arguments.of(
            "balances.balance-changed",
            "{}",
            "balances",
            "{'user_id':1,'current_balance':{'id':1,'type':4,'amount':1,'bonus_amount':0,"
                + "'currency':''}}"));
  }

  @ParameterizedTest
  @MethodSource("pushes")
  void pushesInTheShapeOfTheReferenceWithoutARequestId(
      String name, String filters, String service, String sample) {
    assertThat(socket.answer(socket.subscribe(name, object(filters))).getString("name"))
        .isEqualTo("result");
    simulator.setClock(NOW + 1);
    simulator.post("/control/balance", object("{'user':'" + DEMO + "','amount':5}"));
    JsonObject push = socket.next(name.substring(name.indexOf('.') + 1));
    assertThat(push.fieldNames()).containsExactly("name", "microserviceName", "msg");
    assertThat(push.getString("microserviceName")).isEqualTo(service);
    assertShape(name, push.getValue("msg"), object(sample));
  }

  @Test
  void positionsEchoTheRequestedLimit() {
    for (String name :
        new String[] {"portfolio.get-positions", "portfolio.get-history-positions"}) {
      assertThat(msg(name, "{'offset':0,'limit':7}"))
          .isEqualTo(object("{'positions':[],'total':0,'limit':7}"));
    }
  }

  @Test
  void namesAnActiveByItsPlainTicker() {
    assertThat(msg("get-active", "{'id':1}").getString("name")).isEqualTo("EURUSD");
  }

  @Test
  void listsACandleAfterItsFirstTick() {
    String newest = "{'active_id':816,'size':1,'to':%d,'count':1}".formatted(NOW + 100);
    for (int second = 0; second < 3; second++) {
      simulator.setClock(NOW + second);
      JsonObject candle = msg("get-candles", newest).getJsonArray("candles").getJsonObject(0);
      assertThat(candle.getLong("to")).isEqualTo(NOW + second);
      assertThat(candle.getInteger("volume")).isEqualTo(1);
    }
    simulator.setClock(NOW / 60 * 60);
    JsonObject minute =
        msg("get-candles", newest.replace("'size':1", "'size':60"))
            .getJsonArray("candles")
            .getJsonObject(0);
    assertThat(minute.getLong("to")).isEqualTo(NOW / 60 * 60);
  }

  @Test
  void firstCandleOfAnHourAndMoreIsFixed() {
    long first = firstHour();
    simulator.setClock(NOW + 400 * 86_400);
    assertThat(firstHour()).isEqualTo(first);
  }

  private long firstHour() {
    return msg("get-first-candles", "{'active_id':816}")
        .getJsonObject("candles_by_size")
        .getJsonObject("3600")
        .getLong("from");
  }

  private JsonObject msg(String name, String body) {
    String id = socket.request(name, object(body));
    socket.answer(id);
    return socket.answer(id).getJsonObject("msg");
  }

  @Test
  void acknowledgesEverySubscriptionOfTheSdkAndTheOlderClients() {
    for (String name :
        new String[] {
          "portfolio.position-changed",
          "portfolio.positions-state",
          "portfolio.order-changed",
          "digital-option-instruments.underlying-list-changed",
          "marginal-portfolio.balance-changed",
          "trading-settings.digital-option-client-price-generated",
          "exchange-rates.exchange-rate-generated",
          "commission-changed"
        }) {
      JsonObject answer = socket.answer(socket.subscribe(name, new JsonObject()));
      assertThat(answer.getJsonObject("msg")).isEqualTo(object("{'success':true}"));
    }
  }

  private static void assertShape(String path, Object actual, Object sample) {
    if (sample instanceof JsonObject wanted) {
      assertThat(actual).as(path).isInstanceOf(JsonObject.class);
      for (String field : wanted.fieldNames()) {
        assertShape(
            path + "." + field, ((JsonObject) actual).getValue(field), wanted.getValue(field));
      }
    } else if (sample instanceof JsonArray wanted) {
      assertThat(actual).as(path).isInstanceOf(JsonArray.class);
      JsonArray elements = (JsonArray) actual;
      assertThat(elements.isEmpty()).as(path + " empty").isEqualTo(wanted.isEmpty());
      for (int i = 0; i < elements.size() && !wanted.isEmpty(); i++) {
        assertShape(path + "[" + i + "]", elements.getValue(i), wanted.getValue(0));
      }
    } else if (sample instanceof Integer) {
      assertThat(actual).as(path).isInstanceOfAny(Integer.class, Long.class);
    } else if (sample instanceof Double) {
      assertThat(actual).as(path).isInstanceOf(Number.class);
    } else {
      assertThat(actual).as(path).isInstanceOf(sample.getClass());
    }
  }
}
