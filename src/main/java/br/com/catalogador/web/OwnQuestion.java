package br.com.catalogador.web;

import br.com.catalogador.analysis.message.Analyze;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.GroupedCandles;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.web.http.CatalogQuery;
import br.com.catalogador.web.http.OwnCandles;
import br.com.catalogador.web.http.Parameters;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The catalog that a caller asks for, of candles of the caller's own.
 *
 * @param now UTC epoch seconds
 * @param parameters as they came, but for the candles
 */
record OwnQuestion(GetCatalog catalog, GroupedCandles own, long now, Parameters parameters) {
  /** The most candles, with prices of many digits. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  static final String NOW = "now";

  /**
   * Reads a body; on a worker.
   *
   * @param unknown names of a catalog's parameters that mean nothing here
   * @throws br.com.catalogador.failure.Failure INVALID_PARAMETER naming the field
   */
  static OwnQuestion read(Buffer body, String... unknown) {
    OwnCandles own = OwnCandles.parse(body);
    List<String> names = new ArrayList<>(List.of(CatalogQuery.names()));
    names.add(NOW);
    names.removeAll(List.of(unknown));
    Parameters parameters = own.others(names.toArray(String[]::new));
    GetCatalog catalog = CatalogQuery.read(parameters);
    GroupedCandles candles = own.candles(catalog.settings().timeframe());
    return new OwnQuestion(
        catalog, candles, parameters.epochSeconds(NOW).orElse(candles.end()), parameters);
  }

  CandleSeries candles() {
    return own.candles();
  }

  Analyze analyze() {
    StakePlan stakes =
        catalog.payout() == null
            ? null
            : new StakePlan(catalog.payout(), catalog.multiplier(), catalog.recover());
    return new Analyze(
        candles(), catalog.settings(), now, Finality.upTo(now), stakes, Analyze.Urgency.SINGLE);
  }
}
