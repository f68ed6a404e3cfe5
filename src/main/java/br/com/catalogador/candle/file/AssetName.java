package br.com.catalogador.candle.file;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the asset in the name of a file, as the programs write it. */
final class AssetName {
  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile("DAT_[A-Z]+_([A-Z0-9]+)_M1_.*"),
          Pattern.compile("[A-Z]+_([A-Z0-9.!]+), \\d+.*"),
          Pattern.compile("([A-Za-z0-9.#-]+?)_(?:Candlestick|M\\d|H\\d|D1).*"),
          Pattern.compile("([A-Z0-9]+)-\\d+[mhd]-.*"),
          Pattern.compile("([A-Z]{6}(?:-OTC)?)(?:\\d{1,4})?"));

  private AssetName() {}

  /** The asset, or null. */
  static String of(String fileName) {
    if (fileName == null) {
      return null;
    }
    String name = fileName.replaceFirst("(\\.(csv|txt|tsv|json|jsonl|gz|zip))+$", "");
    for (Pattern form : FORMS) {
      Matcher matcher = form.matcher(name);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    return null;
  }
}
