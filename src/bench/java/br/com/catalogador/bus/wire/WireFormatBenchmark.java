package br.com.catalogador.bus.wire;

import br.com.catalogador.cache.message.CachedCandles.Source;
import br.com.catalogador.cache.message.CandleSeriesForm;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.session.message.CandlesView;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.simulator.SampleMarket;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Forming;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.support.CandleColumns;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to write a message for another server, and to read it there: as the product does,
 * and as JSON. The JSON has the same components by name, candles as columns; of reading it only the
 * parsing and the candles are counted, not the records around them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WireFormatBenchmark {
  /** EURUSD-OTC: open day and night. */
  private static final int OTC_ASSET = 16;

  private static final Map<Class<?>, RecordShape> SHAPES = new ConcurrentHashMap<>();

  @Param({"candles", "catalog"})
  public String message;

  @Param({"180", "1000"})
  public int candles;

  private final WireFormat format = new WireFormat(List.of(new CandleSeriesForm()));
  private Object view;
  private Buffer binary;
  private Buffer json;

  @Setup
  public void make() {
    CandleSeries series = SampleMarket.candles(OTC_ASSET, Timeframe.M1, candles);
    Asset asset = new Asset(76, "EURUSD-OTC", "EUR/USD (OTC)", Asset.Category.OTC, true, 0.89);
    view =
        message.equals("candles")
            ? new CandlesView(asset, series, null)
            : catalog(asset, series, candles / 5);
    binary = writeBinary();
    json = writeJson();
    System.out.printf(
        "%s of %d candles: %d bytes binary, %d bytes JSON%n",
        message, candles, binary.length(), json.length());
  }

  private static CatalogView catalog(Asset asset, CandleSeries series, int quadrants) {
    CatalogSettings settings =
        new CatalogSettings(Strategies.MINORIA, Timeframe.M1, quadrants, 2, TieRule.LOSS);
    Finality finality = Finality.upTo(series.end());
    Catalog catalog = Catalog.of(series, settings, finality);
    Summary summary = Summary.of(catalog.rows(), 2, new StakePlan(0.87, 2, false));
    Forming forming = Forming.of(series, settings, series.end(), finality).orElse(null);
    return new CatalogView(
        asset,
        settings,
        series.end(),
        series.end(),
        series,
        catalog.rows(),
        catalog.skipped(),
        summary,
        catalog.afterHits(),
        forming,
        Source.CACHE,
        0,
        null);
  }

  @Benchmark
  public Buffer writeBinary() {
    Buffer out = Buffer.buffer();
    format.write(view, out);
    return out;
  }

  @Benchmark
  public Object readBinary() {
    return format.read(binary, 0);
  }

  @Benchmark
  public Buffer writeJson() {
    return ((JsonObject) json(view)).toBuffer();
  }

  @Benchmark
  public Object readJson() {
    JsonObject read = new JsonObject(json);
    JsonObject columns = read.getJsonObject(message.equals("candles") ? "closed" : "candles");
    return List.of(read, CandleColumns.read(columns));
  }

  private static Object json(Object value) {
    if (value instanceof CandleSeries series) {
      return columns(series);
    }
    if (value instanceof Collection<?> items) {
      JsonArray array = new JsonArray();
      items.forEach(item -> array.add(json(item)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      JsonObject object = new JsonObject();
      map.forEach((key, held) -> object.put(key.toString(), json(held)));
      return object;
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof Record record) {
      RecordShape shape = SHAPES.computeIfAbsent(record.getClass(), RecordShape::of);
      JsonObject object = new JsonObject();
      for (int i = 0; i < shape.size(); i++) {
        object.put(shape.name(i), json(shape.get(record, i)));
      }
      return object;
    }
    return value;
  }

  private static JsonObject columns(CandleSeries series) {
    JsonArray from = new JsonArray();
    JsonArray open = new JsonArray();
    JsonArray high = new JsonArray();
    JsonArray low = new JsonArray();
    JsonArray close = new JsonArray();
    for (int i = 0; i < series.size(); i++) {
      from.add(series.from(i));
      open.add(series.open(i));
      high.add(series.high(i));
      low.add(series.low(i));
      close.add(series.close(i));
    }
    return new JsonObject()
        .put("from", from)
        .put("open", open)
        .put("high", high)
        .put("low", low)
        .put("close", close);
  }
}
