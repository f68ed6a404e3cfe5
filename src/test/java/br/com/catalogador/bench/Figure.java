package br.com.catalogador.bench;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How long one thing takes, told as how many times its reference's time, so that it can be compared
 * across machines.
 *
 * @param name unique among all figures
 * @param reference what it was measured beside, by its name
 * @param unit of {@code absolute}, for people
 * @param absolute median of all rounds, on the machine that measured
 * @param ratio to the reference, median of all rounds; less is faster
 * @param spread half the distance from the lowest to the highest round's ratio, as a share of the
 *     median: 0.04 is ± 4 %
 */
record Figure(
    String name, String reference, String unit, double absolute, double ratio, double spread) {

  /**
   * One round.
   *
   * @param time what it took
   * @param reference what the reference took around it, in the same unit
   */
  record Round(double time, double reference) {
    double ratio() {
      return time / reference;
    }
  }

  /**
   * @param rounds at least one
   */
  static Figure of(String name, String reference, String unit, List<Round> rounds) {
    double[] ratios = sorted(rounds, Round::ratio);
    double ratio = median(ratios);
    double spread = (ratios[ratios.length - 1] - ratios[0]) / 2 / ratio;
    return new Figure(name, reference, unit, median(sorted(rounds, Round::time)), ratio, spread);
  }

  private static double[] sorted(List<Round> rounds, ToDoubleFunction<Round> value) {
    double[] values = rounds.stream().mapToDouble(value).toArray();
    Arrays.sort(values);
    return values;
  }

  private static double median(double[] sorted) {
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** Whether both tell of the same thing beside the same reference. */
  boolean isComparable(Figure other) {
    return name.equals(other.name) && reference.equals(other.reference);
  }

  JsonObject json() {
    return new JsonObject()
        .put("name", name)
        .put("reference", reference)
        .put("ratio", rounded(ratio))
        .put("spread", rounded(spread))
        .put("absolute", rounded(absolute))
        .put("unit", unit);
  }

  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }

  static Figure of(JsonObject json) {
    return new Figure(
        json.getString("name"),
        json.getString("reference"),
        json.getString("unit"),
        json.getDouble("absolute"),
        json.getDouble("ratio"),
        json.getDouble("spread"));
  }
}
