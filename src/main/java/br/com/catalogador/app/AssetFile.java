package br.com.catalogador.app;

import java.nio.file.Path;

/**
 * A file of candles as an argument, {@code [SYMBOL=]FILE}.
 *
 * @param given the symbol before the sign of equality, or null
 * @param path {@code -} for the standard input
 */
record AssetFile(String given, String path) {

  /** Reads the argument; what stands before the sign is no symbol if it is a folder. */
  static AssetFile of(String argument) {
    int sign = argument.indexOf('=');
    String before = argument.substring(0, Math.max(0, sign));
    return before.isEmpty() || before.contains("/") || before.contains("\\")
        ? new AssetFile(null, argument)
        : new AssetFile(before, argument.substring(sign + 1));
  }

  /**
   * The symbol given, or what the file says, or the file's name without its ending.
   *
   * @param ofFile may be null
   */
  String symbol(String ofFile) {
    if (given != null) {
      return given;
    }
    return ofFile != null
        ? ofFile
        : String.valueOf(Path.of(path).getFileName()).replaceFirst("(?<=.)\\..*", "");
  }
}
