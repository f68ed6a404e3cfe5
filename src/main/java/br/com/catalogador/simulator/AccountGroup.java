package br.com.catalogador.simulator;

import br.com.catalogador.simulator.SimulatedAsset.Section;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Accounts that are shown other payouts than all others, or no offer of some assets; a part of
 * {@link FaultPlan}. Immutable.
 *
 * @param users their addresses, in lower case
 * @param payouts of turbo options, per cent, by the number of the asset
 * @param suspended numbers of the assets that are not offered to them
 */
record AccountGroup(Set<String> users, Map<Long, Integer> payouts, Set<Long> suspended) {
  /** The group of everybody who is in no other. */
  static final AccountGroup OTHERS = new AccountGroup(Set.of(), Map.of(), Set.of());

  private static final int LOWEST_PAYOUT = 10;

  /**
   * @throws IllegalArgumentException with a sentence, if a field has a value that it cannot have
   */
  static AccountGroup of(StrictJson fields) {
    Set<String> users = new HashSet<>();
    fields.texts("users").forEach(user -> users.add(user.toLowerCase(Locale.ROOT)));
    StrictJson given = fields.object("payouts");
    Map<Long, Integer> payouts = new HashMap<>();
    for (String asset : given.keys()) {
      payouts.put(number(asset), (int) given.whole(asset, LOWEST_PAYOUT, 100));
    }
    Set<Long> suspended = new HashSet<>();
    fields.texts("suspended").forEach(asset -> suspended.add(number(asset)));
    return new AccountGroup(Set.copyOf(users), Map.copyOf(payouts), Set.copyOf(suspended));
  }

  private static long number(String asset) {
    if (asset.matches("\\d{1,18}")) {
      return Long.parseLong(asset);
    }
    throw new IllegalArgumentException("there is no asset " + asset);
  }

  /** The group that a user is in; the first of several. */
  static AccountGroup of(SimulatedUser user, List<AccountGroup> groups) {
    return groups.stream()
        .filter(group -> group.users.contains(user.email()))
        .findFirst()
        .orElse(OTHERS);
  }

  /** What a section of the option list pays on an asset, per cent. */
  int payout(SimulatedAsset asset, Section section) {
    Integer turbo = payouts.get(asset.id());
    return turbo == null ? asset.payout(section) : section.payout(turbo);
  }

  /** Whether an asset that others are offered is suspended for these accounts. */
  boolean isSuspended(SimulatedAsset asset) {
    return suspended.contains(asset.id());
  }
}
