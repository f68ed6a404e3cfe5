package br.com.catalogador.simulator;

import static br.com.catalogador.simulator.SimulatedUser.PRACTICE;
import static br.com.catalogador.simulator.SimulatedUser.REAL;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;

/**
 * Answers requests about the user's account: profile, balances, features and positions. There are
 * never open positions.
 */
final class AccountAnswers {
  private static final long DEFAULT_TRAINING_AMOUNT = 10_000;
  private static final int DEFAULT_LIMIT = 30;
  private static final String RESET = "training-balance-reset";
  private static final String MARGINAL = "marginal-balance";

  private final Accounts accounts;
  private final PushFeed feed;
  private final Faults faults;

  AccountAnswers(Accounts accounts, PushFeed feed, Faults faults) {
    this.accounts = accounts;
    this.feed = feed;
    this.faults = faults;
  }

  Answer features(ClientRequest request) {
    return Answer.of("features", new JsonObject().put("features", new JsonArray()));
  }

  Answer profile(ClientRequest request) {
    JsonObject profile = accounts.profile(request.user());
    return Answer.of(
        "profile",
        switch (faults.plan().link().profileShape()) {
          case USUAL -> wrapped(profile);
          case BARE -> profile;
          case EMPTY -> new JsonObject();
        });
  }

  /** A profile in the broker's usual envelope, the same on the socket and over HTTP. */
  static JsonObject wrapped(JsonObject profile) {
    return new JsonObject()
        .put("isSuccessful", true)
        .put("message", new JsonArray())
        .put("result", profile);
  }

  Answer availableBalances(ClientRequest request) {
    return Answer.of("available-balances", requestedBalances(request));
  }

  Answer balances(ClientRequest request) {
    return Answer.of("balances", requestedBalances(request));
  }

  private JsonArray requestedBalances(ClientRequest request) {
    List<Integer> types =
        request.body().getValue("types_ids") instanceof JsonArray requested
            ? requested.stream().map(it -> it instanceof Number type ? type.intValue() : 0).toList()
            : List.of(REAL, PRACTICE);
    return accounts.balances(request.user(), types);
  }

  /**
   * Refills the practice balance. The older form of the request contains neither a balance id nor
   * an amount.
   */
  Answer resetTrainingBalance(ClientRequest request) {
    SimulatedUser user = request.user();
    Long id = request.number("user_balance_id");
    Long amount = request.number("amount");
    if (id != null && id != user.balanceId(PRACTICE)) {
      return Answer.invalid(RESET, "user_balance_id", "user_balance_id is no practice balance");
    }
    accounts.change(
        user, PRACTICE, BigDecimal.valueOf(amount == null ? DEFAULT_TRAINING_AMOUNT : amount));
    feed.sendBalance(user, accounts.changeMessage(user, PRACTICE));
    return Answer.of(RESET, new JsonObject().put("isSuccessful", true));
  }

  Answer marginalSubscription(ClientRequest request) {
    return Answer.of(
        "subscription-balance-changed",
        new JsonObject().put("id", request.body().getValue("user_balance_id")));
  }

  /**
   * The marginal form of a balance without open positions; only this answer sends numbers as texts.
   */
  Answer marginalBalance(ClientRequest request) {
    SimulatedUser user = request.user();
    Long id = request.number("user_balance_id");
    for (int type : new int[] {REAL, PRACTICE}) {
      if (id != null && id == user.balanceId(type)) {
        return Answer.of(MARGINAL, marginal(user, type));
      }
    }
    return Answer.notFound(MARGINAL);
  }

  private JsonObject marginal(SimulatedUser user, int type) {
    String amount = accounts.amount(user, type).toPlainString();
    return new JsonObject()
        .put("id", user.balanceId(type))
        .put("user_id", user.id())
        .put("type", type)
        .put("currency", user.currency())
        .put("cash", amount)
        .put("bonus", "0")
        .put("pnl", "0")
        .put("pnl_net", "0")
        .put("equity", amount)
        .put("margin", "0")
        .put("available", amount)
        .put("margin_level", "0")
        .put("stop_out_level", "50");
  }

  Answer positions(ClientRequest request) {
    return none("positions", request);
  }

  Answer historyPositions(ClientRequest request) {
    return none("history-positions", request);
  }

  Answer orders(ClientRequest request) {
    return Answer.of("orders", new JsonObject().put("orders", new JsonArray()).put("total", 0));
  }

  /**
   * An empty page. It echoes the limit, because clients request the next page while a page has
   * {@code limit} entries.
   */
  private static Answer none(String name, ClientRequest request) {
    Long limit = request.number("limit");
    return Answer.of(
        name,
        new JsonObject()
            .put("positions", new JsonArray())
            .put("total", 0)
            .put("limit", limit == null ? Long.valueOf(DEFAULT_LIMIT) : limit));
  }
}
