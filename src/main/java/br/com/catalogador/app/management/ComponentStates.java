package br.com.catalogador.app.management;

import br.com.catalogador.analysis.message.Analysis;
import br.com.catalogador.analysis.message.Analyze;
import br.com.catalogador.analysis.message.Analyze.Urgency;
import br.com.catalogador.app.management.Health.Reading;
import br.com.catalogador.app.management.Health.Status;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.cache.message.ArchiveState;
import br.com.catalogador.cache.message.CacheState;
import br.com.catalogador.cache.message.CacheState.Redis;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.GetCacheState;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.session.message.DirectoryState;
import br.com.catalogador.session.message.DirectoryState.Links;
import br.com.catalogador.session.message.DirectoryState.Store;
import br.com.catalogador.session.message.GetDirectoryState;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.watch.message.GetWatchState;
import br.com.catalogador.watch.message.WatchService;
import br.com.catalogador.watch.message.WatchState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The states of the components, as parts of the health and as metrics. They are requested over the
 * bus for every request of an operator. Without Redis the server works from memory, so its absence
 * is DEGRADED, not DOWN.
 */
public final class ComponentStates {
  /** Fewer broken links say nothing about the broker. */
  private static final int FEW_LINKS = 3;

  private static final double TOLERATED_SHARE = 0.25;

  private final Bus bus;
  private final Cluster cluster;
  private volatile CacheState cache = CacheState.of(Redis.OFF, "", Instant.EPOCH, 0, 0);
  private volatile DirectoryState sessions =
      new DirectoryState(0, 0, Store.MEMORY, "", Links.NONE, List.of());
  private volatile WatchState watch = new WatchState(0, 0, 0, 0);

  public ComponentStates(Bus bus, Cluster cluster) {
    this.bus = bus;
    this.cluster = cluster;
  }

  /** Adds the components' parts. */
  public void addTo(Health health) {
    health
        .part("sessions", () -> askSessions().map(ignored -> reading(sessions)))
        .part(
            "broker",
            () -> askSessions().map(ignored -> reading(sessions.links(), sessions.failing())))
        .part("cache", () -> askCache().map(ignored -> reading(cache)))
        .part("history", () -> askCache().map(ignored -> reading(cache.archive())))
        .part("workers", this::readWorkers)
        .part("cluster", this::readCluster);
  }

  private Future<Void> askSessions() {
    return bus.request(SessionDirectory.ADDRESS, new GetDirectoryState())
        .onSuccess(state -> sessions = state)
        .mapEmpty();
  }

  private static Reading reading(DirectoryState state) {
    boolean isHealthy = state.store() == Store.MEMORY || state.store() == Store.UP;
    return new Reading(
        isHealthy ? Status.UP : Status.DEGRADED,
        withReason(
            state.storeReason(),
            new JsonObject()
                .put("live", state.live())
                .put("maximum", state.maximum())
                .put("store", state.store().name())));
  }

  /**
   * The broker's state, from the links and requests of all users; this server's own failures do not
   * count.
   *
   * @param failing the names of requests that fail for most users
   */
  static Reading reading(Links links, List<String> failing) {
    int without = links.away() + links.refused();
    boolean many = without >= FEW_LINKS && without > TOLERATED_SHARE * links.all();
    return new Reading(
        many || !failing.isEmpty() ? Status.DEGRADED : Status.UP,
        new JsonObject()
            .put("connected", links.connected())
            .put("connecting", links.connecting())
            .put("reconnecting", links.away())
            .put("refused", links.refused())
            .put("failing", new JsonArray(failing)));
  }

  private Future<Void> askWatch() {
    return bus.request(WatchService.ADDRESS, new GetWatchState())
        .onSuccess(state -> watch = state)
        .mapEmpty();
  }

  private Future<Void> askCache() {
    return bus.request(CandleCache.ADDRESS, new GetCacheState())
        .onSuccess(state -> cache = state)
        .mapEmpty();
  }

  private static Reading reading(CacheState state) {
    boolean isHealthy = state.redis() == Redis.OFF || state.redis() == Redis.UP;
    return new Reading(
        isHealthy ? Status.UP : Status.DEGRADED,
        withReason(
            state.reason(),
            new JsonObject()
                .put("redis", state.redis().name())
                .put("since", state.since())
                .put("candles", state.candles())));
  }

