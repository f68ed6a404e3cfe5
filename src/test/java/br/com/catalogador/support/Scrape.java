package br.com.catalogador.support;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parsed answer of {@code /metrics} at one time. */
public record Scrape(List<Sample> samples) {
  private static final Pattern LINE = Pattern.compile("([a-zA-Z0-9_:]+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z0-9_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** One sample line. */
  public record Sample(String metric, Map<String, String> labels, double value) {}

  public static Scrape of(String text) {
    return new Scrape(
        text.lines().filter(line -> !line.startsWith("#")).map(Scrape::sample).toList());
  }

  private static Sample sample(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalStateException("not a sample: " + line);
    }
    Map<String, String> labels = new HashMap<>();
    if (matcher.group(2) != null) {
      Matcher label = LABEL.matcher(matcher.group(2));
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
    }
    return new Sample(matcher.group(1), labels, Double.parseDouble(matcher.group(3)));
  }

  public Set<String> names() {
    return samples.stream().map(Sample::metric).collect(Collectors.toSet());
  }

  /** Labels of a metric. */
  public Set<String> labels(String metric) {
    Set<String> labels = new HashSet<>();
    samples.stream()
        .filter(sample -> sample.metric().equals(metric))
        .forEach(sample -> labels.addAll(sample.labels().keySet()));
    return labels;
  }

  /** Values that a label of a metric has. */
  public Set<String> values(String metric, String label) {
    return samples.stream()
        .filter(sample -> sample.metric().equals(metric))
        .map(sample -> sample.labels().getOrDefault(label, ""))
        .collect(Collectors.toSet());
  }

  /** The sum of a metric's samples with given labels: names and values alternate. */
  public double sum(String metric, String... labels) {
    return with(metric, labels).mapToDouble(Sample::value).sum();
  }

  private Stream<Sample> with(String metric, String... labels) {
    Map<String, String> wanted = new HashMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      wanted.put(labels[i], labels[i + 1]);
    }
    return samples.stream()
        .filter(sample -> sample.metric().equals(metric))
        .filter(sample -> sample.labels().entrySet().containsAll(wanted.entrySet()));
  }

  /** How much a sum has grown since an earlier scrape. */
  public double since(Scrape before, String metric, String... labels) {
    return sum(metric, labels) - before.sum(metric, labels);
  }

  /** The mean of a timer in milliseconds since an earlier scrape; NaN without samples. */
  public double meanMillisSince(Scrape before, String timer, String... labels) {
    return 1000
        * since(before, timer + "_seconds_sum", labels)
        / since(before, timer + "_seconds_count", labels);
  }

  /**
   * An upper bound of a quantile of a timer since an earlier scrape, in milliseconds: the limit of
   * the bucket that contains it.
   */
  public double boundMillisSince(Scrape before, double part, String timer, String... labels) {
    String buckets = timer + "_seconds_bucket";
    TreeMap<Double, Double> counts = new TreeMap<>();
    with(buckets, labels).forEach(it -> counts.merge(limit(it), it.value(), Double::sum));
    before.with(buckets, labels).forEach(it -> counts.merge(limit(it), -it.value(), Double::sum));
    double wanted = part * counts.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= wanted)
        .mapToDouble(entry -> entry.getKey() * 1000)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static double limit(Sample bucket) {
    return Double.parseDouble(bucket.labels().get("le").replace("+Inf", "Infinity"));
  }
}
