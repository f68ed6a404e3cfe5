package br.com.catalogador.simulator;

import static br.com.catalogador.simulator.SimulatedUser.PRACTICE;
import static br.com.catalogador.simulator.SimulatedUser.REAL;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;

/** Answers about the user himself: profile, balances, features. */
final class AccountAnswers {

  Answer features(Request request) {
    return Answer.of("features", new JsonObject().put("features", new JsonArray()));
  }

  Answer profile(Request request) {
    return Answer.of(
        "profile",
        new JsonObject()
            .put("isSuccessful", true)
            .put("message", new JsonArray())
            .put("result", profile(request.user())));
  }

  /**
   * The payload that answers the old {@code ssid} frame: profile and balances in one, unwrapped.
   */
  static JsonObject legacyProfile(SimulatedUser user) {
    return profile(user)
        .put("balance", user.practice())
        .put("balance_id", user.balanceId(PRACTICE))
        .put("balance_type", PRACTICE)
        .put("balances", balances(user, List.of(REAL, PRACTICE)));
  }

  Answer availableBalances(Request request) {
    return Answer.of("available-balances", balances(request.user(), wantedTypes(request)));
  }

  Answer balances(Request request) {
    return Answer.of("balances", balances(request.user(), wantedTypes(request)));
  }

  Answer marginalSubscription(Request request) {
    return Answer.of(
        "subscription-balance-changed",
        new JsonObject().put("id", request.body().getValue("user_balance_id")));
  }

  private static JsonObject profile(SimulatedUser user) {
    return new JsonObject()
        .put("user_id", user.id())
        .put("id", user.id())
        .put("first_name", user.firstName())
        .put("last_name", user.lastName())
        .put("name", user.firstName() + " " + user.lastName())
        .put("email", user.email())
        .put("currency", user.currency());
  }

  private static List<Integer> wantedTypes(Request request) {
    return request.body().getValue("types_ids") instanceof JsonArray types
        ? types.stream().map(type -> type instanceof Number number ? number.intValue() : 0).toList()
        : List.of(REAL, PRACTICE);
  }

  private static JsonArray balances(SimulatedUser user, List<Integer> types) {
    JsonArray balances = new JsonArray();
    if (types.contains(REAL)) {
      balances.add(balance(user, REAL, user.real()));
    }
    if (types.contains(PRACTICE)) {
      balances.add(balance(user, PRACTICE, user.practice()));
    }
    return balances;
  }

  private static JsonObject balance(SimulatedUser user, int type, BigDecimal amount) {
    return new JsonObject()
        .put("id", user.balanceId(type))
        .put("user_id", user.id())
        .put("type", type)
        .put("amount", amount)
        .put("bonus_amount", 0)
        .put("currency", user.currency())
        .put("is_fiat", true)
        .put("is_marginal", false);
  }
}