  private static Reading reading(ArchiveState state) {
    return new Reading(
        state.status() == ArchiveState.Status.DEGRADED ? Status.DEGRADED : Status.UP,
        withReason(
            state.reason(),
            new JsonObject()
                .put("archive", state.status().name())
                .put("since", state.since())
                .put("pages", state.pages())
                .put("bytes", state.bytes())
                .put("waiting", state.waiting())
                .put("dropped", state.dropped())));
  }

  private static JsonObject withReason(String reason, JsonObject facts) {
    return reason.isEmpty() ? facts : facts.put("reason", reason);
  }

  /** UP when a worker completes an urgent request, however many others wait. */
  private Future<Reading> readWorkers() {
    CatalogSettings settings =
        new CatalogSettings(Strategies.MINORIA, Timeframe.M1, 1, 0, TieRule.LOSS);
    CandleSeries nothing = CandleSeries.empty(settings.timeframe());
    return bus.request(
            Analysis.ADDRESS,
            new Analyze(nothing, settings, 0, Finality.upTo(0), null, Urgency.WATCHED))
        .map(ignored -> new Reading(Status.UP, new JsonObject()));
  }

  private Future<Reading> readCluster() {
    return Future.succeededFuture(
        new Reading(Status.UP, new JsonObject().put("members", cluster.members().size())));
  }

  /** Registers the meters, which show the states that {@link #refresh} has read last. */
  public void register(MeterRegistry registry) {
    gauge(
        registry,
        "catalogador.sessions.maximum",
        "how many sessions may have a verticle",
        ignored -> sessions.maximum());
    gauge(registry, "catalogador.cache.candles", "candles in memory", ignored -> cache.candles());
    gauge(registry, "catalogador.cache.pages", "pages in memory", ignored -> cache.pages());
    counter(
        registry, "catalogador.cache.hits", "answers without the broker", ignored -> cache.hits());
    counter(
        registry, "catalogador.cache.misses", "answers with the broker", ignored -> cache.misses());
    counter(
        registry,
        "catalogador.cache.fetches",
        "requests for candles to the broker",
        ignored -> cache.fetches());
    gauge(
        registry,
        "catalogador.history.up",
        "1 while candles reach the disk",
        ignored -> cache.archive().status() == ArchiveState.Status.UP ? 1 : 0);
    gauge(
        registry,
        "catalogador.history.bytes",
        "disk space of the archive of candles",
        ignored -> cache.archive().bytes());
    gauge(
        registry,
        "catalogador.history.waiting",
        "pages of candles that are not on disk yet",
        ignored -> cache.archive().waiting());
    counter(
        registry,
        "catalogador.history.written",
        "pages of candles written to disk",
        ignored -> cache.archive().written());
    counter(
        registry,
        "catalogador.history.dropped",
        "pages of candles that were damaged or could not be written",
        ignored -> cache.archive().dropped());
    gauge(registry, "catalogador.live.feeds", "subscriptions to candles", ignored -> watch.feeds());
    gauge(registry, "catalogador.live.boards", "catalogs watched", ignored -> watch.catalogs());
    gauge(registry, "catalogador.live.watchers", "pages that watch", ignored -> watch.watchers());
    counter(
        registry,
        "catalogador.live.updates",
        "updates of watched catalogs, each once for all its watchers",
        ignored -> watch.updates());
    gauge(
        registry,
        "catalogador.cluster.members",
        "servers that this one works with, itself included",
        ignored -> cluster.members().size());
    redis(registry, "cache", ignored -> cache.redis() == Redis.UP ? 1 : 0);
    redis(registry, "sessions", ignored -> sessions.store() == Store.UP ? 1 : 0);
  }

  private void gauge(
      MeterRegistry registry, String name, String what, ToDoubleFunction<ComponentStates> value) {
    Gauge.builder(name, this, value).description(what).register(registry);
  }

  private void counter(
      MeterRegistry registry, String name, String what, ToDoubleFunction<ComponentStates> value) {
    FunctionCounter.builder(name, this, value).description(what).register(registry);
  }

  private void redis(MeterRegistry registry, String part, ToDoubleFunction<ComponentStates> value) {
    Gauge.builder("catalogador.redis.up", this, value)
        .description("1 while Redis is configured, there, and takes writes")
        .tag("part", part)
        .register(registry);
  }

  /**
   * Requests all states. Never fails; after a time limit the previous state of a component that
   * does not answer is kept.
   */
  Future<Void> refresh() {
    return Future.join(
            Stream.of(askSessions(), askCache(), askWatch())
                .map(asked -> asked.timeout(Health.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .toList())
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }
}
