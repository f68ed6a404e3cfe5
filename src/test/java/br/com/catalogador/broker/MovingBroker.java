package br.com.catalogador.broker;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.session.message.FetchCandles;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Random;

/**
 * One user's way to a {@link MovingMarket}: his clock as his socket hears it, and how badly that
 * works.
 */
public final class MovingBroker implements BrokerRequests {
  private final MovingMarket market;
  private final Random random;
  private final boolean behaves;
  private final BrokerClock clock;
  private long stepMillis;
  private long stepUntil;
  private long frozenUntil;
  private int requests;

  /**
   * @param behaves whether all goes well
   */
  public MovingBroker(MovingMarket market, long seed, boolean behaves) {
    this.market = market;
    this.random = new Random(seed);
    this.behaves = behaves;
    this.clock = new BrokerClock(() -> Instant.ofEpochSecond(0, market.nanos()));
    if (!behaves && random.nextBoolean()) {
      step();
    }
    hear();
  }

  /** What comes by itself within a second: the time, and prices if the user watches. */
  public void second(boolean watches) {
    if (!behaves) {
      misbehave();
    }
    if (market.seconds() >= frozenUntil) {
      hear();
      if (watches) {
        clock.shown(market.newestPrice() * 1000);
      }
    }
  }

  private void misbehave() {
    int chance = random.nextInt(2_000);
    if (chance == 0 && market.seconds() > stepUntil) {
      step();
    } else if (chance == 1) {
      frozenUntil = market.seconds() + random.nextInt(60);
    }
  }

  /** Its clock is wrong for a while by a second to an hour. */
  private void step() {
    long seconds = 1 + random.nextInt(random.nextBoolean() ? 120 : 3_600);
    stepMillis = (random.nextBoolean() ? 1 : -1) * seconds * 1000;
    stepUntil = market.seconds() + random.nextInt(600);
  }

  private void hear() {
    clock.sync(market.seconds() * 1000 + (market.seconds() < stepUntil ? stepMillis : 0));
  }

  @Override
  public BrokerClock clock() {
    return clock;
  }

  /** How often it was asked. */
  public int requests() {
    return requests;
  }

  /** As a session fetches. */
  public Future<CandlePage> fetch(FetchCandles request) {
    return new PolariumApi(this)
        .candles(
            request.assetId(),
            request.timeframe(),
            request.to(),
            request.count(),
            request.newest());
  }

  /** Answers what is so now; some seconds may pass until the answer is there. */
  @Override
  public Future<Frame> request(String name, String version, JsonObject body) {
    requests++;
    if (market.seconds() < frozenUntil) {
      return Future.failedFuture(Failure.of(FailureKind.BROKER_TIMEOUT));
    }
    if (!behaves && random.nextInt(50) == 0) {
      return Future.failedFuture(Failure.of(FailureKind.BROKER_UNAVAILABLE));
    }
    JsonArray candles = new JsonArray();
    market.history(body.getLong("to"), body.getInteger("count")).forEach(candles::add);
    if (!behaves) {
      market.pass(random.nextInt(random.nextInt(10) == 0 ? 8_000 : 500));
    }
    JsonObject msg = new JsonObject().put("candles", candles);
    return Future.succeededFuture(new Frame("candles", "1", Frame.OK, msg));
  }
}
