package br.com.catalogador.view;

import br.com.catalogador.session.message.FetchProgress;
import br.com.catalogador.session.message.KnownHistory;
import io.vertx.core.json.JsonObject;

/** Writes what is known of old candles, and how far they have been fetched. */
public final class HistoryJson {
  private HistoryJson() {}

  public static JsonObject known(KnownHistory known) {
    return new JsonObject()
        .put("asset", known.asset())
        .put("from", known.from())
        .put("to", known.to())
        .put("candles", known.candles())
        .put("gaps", known.gaps())
        .put("complete", known.complete());
  }

  public static JsonObject progress(FetchProgress progress) {
    return new JsonObject()
        .put("asset", progress.asset())
        .put("timeframe", progress.timeframe().seconds())
        .put("wantedFrom", progress.wantedFrom())
        .put("from", progress.from())
        .put("requestsLeft", progress.requestsLeft())
        .put("secondsLeft", progress.secondsLeft());
  }
}
