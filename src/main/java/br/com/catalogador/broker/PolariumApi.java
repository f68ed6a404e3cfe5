package br.com.catalogador.broker;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.History;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The broker's services as typed requests. Every future may also fail with what {@link
 * BrokerRequests#request} fails with.
 */
public final class PolariumApi {
  private final BrokerRequests broker;

  public PolariumApi(BrokerRequests broker) {
    this.broker = broker;
  }

  /** Whose account this is; BROKER_REFUSED when the broker does not tell. */
  public Future<Profile> profile() {
    return broker.request("core.get-profile", "1.0", new JsonObject()).compose(this::readProfile);
  }

  private Future<Profile> readProfile(Frame answer) {
    JsonObject user = Tolerant.object(answer.msgObject().getValue("result"));
    long id = Tolerant.whole(user.getValue("user_id"), Tolerant.whole(user.getValue("id"), 0));
    if (id == 0) {
      return Future.failedFuture(Failure.of(FailureKind.BROKER_REFUSED));
    }
    String name =
        Tolerant.text(user.getValue("first_name"))
            + " "
            + Tolerant.text(user.getValue("last_name"));
    return Future.succeededFuture(
        new Profile(id, name.trim(), Tolerant.text(user.getValue("email"))));
  }

  /** The user's real and practice balances. */
  public Future<List<Balance>> balances() {
    JsonObject body =
        new JsonObject().put("types_ids", new JsonArray().add(Balance.REAL).add(Balance.PRACTICE));
    return broker
        .request("balances.get-available-balances", "1.0", body)
        .map(answer -> readBalances(Tolerant.objects(answer.msg())));
  }

  private static List<Balance> readBalances(Stream<JsonObject> items) {
    return items
        .map(
            item ->
                new Balance(
                    (int) Tolerant.whole(item.getValue("type"), 0),
                    Tolerant.number(item.getValue("amount")),
                    Tolerant.text(item.getValue("currency"))))
        .filter(balance -> Double.isFinite(balance.amount()))
        .toList();
  }

  /** Tells each change of a balance, for as long as the link lives. */
  public static void watchBalances(PolariumLink link, Consumer<Balance> listener) {
    link.subscribe(
        Topic.balances(),
        msg ->
            readBalances(Stream.of(Tolerant.object(msg.getValue("current_balance"))))
                .forEach(listener));
  }

  /** All assets with payout and open state, ordered by symbol. */
  public Future<List<Asset>> assets() {
    return broker
        .request("binary-options.get-initialization-data", "3.0", new JsonObject())
        .map(answer -> AssetAnswers.SHARED.read(answer, broker.clock().seconds()));
  }

  /**
   * The newest candles up to a time; BROKER_UNREADABLE when the answer holds no such list.
   *
   * @param to UTC epoch seconds, inclusive right edge
   * @param count how many, at most {@link History#MAX_CANDLES}
   */
  public Future<CandlePage> candles(long assetId, Timeframe timeframe, long to, int count) {
    JsonObject body =
        new JsonObject()
            .put("active_id", assetId)
            .put("size", timeframe.seconds())
            .put("to", to)
            .put("count", count)
            .put("split_normalization", true);
    return broker
        .request("get-candles", "2.0", body)
        .map(answer -> CandleAnswer.read(answer.msgObject(), timeframe, broker.clock().seconds()));
  }
}
