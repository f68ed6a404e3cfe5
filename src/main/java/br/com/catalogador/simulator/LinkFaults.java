package br.com.catalogador.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Faults of account data, asset lists and the request rate; a part of {@link FaultPlan}. Immutable.
 *
 * @param requestLimit maximum number of requests per second on one socket; null for no limit
 * @param assetShapes the valid but unusual forms of the asset lists
 * @param profileShape the form of the profile
 * @param accountGroups accounts with their own payouts and suspended assets
 */
record LinkFaults(
    Integer requestLimit,
    Set<AssetShape> assetShapes,
    ProfileShape profileShape,
    List<AccountGroup> accountGroups) {

  /** An unusual form of an asset list. */
  enum AssetShape {
    /** Schedules as objects. */
    OBJECTS("objects"),
    /** Schedules in milliseconds. */
    MILLISECONDS("milliseconds"),
    /** Numbers and flags as texts. */
    TEXTS("texts"),
    /** Without the fields {@code enabled: true} and {@code is_suspended: false}. */
    BARE("bare"),
    /** Over-the-counter assets by their displayed name, without a ticker. */
    NAMES("names"),
    /** A commission of 100 %: a payout of 0. */
    NO_PAYOUT("noPayout"),
    /** An additional asset whose id does not fit into 32 bits. */
    LONG_IDS("longIds"),
    /** Sections without assets. */
    EMPTY("empty"),
    /** Another object in place of the list. */
    UNREADABLE("unreadable");

    private final String key;

    AssetShape(String key) {
      this.key = key;
    }
  }

  /** The form of the profile. */
  enum ProfileShape {
    USUAL("usual"),
    /** Without the {@code result} envelope. */
    BARE("bare"),
    /** An empty object. */
    EMPTY("empty");

    private final String key;

    ProfileShape(String key) {
      this.key = key;
    }
  }

  /** Adds the fields of a plan without faults. */
  static JsonObject none(JsonObject plan) {
    return plan.putNull("requestLimit")
        .put("assetShapes", new JsonArray())
        .put("profileShape", ProfileShape.USUAL.key)
        .put("accountGroups", new JsonArray());
  }

  /**
   * Reads the fields of a plan.
   *
   * @throws IllegalArgumentException with a message that names the field, if a value is invalid
   */
  static LinkFaults of(StrictJson fields) {
    return new LinkFaults(
        fields.isNull("requestLimit") ? null : (int) fields.whole("requestLimit", 0, 1_000_000),
        fields.texts("assetShapes").stream()
            .map(LinkFaults::assetShape)
            .collect(Collectors.toUnmodifiableSet()),
        profileShape(fields.text("profileShape")),
        fields.objects("accountGroups", "users", "payouts", "suspended").stream()
            .map(AccountGroup::of)
            .toList());
  }

  private static AssetShape assetShape(String key) {
    return Arrays.stream(AssetShape.values())
        .filter(shape -> shape.key.equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no asset shape " + key));
  }

  private static ProfileShape profileShape(String key) {
    return Arrays.stream(ProfileShape.values())
        .filter(shape -> shape.key.equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no profile shape " + key));
  }

  /** The group of a user's account. */
  AccountGroup groupOf(SimulatedUser user) {
    return AccountGroup.of(user, accountGroups);
  }

  boolean lists(AssetShape shape) {
    return assetShapes.contains(shape);
  }
}
