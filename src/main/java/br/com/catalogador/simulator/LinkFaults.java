package br.com.catalogador.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How account and lists are told otherwise than usual, and how fast may be asked; a part of {@link
 * FaultPlan}. Immutable.
 *
 * @param requestLimit how many requests one socket may make within a second; null for as many as it
 *     likes
 * @param assetShapes in which lawful but unusual ways assets are listed
 * @param profileShape how the profile is told
 * @param accountGroups accounts that are shown other payouts and offers
 */
record LinkFaults(
    Integer requestLimit,
    Set<AssetShape> assetShapes,
    ProfileShape profileShape,
    List<AccountGroup> accountGroups) {

  /** An unusual way to list assets. */
  enum AssetShape {
    /** Schedules as objects. */
    OBJECTS("objects"),
    /** Schedules in milliseconds. */
    MILLISECONDS("milliseconds"),
    /** Numbers and flags as texts. */
    TEXTS("texts"),
    /** What goes without saying is not said: neither enabled nor not suspended. */
    BARE("bare"),
    /** Over-the-counter assets by the name that is shown, without a ticker. */
    NAMES("names"),
    /** Nothing is paid on a win. */
    NO_PAYOUT("noPayout"),
    /** One asset more, whose number does not fit into 32 bits. */
    LONG_IDS("longIds"),
    /** No section has any. */
    EMPTY("empty"),
    /** Something else in place of the list. */
    UNREADABLE("unreadable");

    private final String key;

    AssetShape(String key) {
      this.key = key;
    }
  }

  /** A way to tell the profile. */
  enum ProfileShape {
    USUAL("usual"),
    /** Without the result around it. */
    BARE("bare"),
    /** Without anything in it. */
    EMPTY("empty");

    private final String key;

    ProfileShape(String key) {
      this.key = key;
    }
  }

  /** Adds the fields of a plan without any fault. */
  static JsonObject none(JsonObject plan) {
    return plan.putNull("requestLimit")
        .put("assetShapes", new JsonArray())
        .put("profileShape", ProfileShape.USUAL.key)
        .put("accountGroups", new JsonArray());
  }

  /**
   * @throws IllegalArgumentException with a sentence, if a field has a value that it cannot have
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

  /** What a user is shown otherwise than others. */
  AccountGroup groupOf(SimulatedUser user) {
    return AccountGroup.of(user, accountGroups);
  }

  boolean lists(AssetShape shape) {
    return assetShapes.contains(shape);
  }
}
