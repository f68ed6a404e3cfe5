package br.com.catalogador.app.check;

import br.com.catalogador.broker.CandleStream;
import br.com.catalogador.broker.Frame;
import br.com.catalogador.broker.PolariumLink;
import br.com.catalogador.broker.ProtocolAnomalies;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.RunningCandle;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Counts what the broker pushes on a link by name, and the prices of one asset. Confined to the
 * link's event loop.
 */
final class PushCount implements CandleStream.Listener, CandleStream.Source {
  private static final int MAX_NAMES = 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z.-]{1,39}");
  private static final String OTHER = "other";

  private final Vertx vertx;
  private final PolariumLink link;
  private final Map<String, Integer> pushes = new TreeMap<>();
  private Duration duration = Duration.ZERO;
  private int prices;

  PushCount(Vertx vertx, PolariumLink link) {
    this.vertx = vertx;
    this.link = link;
    link.onFrame(this::count);
  }

  private void count(Frame frame) {
    if (frame.requestId() == null || frame.requestId().isEmpty()) {
      boolean listed =
          NAME.matcher(frame.name()).matches()
              && (pushes.size() < MAX_NAMES || pushes.containsKey(frame.name()));
      pushes.merge(listed ? frame.name() : OTHER, 1, Integer::sum);
    }
  }

  /** Follows an asset for some time, as a watched catalog does; counts from zero. */
  Future<Void> listen(Asset asset, Timeframe timeframe, Duration lasting) {
    duration = lasting;
    pushes.clear();
    long now = link.clock().seconds();
    long start = now - now % timeframe.seconds();
    CandleStream stream = new CandleStream(vertx, link, asset.id(), timeframe, start, this, this);
    return vertx
        .timer(lasting.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(ignored -> stream.close())
        .mapEmpty();
  }

  /** The number of prices of the asset. */
  int prices() {
    return prices;
  }

  /** Adds the counts, and those of frames that could not be used, to the facts of a step. */
  void describe(JsonObject facts) {
    JsonObject byName = new JsonObject();
    pushes.forEach(byName::put);
    JsonObject notUnderstood = new JsonObject();
    for (ProtocolAnomalies.Kind kind : ProtocolAnomalies.Kind.values()) {
      if (link.anomalies().count(kind) > 0) {
        notUnderstood.put(kind.name().toLowerCase(Locale.ROOT), link.anomalies().count(kind));
      }
    }
    facts
        .put("seconds", duration.toSeconds())
        .put("pushes", byName)
        .put("prices", prices)
        .put("notUnderstood", notUnderstood);
  }

  @Override
  public void running(RunningCandle candle) {
    prices++;
  }

  @Override
  public void closed(CandleSeries candles) {
    prices++;
  }

  @Override
  public void known(CandleSeries candles, long knownTo) {}

  /** Pushes alone are counted: candles that were missed stay missing. */
  @Override
  public Future<CandleStream.Newest> newest(int wanted) {
    return Future.failedFuture(Failure.of(FailureKind.BROKER_UNAVAILABLE));
  }
}
