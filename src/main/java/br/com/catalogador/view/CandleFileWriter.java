package br.com.catalogador.view;

import br.com.catalogador.candle.file.CandleFile;
import java.io.IOException;

/** Writes files of candles, one after the other, without holding more than one of them. */
public interface CandleFileWriter {

  /**
   * @param name of the file as the reader knows it
   */
  void add(String name, CandleFile file) throws IOException;

  /** Ends the text after the last file. */
  void end() throws IOException;
}
