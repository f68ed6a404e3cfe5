package br.com.catalogador.broker;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Asks which assets there are. Most accounts get them in the initialization data; where that is
 * refused, is not answered, cannot be read or is empty, the broker's other lists are asked beside
 * each other: the older request for the same, the underlyings of digital options and of margin
 * trading with the payouts of the top assets, and last the index of all assets, whose names have to
 * be asked for one by one.
 */
final class AssetRequests {
  private static final String INITIALIZATION_DATA = "binary-options.get-initialization-data";
  private static final String OLDER_INITIALIZATION_DATA = "get-initialization-data";
  private static final String DIGITAL = "digital-option";
  private static final List<String> MARGINAL =
      List.of("marginal-forex", "marginal-cfd", "marginal-crypto");

  /** Payouts of the first that tells one count. */
  private static final List<String> TOP_ASSETS =
      List.of("turbo-option", "binary-option", "blitz-option", DIGITAL);

  private static final String INDEX = "actives-index";

  /** How many assets of the index are asked for by name, in its order: the pace allows no more. */
  private static final int MOST_NAMED = 60;

  private static final Set<FailureKind> MAY_BE_ELSEWHERE =
      Set.of(FailureKind.BROKER_REFUSED, FailureKind.BROKER_UNREADABLE, FailureKind.BROKER_TIMEOUT);

  private final BrokerRequests broker;

  AssetRequests(BrokerRequests broker) {
    this.broker = broker;
  }

  /**
   * The assets, by whichever of the requests brings any.
   *
   * @return without assets when the broker answered that there are none; fails as the first request
   *     did when none of them was answered
   */
  Future<AssetListing> ask() {
    return initializationData()
        .transform(
            first ->
                hasAssets(first) || isOfNoUseElsewhere(first)
                    ? first.succeeded()
                        ? Future.succeededFuture(first.result())
                        : Future.failedFuture(first.cause())
                    : elsewhere(first));
  }

  /** The assets of the initialization data alone; BROKER_UNREADABLE when that is none. */
  Future<AssetListing> initializationData() {
    return initializationData(INITIALIZATION_DATA, "3.0");
  }

  private static boolean hasAssets(AsyncResult<AssetListing> listing) {
    return listing.succeeded() && !listing.result().assets().isEmpty();
  }

  private static boolean isOfNoUseElsewhere(AsyncResult<AssetListing> listing) {
    return listing.failed() && !MAY_BE_ELSEWHERE.contains(Failure.from(listing.cause()).kind());
  }

  private Future<AssetListing> initializationData(String request, String version) {
    return broker
        .request(request, version, new JsonObject())
        .compose(
            answer -> {
              if (!AssetList.isReadable(answer.msgObject())) {
                return Future.failedFuture(Failure.of(FailureKind.BROKER_UNREADABLE));
              }
              List<Asset> assets = AssetListCache.SHARED.read(answer, broker.clock().seconds());
              return Future.succeededFuture(
                  new AssetListing(
                      assets,
                      assets.isEmpty() ? AssetList.emptySections(answer.msgObject()) : List.of()));
            });
  }

  private Future<AssetListing> elsewhere(AsyncResult<AssetListing> first) {
    Future<AssetListing> older = initializationData(OLDER_INITIALIZATION_DATA, "4.0");
    Map<String, Future<List<JsonObject>>> lists = new LinkedHashMap<>();
    lists.put(
        DIGITAL, underlyings(DIGITAL, "3.0", new JsonObject().put("filter_suspended", false)));
    MARGINAL.forEach(type -> lists.put(type, underlyings(type, "1.0", new JsonObject())));
    Future<Map<Long, Double>> payouts = payouts();
    Future<Map<Long, Category>> index = index();
    List<Future<?>> all = new ArrayList<>(lists.values());
    all.addAll(List.of(older, payouts, index));
    return Future.join(all)
        .transform(
            joined -> {
              if (hasAssets(older)) {
                return older;
              }
              List<Asset> assets = merge(lists, payouts.result(), index.result());
              return assets.isEmpty()
                  ? named(index.result(), payouts.result())
                      .compose(named -> conclude(named, first, lists))
                  : Future.succeededFuture(new AssetListing(assets, List.of()));
            });
  }

  private Future<List<JsonObject>> underlyings(String type, String version, JsonObject body) {
    return broker
        .request(type + "-instruments.get-underlying-list", version, body)
        .map(
            answer ->
                Stream.of("underlying", "items")
                    .flatMap(key -> LenientJson.objects(answer.msgObject().getValue(key)))
                    .toList());
  }

