package br.com.catalogador.broker;

import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.History;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The broker's services as typed requests. Every future may also fail with what {@link
 * BrokerRequests#request} fails with.
 */
public final class PolariumApi {
  private static final String VERSION = "1.0";

  /** A refusal, or an answer of no use, may be that request's alone. */
  private static final Set<FailureKind> TRIED_OTHERWISE =
      Set.of(FailureKind.BROKER_REFUSED, FailureKind.BROKER_UNREADABLE);

  private final BrokerRequests broker;

  public PolariumApi(BrokerRequests broker) {
    this.broker = broker;
  }

  /**
   * Whose account this is, by the profile or by its older form; BROKER_UNREADABLE when neither
   * tells the user's number, or what the first failed with.
   */
  public Future<Profile> profile() {
    return firstOf(
        PolariumApi::readProfile,
        new Call("core.get-profile", new JsonObject()),
        new Call("get-profile", new JsonObject()));
  }

  private static Profile readProfile(Frame answer) {
    JsonObject msg = answer.msgObject();
    JsonObject user = msg.getValue("result") instanceof JsonObject result ? result : msg;
    long id =
        LenientJson.whole(user.getValue("user_id"), LenientJson.whole(user.getValue("id"), 0));
    if (id <= 0) {
      throw Failure.of(FailureKind.BROKER_UNREADABLE);
    }
    String name =
        LenientJson.text(user.getValue("first_name"))
            + " "
            + LenientJson.text(user.getValue("last_name"));
    return new Profile(id, name.trim(), LenientJson.text(user.getValue("email")));
  }

  /**
   * The user's real and practice balances, by any of the three requests for them; BROKER_UNREADABLE
   * when they are no list.
   */
  public Future<List<Balance>> balances() {
    JsonArray types = new JsonArray().add(Balance.REAL).add(Balance.PRACTICE);
    JsonObject body = new JsonObject().put("types_ids", types);
    return firstOf(
        PolariumApi::readBalances,
        new Call("balances.get-available-balances", body),
        new Call("internal-billing.get-balances", body),
        new Call("get-balances", new JsonObject()));
  }

  /** A request of version 1.0. */
  private record Call(String name, JsonObject body) {}

  /**
   * The first answer that can be read, of requests for the same; else what the first failed with.
   */
  private <T> Future<T> firstOf(Function<Frame, T> reading, Call first, Call... others) {
    Future<T> answer = broker.request(first.name(), VERSION, first.body()).map(reading);
    for (Call other : others) {
      answer =
          answer.recover(
              cause ->
                  TRIED_OTHERWISE.contains(Failure.from(cause).kind())
                      ? broker
                          .request(other.name(), VERSION, other.body())
                          .map(reading)
                          .recover(worse -> Future.failedFuture(cause))
                      : Future.failedFuture(cause));
    }
    return answer;
  }

  private static List<Balance> readBalances(Frame answer) {
    if (!(answer.msg() instanceof JsonArray)) {
      throw Failure.of(FailureKind.BROKER_UNREADABLE);
    }
    return readBalances(LenientJson.objects(answer.msg()));
  }

  private static List<Balance> readBalances(Stream<JsonObject> items) {
    return items
        .map(
            item ->
                new Balance(
                    (int) LenientJson.whole(item.getValue("type"), 0),
                    LenientJson.number(item.getValue("amount")),
                    LenientJson.text(item.getValue("currency"))))
        .filter(balance -> Double.isFinite(balance.amount()))
        .toList();
  }

  /** Tells each change of a balance, for as long as the link lives. */
  public static void watchBalances(PolariumLink link, Consumer<Balance> listener) {
    link.subscribe(
        PushTopic.balances(),
        msg ->
            readBalances(Stream.of(LenientJson.object(msg.getValue("current_balance"))))
                .forEach(listener));
  }

  /** All assets with payout and open state, by any of the broker's lists that has them. */
  public Future<AssetListing> assets() {
    return new AssetRequests(broker).ask();
  }

  /**
   * The newest candles up to a time; BROKER_UNREADABLE when the answer holds no such list.
   *
   * @param to UTC epoch seconds, inclusive right edge
   * @param count how many, at most {@link History#MAX_CANDLES}
   * @param newest whether the newest there are are wanted: they show what time it is
   */
  public Future<CandlePage> candles(
      long assetId, Timeframe timeframe, long to, int count, boolean newest) {
    // Before asking: an answer may have been on its way for as long as the request lasted.
    long shownTo = broker.clock().shownSeconds();
    JsonObject body =
        new JsonObject()
            .put("active_id", assetId)
            .put("size", timeframe.seconds())
            .put("to", newest ? Math.max(to, broker.clock().latestSeconds()) : to)
            .put("count", count)
            .put("split_normalization", true);
    return broker
        .request("get-candles", "2.0", body)
        .map(answer -> CandleAnswer.read(answer.msgObject(), timeframe, latestSeconds()))
        .map(page -> newest ? showing(page, shownTo) : page.shownTo(shownTo));
  }

  private long latestSeconds() {
    return broker.clock().latestSeconds();
  }

  private CandlePage showing(CandlePage page, long shownTo) {
    broker.clock().shown(page.shownTo() * 1000);
    return page.shownTo(shownTo);
  }
}
