package br.com.catalogador.broker;

import br.com.catalogador.cache.message.CandleSource;
import br.com.catalogador.cache.message.FetchCandles;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One user's connection to a {@link MovingMarket}, with random faults unless it behaves. */
public final class MovingBroker implements BrokerLink, CandleSource {
  /**
   * Seconds of silence after which the link replaces its socket; pushes sent meanwhile are lost.
   */
  private static final long MAX_SILENCE = 15;

  private final MovingMarket market;
  private final Random random;
  private final boolean behaves;
  private final int commission;
  private final BrokerClock clock;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final List<Late> late = new ArrayList<>();
  private long pushedTo;
  private long stepMillis;
  private long stepUntil;
  private long frozenSince;
  private long frozenUntil;
  private int requests;

  /** A delayed push. */
  private record Late(long at, JsonObject push) {}

  /**
   * @param commission per cent of the stake that the broker keeps on a win
   * @param behaves false to inject faults
   */
  public MovingBroker(MovingMarket market, long seed, int commission, boolean behaves) {
    this.market = market;
    this.random = new Random(seed);
    this.commission = commission;
    this.behaves = behaves;
    this.clock = new BrokerClock(() -> Instant.ofEpochSecond(0, market.nanos()));
    this.pushedTo = market.seconds();
    if (!behaves && random.nextBoolean()) {
      step();
    }
    syncClock();
  }

  /** Sends what the broker sends within a second: the time, and prices of subscribed topics. */
  public void second() {
    if (!behaves) {
      misbehave();
    }
    if (!isFrozen()) {
      syncClock();
      if (frozenUntil > frozenSince) {
        thaw();
      }
      push();
    }
  }

  private boolean isFrozen() {
    return market.seconds() < frozenUntil;
  }

  /** Sets the listener that is called after the clock has stepped. */
  public void onStep(Runnable listener) {
    clock.onStep(listener);
  }

  /** Whether the link would report that it is connected. */
  public boolean isConnected() {
    return !isFrozen() || market.seconds() - frozenSince < MAX_SILENCE;
  }

  private void thaw() {
    if (market.seconds() - frozenSince >= MAX_SILENCE) {
      pushedTo = market.seconds();
      late.clear();
      List.copyOf(subscriptions).forEach(subscription -> subscription.listener().restored());
    }
    frozenSince = frozenUntil;
  }

  private void push() {
    List<Late> due = late.stream().filter(push -> push.at() <= market.seconds()).toList();
    late.removeAll(due);
    due.forEach(push -> deliver(push.push()));
    while (pushedTo < market.seconds()) {
      pushedTo++;
      market.pushes(pushedTo).forEach(this::send);
    }
  }

  /** Delivers most pushes; drops, repeats, delays or falsifies some. */
  private void send(JsonObject push) {
    int chance = behaves ? Integer.MAX_VALUE : random.nextInt(60);
    switch (chance) {
      case 0, 1, 2, 3 -> {}
      case 4, 5 -> late.add(new Late(market.seconds() + 1 + random.nextInt(4), push));
      case 6, 7 -> {
        deliver(push);
        deliver(push);
      }
      case 8 -> deliver(push.copy().put("active_id", MovingMarket.ASSET + 1));
      default -> deliver(push);
    }
  }

  private void deliver(JsonObject push) {
    List.copyOf(subscriptions).forEach(subscription -> subscription.listener().pushed(push));
  }

  @Override
  public Subscription subscribe(PushTopic topic, Subscription.Listener listener) {
    Subscription subscription = new Subscription(subscriptions::remove, topic, listener);
    subscriptions.add(subscription);
    return subscription;
  }

  @Override
  public Future<Void> clockKnown() {
    return Future.succeededFuture();
  }

  private void misbehave() {
    int chance = random.nextInt(2_000);
    if (chance == 0 && market.seconds() > stepUntil) {
      step();
    } else if (chance == 1) {
      frozenSince = market.seconds();
      frozenUntil = frozenSince + random.nextInt(60);
    }
  }

  /** Makes its clock wrong for a while, by a second to an hour. */
  private void step() {
    long seconds = 1 + random.nextInt(random.nextBoolean() ? 120 : 3_600);
    stepMillis = (random.nextBoolean() ? 1 : -1) * seconds * 1000;
    stepUntil = market.seconds() + random.nextInt(600);
  }

  private void syncClock() {
    clock.sync(market.seconds() * 1000 + (market.seconds() < stepUntil ? stepMillis : 0));
  }

  @Override
  public BrokerClock clock() {
    return clock;
  }

  /** Number of candle requests received. */
  public int requests() {
    return requests;
  }

  /** Fetches candles the way a session does. */
  @Override
  public Future<CandlePage> fetch(FetchCandles request) {
    return new PolariumApi(this)
        .candles(
            request.assetId(),
            request.timeframe(),
            request.to(),
            request.count(),
            request.newest());
  }

  /** Answers with the current state; the simulated time may advance by some seconds. */
  @Override
  public Future<Frame> request(String name, String version, JsonObject body) {
    if (isFrozen()) {
      return Future.failedFuture(Failure.of(FailureKind.BROKER_TIMEOUT));
    }
    if (!behaves && random.nextInt(50) == 0) {
      return Future.failedFuture(Failure.of(FailureKind.BROKER_UNAVAILABLE));
    }
    return switch (name) {
      case "get-candles" -> candles(body);
      case "binary-options.get-initialization-data" ->
          Future.succeededFuture(new Frame("initialization-data", "1", Frame.OK, assets()));
      default -> Future.failedFuture(Failure.of(FailureKind.BROKER_REFUSED));
    };
  }

  private JsonObject assets() {
    JsonObject profit = new JsonObject().put("commission", commission);
    JsonObject active =
        new JsonObject()
            .put("id", MovingMarket.ASSET)
            .put("name", "front.EURUSD-OTC")
            .put("enabled", true)
            .put("option", new JsonObject().put("profit", profit));
    return new JsonObject()
        .put("turbo", new JsonObject().put("actives", new JsonObject().put("76", active)));
  }

  private Future<Frame> candles(JsonObject body) {
    requests++;
    JsonArray candles = new JsonArray();
    market.history(body.getLong("to"), body.getInteger("count")).forEach(candles::add);
    if (!behaves) {
      market.pass(random.nextInt(random.nextInt(10) == 0 ? 8_000 : 500));
    }
    JsonObject msg = new JsonObject().put("candles", candles);
    return Future.succeededFuture(new Frame("candles", "1", Frame.OK, msg));
  }
}
