package br.com.catalogador.simulator;

import static br.com.catalogador.simulator.SimulatedUser.PRACTICE;
import static br.com.catalogador.simulator.SimulatedUser.REAL;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Profiles and balances in the broker's form. Only changed balances are stored; all others are
 * derived from the user. Confined to one event loop.
 */
final class Accounts {
  private final Map<Long, BigDecimal> changed = new HashMap<>();

  /**
   * The amount of a user's balance of a type, {@link SimulatedUser#REAL} or {@link
   * SimulatedUser#PRACTICE}.
   */
  BigDecimal amount(SimulatedUser user, int type) {
    BigDecimal initial = type == REAL ? user.real() : user.practice();
    return changed.getOrDefault(user.balanceId(type), initial);
  }

  /** Sets the amount of a user's balance of a type. */
  void change(SimulatedUser user, int type, BigDecimal amount) {
    changed.put(user.balanceId(type), amount);
  }

  /** The payload of a {@code balance-changed} push. */
  JsonObject changeMessage(SimulatedUser user, int type) {
    JsonObject balance =
        new JsonObject()
            .put("id", user.balanceId(type))
            .put("type", type)
            .put("amount", amount(user, type))
            .put("bonus_amount", 0)
            .put("currency", user.currency());
    return new JsonObject().put("user_id", user.id()).put("current_balance", balance);
  }

  JsonArray balances(SimulatedUser user, List<Integer> types) {
    JsonArray balances = new JsonArray();
    for (int type : new int[] {REAL, PRACTICE}) {
      if (types.contains(type)) {
        balances.add(balance(user, type));
      }
    }
    return balances;
  }

  private JsonObject balance(SimulatedUser user, int type) {
    return new JsonObject()
        .put("id", user.balanceId(type))
        .put("user_id", user.id())
        .put("type", type)
        .put("amount", amount(user, type))
        .put("bonus_amount", 0)
        .put("currency", user.currency())
        .put("is_fiat", true)
        .put("is_marginal", false);
  }

  /**
   * The answer to the older {@code ssid} frame: profile and balances in one object, without
   * envelope.
   */
  JsonObject legacyProfile(SimulatedUser user) {
    return profile(user)
        .put("balance", amount(user, PRACTICE))
        .put("balance_id", user.balanceId(PRACTICE))
        .put("balance_type", PRACTICE)
        .put("balances", balances(user, List.of(REAL, PRACTICE)));
  }

  JsonObject profile(SimulatedUser user) {
    return new JsonObject()
        .put("user_id", user.id())
        .put("id", user.id())
        .put("first_name", user.firstName())
        .put("last_name", user.lastName())
        .put("name", user.firstName() + " " + user.lastName())
        .put("email", user.email())
        .put("currency", user.currency());
  }
}
