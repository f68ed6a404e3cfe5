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
 * Fetches the asset list, with fallbacks. Most accounts get it in the initialization data. If that
 * request is refused, not answered, unreadable or empty, the broker's other lists are requested
 * concurrently: the older initialization request, the underlyings of digital options and of margin
 * trading with the payouts of the top assets, and the index of all assets, whose names are then
 * requested with one request per asset.
 */
final class AssetRequests {
  private static final String INITIALIZATION_DATA = "binary-options.get-initialization-data";
  private static final String OLDER_INITIALIZATION_DATA = "get-initialization-data";
  private static final String DIGITAL = "digital-option";
  private static final List<String> MARGINAL =
      List.of("marginal-forex", "marginal-cfd", "marginal-crypto");

  /** Lists of top assets in order of precedence: the first payout of an asset counts. */
  private static final List<String> TOP_ASSETS =
      List.of("turbo-option", "binary-option", "blitz-option", DIGITAL);

  private static final String INDEX = "actives-index";

  /**
   * Maximum number of index assets requested by name, in index order; the rate limit allows no
   * more.
   */
  private static final int MAX_NAMED = 60;

  private static final Set<FailureKind> WORTH_A_FALLBACK =
      Set.of(FailureKind.BROKER_REFUSED, FailureKind.BROKER_UNREADABLE, FailureKind.BROKER_TIMEOUT);

  private final BrokerRequests broker;

  AssetRequests(BrokerRequests broker) {
    this.broker = broker;
  }

  /**
   * Fetches the assets from the first request that returns any.
   *
   * @return a listing without assets if every answer was empty; if nothing was answered, the
   *     failure of the first request
   */
  Future<AssetListing> fetch() {
    return initializationData()
        .transform(
            first ->
                hasAssets(first) || failedForGood(first)
                    ? first.succeeded()
                        ? Future.succeededFuture(first.result())
                        : Future.failedFuture(first.cause())
                    : fallBack(first));
  }

  /**
   * The assets of the initialization data only; BROKER_UNREADABLE if the answer is something else.
   */
  Future<AssetListing> initializationData() {
    return initializationData(INITIALIZATION_DATA, "3.0");
  }

  private static boolean hasAssets(AsyncResult<AssetListing> listing) {
    return listing.succeeded() && !listing.result().assets().isEmpty();
  }

  private static boolean failedForGood(AsyncResult<AssetListing> listing) {
    return listing.failed() && !WORTH_A_FALLBACK.contains(Failure.from(listing.cause()).kind());
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

  private Future<AssetListing> fallBack(AsyncResult<AssetListing> first) {
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
            ignored -> {
              if (hasAssets(older)) {
                return older;
              }
              List<Asset> assets = merge(lists, payouts.result(), index.result());
              return assets.isEmpty()
                  ? byName(index.result(), payouts.result())
                      .compose(found -> conclude(found, first, lists))
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

  /** Payouts by asset id from the lists of top assets; never fails. */
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
            ignored -> {
              answers.stream()
                  .filter(Future::succeeded)
                  .flatMap(
                      answer -> LenientJson.objects(answer.result().msgObject().getValue("data")))
                  .forEach(top -> addPayout(payouts, top));
              return Future.succeededFuture(payouts);
            });
  }

  /** In per cent; older versions wrap the number in an object. */
  private static void addPayout(Map<Long, Double> payouts, JsonObject top) {
    Object profit = top.getValue("spot_profit");
    double percent =
        LenientJson.number(
            profit instanceof JsonObject wrapped ? wrapped.getValue("value") : profit);
    if (percent > 0 && Double.isFinite(percent)) {
      payouts.putIfAbsent(LenientJson.whole(top.getValue("active_id"), 0), percent / 100);
    }
  }

  /** Asset ids of the index with their categories, in index order; never fails. */
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
                          addCategories(
                              kinds,
                              Category.ofWireName(kind.getKey()).orElse(Category.OTHER),
                              kind.getValue()));
              return kinds;
            })
        .otherwise(ignored -> Map.of());
  }

  /** Accepts ids, objects with an id, and arrays or objects of either. */
  private static void addCategories(Map<Long, Category> kinds, Category kind, Object value) {
    if (value instanceof JsonArray items) {
      items.forEach(item -> addCategories(kinds, kind, item));
    } else if (value instanceof JsonObject item && item.containsKey("id")) {
      addCategories(kinds, kind, item.getValue("id"));
    } else if (value instanceof JsonObject groups) {
      groups.forEach(group -> addCategories(kinds, kind, group.getValue()));
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

  /** The first assets of the index, requested by name; never fails. */
  private Future<List<Asset>> byName(Map<Long, Category> kinds, Map<Long, Double> payouts) {
    List<Future<Frame>> answers =
        kinds.keySet().stream()
            .limit(MAX_NAMED)
            .map(id -> broker.request("get-active", "5.0", new JsonObject().put("id", id)))
            .toList();
    return answers.isEmpty()
        ? Future.succeededFuture(List.of())
        : Future.join(answers)
            .transform(
                ignored ->
                    Future.succeededFuture(
                        AssetList.merge(
                            answers.stream()
                                .filter(Future::succeeded)
                                .map(answer -> answer.result().msgObject())
                                .map(active -> asset(active, payouts, kinds)))));
  }

  /** The result after all fallbacks returned no list. */
  private static Future<AssetListing> conclude(
      List<Asset> found,
      AsyncResult<AssetListing> first,
      Map<String, Future<List<JsonObject>>> lists) {
    List<String> empty = new ArrayList<>(first.succeeded() ? first.result().empty() : List.of());
    lists.forEach(
        (type, list) -> {
          if (list.succeeded()) {
            empty.add(type);
          }
        });
    if (found.isEmpty() && empty.isEmpty()) {
      return Future.failedFuture(first.cause());
    }
    return Future.succeededFuture(new AssetListing(found, found.isEmpty() ? empty : List.of()));
  }
}