  /** What each asset pays by the lists of the top assets; never fails. */
  private Future<Map<Long, Double>> payouts() {
    Map<Long, Double> payouts = new HashMap<>();
    List<Future<Frame>> answers =
        TOP_ASSETS.stream()
            .map(
                type ->
                    broker.request(
                        "get-top-assets",
                        "3.0",
                        new JsonObject().put("instrument_type", type).put("region_id", -1)))
            .toList();
    return Future.join(answers)
        .transform(
            joined -> {
              answers.stream()
                  .filter(Future::succeeded)
                  .flatMap(
                      answer -> LenientJson.objects(answer.result().msgObject().getValue("data")))
                  .forEach(top -> notePayout(payouts, top));
              return Future.succeededFuture(payouts);
            });
  }

  /** Per cent, in older versions within an object. */
  private static void notePayout(Map<Long, Double> payouts, JsonObject top) {
    Object told = top.getValue("spot_profit");
    double percent =
        LenientJson.number(told instanceof JsonObject wrapped ? wrapped.getValue("value") : told);
    if (percent > 0 && Double.isFinite(percent)) {
      payouts.putIfAbsent(LenientJson.whole(top.getValue("active_id"), 0), percent / 100);
    }
  }

  /** The assets of the index with their kinds, in its order; never fails. */
  private Future<Map<Long, Category>> index() {
    return broker
        .request("get-" + INDEX, "1.0", new JsonObject())
        .map(
            answer -> {
              Map<Long, Category> kinds = new LinkedHashMap<>();
              answer
                  .msgObject()
                  .forEach(
                      kind ->
                          noteKind(
                              kinds,
                              Category.ofWireName(kind.getKey()).orElse(Category.OTHER),
                              kind.getValue()));
              return kinds;
            })
        .otherwise(failed -> Map.of());
  }

  /** Numbers, objects with a number, or groups of either. */
  private static void noteKind(Map<Long, Category> kinds, Category kind, Object value) {
    if (value instanceof JsonArray items) {
      items.forEach(item -> noteKind(kinds, kind, item));
    } else if (value instanceof JsonObject item && item.containsKey("id")) {
      noteKind(kinds, kind, item.getValue("id"));
    } else if (value instanceof JsonObject groups) {
      groups.forEach(group -> noteKind(kinds, kind, group.getValue()));
    } else {
      long id = LenientJson.whole(value, 0);
      if (id > 0) {
        kinds.putIfAbsent(id, kind);
      }
    }
  }

  private List<Asset> merge(
      Map<String, Future<List<JsonObject>>> lists,
      Map<Long, Double> payouts,
      Map<Long, Category> kinds) {
    return AssetList.merge(
        lists.values().stream()
            .filter(Future::succeeded)
            .flatMap(list -> list.result().stream())
            .map(underlying -> asset(underlying, payouts, kinds)));
  }

  private Asset asset(JsonObject listed, Map<Long, Double> payouts, Map<Long, Category> kinds) {
    Asset asset = AssetList.asset(listed, broker.clock().seconds());
    boolean unknownKind = asset.category() == Category.OTHER;
    return new Asset(
        asset.id(),
        asset.symbol(),
        asset.name(),
        unknownKind ? kinds.getOrDefault(asset.id(), Category.OTHER) : asset.category(),
        asset.open(),
        asset.payout() == null ? payouts.get(asset.id()) : asset.payout());
  }

  /** The first assets of the index; never fails. */
  private Future<List<Asset>> named(Map<Long, Category> kinds, Map<Long, Double> payouts) {
    List<Future<Frame>> answers =
        kinds.keySet().stream()
            .limit(MOST_NAMED)
            .map(id -> broker.request("get-active", "5.0", new JsonObject().put("id", id)))
            .toList();
    return answers.isEmpty()
        ? Future.succeededFuture(List.of())
        : Future.join(answers)
            .transform(
                joined ->
                    Future.succeededFuture(
                        AssetList.merge(
                            answers.stream()
                                .filter(Future::succeeded)
                                .map(answer -> answer.result().msgObject())
                                .map(active -> asset(active, payouts, kinds)))));
  }

  /** What to say once everything was tried. */
  private static Future<AssetListing> conclude(
      List<Asset> named,
      AsyncResult<AssetListing> first,
      Map<String, Future<List<JsonObject>>> lists) {
    List<String> empty = new ArrayList<>(first.succeeded() ? first.result().empty() : List.of());
    lists.forEach(
        (type, list) -> {
          if (list.succeeded()) {
            empty.add(type);
          }
        });
    if (named.isEmpty() && empty.isEmpty()) {
      return Future.failedFuture(first.cause());
    }
    return Future.succeededFuture(new AssetListing(named, named.isEmpty() ? empty : List.of()));
  }
}
