package br.com.catalogador.view;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.file.CandleFile;
import java.io.IOException;

/** Writes candles as CSV: {@code from} in epoch seconds, {@code open,high,low,close}. */
public final class CandleFileCsv implements CandleFileWriter {
  private static final String HEADER = "from,open,high,low,close\n";

  private final Appendable out;
  private final boolean withFile;
  private boolean begun;

  /**
   * @param withFile whether a first column names the file
   */
  public CandleFileCsv(Appendable out, boolean withFile) {
    this.out = out;
    this.withFile = withFile;
  }

  @Override
  public void add(String name, CandleFile file) throws IOException {
    if (!begun) {
      out.append(withFile ? "file," : "").append(HEADER);
      begun = true;
    }
    String first = withFile ? Csv.line(name).strip() + ',' : "";
    addRows(out, first, file.candles());
  }

  /** Writes candles that are of no file, with the header. */
  public static void write(Appendable out, CandleSeries candles) throws IOException {
    addRows(out.append(HEADER), "", candles);
  }

  private static void addRows(Appendable out, String first, CandleSeries candles)
      throws IOException {
    StringBuilder line = new StringBuilder(128);
    for (int i = 0; i < candles.size(); i++) {
      line.setLength(0);
      line.append(first).append(candles.from(i)).append(',');
      PriceText.append(line, candles.open(i));
      PriceText.append(line.append(','), candles.high(i));
      PriceText.append(line.append(','), candles.low(i));
      PriceText.append(line.append(','), candles.close(i));
      out.append(line.append('\n'));
    }
  }

  @Override
  public void end() {
    // every line is complete
  }
}
