package br.com.catalogador.view;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.file.CandleFile;
import br.com.catalogador.candle.file.Understood;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/**
 * Writes what was understood of a file and its candles as {@code POST /api/v1/candles/read}
 * answers; several files as {@code {"files":[…]}} with a {@code file} each. As a stream, because a
 * file may have millions of candles.
 */
public final class CandleFileJson implements CandleFileWriter {
  private static final int PIECE = 1 << 13;

  private final Appendable out;
  private final boolean several;
  private final Locale locale;
  private final StringBuilder piece = new StringBuilder(PIECE + 64);
  private boolean begun;

  /**
   * @param locale of the sentences
   */
  public CandleFileJson(Appendable out, boolean several, Locale locale) {
    this.out = out;
    this.several = several;
    this.locale = locale;
  }

  @Override
  public void add(String name, CandleFile file) throws IOException {
    JsonObject head = several ? new JsonObject().put("file", name) : new JsonObject();
    String understood = head.put("understood", understood(file.understood(), locale)).encode();
    out.append(several ? begun ? ",\n" : "{\"files\":[\n" : "");
    begun = true;
    out.append(understood, 0, understood.length() - 1).append(",\"candles\":{");
    CandleSeries candles = file.candles();
    out.append("\"from\":[");
    for (int i = 0; i < candles.size(); i++) {
      piece.append(i == 0 ? "" : ",").append(candles.from(i));
      flush(PIECE);
    }
    flush(0);
    column("open", candles.size(), candles::open);
    column("high", candles.size(), candles::high);
    column("low", candles.size(), candles::low);
    column("close", candles.size(), candles::close);
    out.append("]}}");
  }

  @Override
  public void end() throws IOException {
    out.append(!several ? "\n" : begun ? "\n]}\n" : "{\"files\":[]}\n");
  }

  private void column(String name, int size, IntToDoubleFunction price) throws IOException {
    piece.append("],\"").append(name).append("\":[");
    for (int i = 0; i < size; i++) {
      piece.append(i == 0 ? "" : ",");
      PriceText.append(piece, price.applyAsDouble(i));
      flush(PIECE);
    }
    flush(0);
  }

  private void flush(int longest) throws IOException {
    if (piece.length() > longest) {
      out.append(piece);
      piece.setLength(0);
    }
  }

  /** What was understood, with its sentences in a language. */
  static JsonObject understood(Understood understood, Locale locale) {
    return new JsonObject()
        .put("format", understood.format())
        .put("asset", understood.asset())
        .put("timeframe", understood.timeframe().seconds())
        .put("sourceTimeframe", understood.sourceTimeframe().seconds())
        .put("candles", understood.candles())
        .put("from", understood.from())
        .put("to", understood.to())
        .put("zone", understood.zone())
        .put("zoneFrom", understood.zoneFrom())
        .put("evidence", understood.evidence() == null ? null : understood.evidence().in(locale))
        .put("stamp", understood.closeStamp() ? "close" : "open")
        .put("unit", understood.unit())
        .put("digits", understood.digits() < 0 ? null : understood.digits())
        .put("gaps", understood.gaps())
        .put("dojis", understood.dojis())
        .put("repeated", understood.repeated())
        .put("conflicts", understood.conflicts())
        .put("flatsDropped", understood.flatsDropped())
        .put("lastDropped", understood.lastDropped())
        .put("shortBlocks", understood.shortBlocks())
        .put("text", understood.text(locale));
  }
}
