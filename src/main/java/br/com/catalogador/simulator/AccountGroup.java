package br.com.catalogador.simulator;

import br.com.catalogador.simulator.SimulatedAsset.Section;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A group of accounts with its own payouts or suspended assets; a part of {@link FaultPlan}.
 * Immutable.
 *
 * @param users e-mail addresses in lower case
 * @param payouts payout of turbo options in per cent by asset id
 * @param suspended ids of the assets suspended for the group
 */
record AccountGroup(Set<String> users, Map<Long, Integer> payouts, Set<Long> suspended) {
  /** The group of all accounts in no other group. */
  static final AccountGroup OTHERS = new AccountGroup(Set.of(), Map.of(), Set.of());

  private static final int MIN_PAYOUT = 10;

  /**
   * Reads one group.
   *
   * @throws IllegalArgumentException with a message that names the field, if a value is invalid
   */
  static AccountGroup of(StrictJson fields) {
    Set<String> users = new HashSet<>();
    fields.texts("users").forEach(user -> users.add(user.toLowerCase(Locale.ROOT)));
    StrictJson payoutFields = fields.object("payouts");
    Map<Long, Integer> payouts = new HashMap<>();
    for (String asset : payoutFields.keys()) {
      payouts.put(number(asset), (int) payoutFields.whole(asset, MIN_PAYOUT, 100));
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

  /** The first group that contains a user, otherwise {@link #OTHERS}. */
  static AccountGroup of(SimulatedUser user, List<AccountGroup> groups) {
    return groups.stream()
        .filter(group -> group.users.contains(user.email()))
        .findFirst()
        .orElse(OTHERS);
  }

  /** The payout of an asset in a section of the option list, in per cent. */
  int payout(SimulatedAsset asset, Section section) {
    Integer turbo = payouts.get(asset.id());
    return turbo == null ? asset.payout(section) : section.payout(turbo);
  }

  /** Whether an asset is suspended for this group. */
  boolean isSuspended(SimulatedAsset asset) {
    return suspended.contains(asset.id());
  }
}
