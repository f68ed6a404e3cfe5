package br.com.catalogador.load;

import java.util.List;
import java.util.TreeMap;

/** What a server's {@code /metrics} has answered at one time. */
record Scrape(List<String> lines) {
  static Scrape of(String text) {
    return new Scrape(text.lines().filter(line -> !line.startsWith("#")).toList());
  }

  /**
   * The sum of a metric's samples.
   *
   * @param labels that a sample must have, each as {@code name="value"}
   */
  double sum(String metric, String... labels) {
    return lines.stream()
        .filter(line -> isOf(line, metric, labels))
        .mapToDouble(Scrape::value)
        .sum();
  }

  private static boolean isOf(String line, String metric, String... labels) {
    if (!line.startsWith(metric + "{") && !line.startsWith(metric + " ")) {
      return false;
    }
    return List.of(labels).stream().allMatch(line::contains);
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  /** How much a sum has grown since an earlier scrape. */
  double since(Scrape before, String metric, String... labels) {
    return sum(metric, labels) - before.sum(metric, labels);
  }

  /** The mean of a timer in milliseconds since an earlier scrape; NaN when nothing was timed. */
  double meanMillisSince(Scrape before, String timer, String... labels) {
    return 1000
        * since(before, timer + "_seconds_sum", labels)
        / since(before, timer + "_seconds_count", labels);
  }

  /**
   * An upper bound of what a part of all that was timed since an earlier scrape took: the next of
   * the histogram's limits, in milliseconds.
   */
  double boundMillisSince(Scrape before, double part, String timer, String... labels) {
    TreeMap<Double, Double> counts = new TreeMap<>();
    for (String line : lines) {
      if (isOf(line, timer + "_seconds_bucket", labels)) {
        double limit = Double.parseDouble(limit(line).replace("+Inf", "Infinity"));
        counts.merge(limit, value(line), Double::sum);
      }
    }
    for (String line : before.lines()) {
      if (isOf(line, timer + "_seconds_bucket", labels)) {
        double limit = Double.parseDouble(limit(line).replace("+Inf", "Infinity"));
        counts.merge(limit, -value(line), Double::sum);
      }
    }
    double wanted = part * counts.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= wanted)
        .mapToDouble(entry -> entry.getKey() * 1000)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static String limit(String line) {
    int from = line.indexOf("le=\"") + 4;
    return line.substring(from, line.indexOf('"', from));
  }
}
