package br.com.catalogador.candle.file;

/** Where a file comes from, as far as its shape tells; what a format fixes is said here. */
enum FileFormat {
  CSV("CSV"),
  JSON("JSON"),
  OURS("Catalogador"),
  MT4("MT4"),
  MT5("MT5"),
  /** Its epochs are the wall time of the broker's server. */
  MT5_PYTHON("MetaTrader5 (Python)"),
  HISTDATA("HistData"),
  HISTDATA_MT("HistData (MT4)"),
  NINJATRADER("NinjaTrader"),
  DUKASCOPY("Dukascopy"),
  DUKASCOPY_GMT("Dukascopy"),
  DUKASCOPY_NODE("dukascopy-node"),
  BINANCE("Binance"),
  TRADINGVIEW("TradingView"),
  YFINANCE("yfinance"),
  YAHOO("Yahoo"),
  ALPHA_VANTAGE("Alpha Vantage"),
  STOOQ("Stooq/Finam"),
  CTRADER("cTrader"),
  INVESTING("Investing.com"),
  IQ_OPTION("IQ Option"),
  DERIV("Deriv"),
  OANDA("Oanda"),
  CCXT("ccxt");

  /** As people know it. */
  final String label;

  FileFormat(String label) {
    this.label = label;
  }

  /** The clock that the format's wall times are of by its documents; null if they fix none. */
  FileZone zone() {
    return switch (this) {
      case HISTDATA, HISTDATA_MT -> FileZone.EST;
      case DUKASCOPY_GMT, NINJATRADER -> FileZone.UTC;
      default -> null;
    };
  }
}
