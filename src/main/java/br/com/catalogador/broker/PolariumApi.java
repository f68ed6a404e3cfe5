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
 * Typed requests to the broker's services. Every future may also fail as described at {@link
 * BrokerRequests#request}.
 */
public final class PolariumApi {
  private static final String VERSION = "1.0";

  /**
   * Failures that may be specific to one request, so that an alternative request is worth trying.
   */
  private static final Set<FailureKind> WORTH_AN_ALTERNATIVE =
      Set.of(FailureKind.BROKER_REFUSED, FailureKind.BROKER_UNREADABLE);

  private final BrokerRequests broker;

  public PolariumApi(BrokerRequests broker) {
    this.broker = broker;
  }

  /**
   * The account's owner, from the profile request or its older form.
   *
   * @return BROKER_UNREADABLE if neither answer contains the user's number, otherwise the failure
   *     of the first request
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
   * The user's real and practice balances, from the first of three requests that succeeds.
   *
   * @return BROKER_UNREADABLE if the answer is not a list, otherwise the failure of the first
   *     request
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
   * Tries equivalent requests in order until one answer can be read; fails with the first failure.
   */
  private <T> Future<T> firstOf(Function<Frame, T> reading, Call first, Call... others) {
    Future<T> answer = broker.request(first.name(), VERSION, first.body()).map(reading);
    for (Call other : others) {
      answer =
          answer.recover(
              cause ->
                  WORTH_AN_ALTERNATIVE.contains(Failure.from(cause).kind())
                      ? broker
                          .request(other.name(), VERSION, other.body())
                          .map(reading)
                          .recover(ignored -> Future.failedFuture(cause))
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

  /**
   * Calls the listener with each changed balance until the link is closed, on the link's event
   * loop.
   *
   * @param missed called after a reconnection: changes before it were not pushed
   */
  public static void watchBalances(PolariumLink link, Consumer<Balance> listener, Runnable missed) {
    link.subscribe(
        PushTopic.balances(),
        new Subscription.Listener() {
          @Override
          public void pushed(JsonObject msg) {
            readBalances(Stream.of(LenientJson.object(msg.getValue("current_balance"))))
                .forEach(listener);
          }

          @Override
          public void restored() {
            missed.run();
          }
        });
  }

  /** All assets with payout and open state, from the first of the broker's lists that has any. */
  public Future<AssetListing> assets() {
    return new AssetRequests(broker).fetch();
  }

  /**
   * The newest candles up to a time; BROKER_UNREADABLE if the answer is not a candle list.
   *
   * @param to UTC epoch seconds, inclusive right edge
   * @param count maximum number of candles, at most {@link History#MAX_CANDLES}
   * @param newest whether the newest existing candles are requested; their prices also update the
   *     broker's clock
   */
  public Future<CandlePage> candles(
      long assetId, Timeframe timeframe, long to, int count, boolean newest) {
    // Read before sending: the answer may have been under way for the whole request time-out.
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
        .map(page -> newest ? updateClock(page, shownTo) : page.shownTo(shownTo));
  }

  private long latestSeconds() {
    return broker.clock().latestSeconds();
  }

  private CandlePage updateClock(CandlePage page, long shownTo) {
    broker.clock().notePrice(page.shownTo() * 1000);
    return page.shownTo(shownTo);
  }
}
