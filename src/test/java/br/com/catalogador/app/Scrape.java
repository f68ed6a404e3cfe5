package br.com.catalogador.app;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code /metrics} has answered. */
record Scrape(List<Sample> samples) {
  private static final Pattern LINE = Pattern.compile("([a-zA-Z0-9_:]+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z0-9_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** One line. */
  record Sample(String metric, Map<String, String> labels, double value) {}

  static Scrape of(RunningServer server) {
    return new Scrape(
        server
            .management()
            .get("/metrics")
            .text()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(Scrape::sample)
            .toList());
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

  Set<String> names() {
    return samples.stream().map(Sample::metric).collect(Collectors.toSet());
  }

  /** Labels of a metric. */
  Set<String> labels(String metric) {
    Set<String> labels = new HashSet<>();
    samples.stream()
        .filter(sample -> sample.metric().equals(metric))
        .forEach(sample -> labels.addAll(sample.labels().keySet()));
    return labels;
  }

  /** Values that a label of a metric has. */
  Set<String> values(String metric, String label) {
    return samples.stream()
        .filter(sample -> sample.metric().equals(metric))
        .map(sample -> sample.labels().getOrDefault(label, ""))
        .collect(Collectors.toSet());
  }

  /** The sum of a metric's samples that have these labels, names and values in turn. */
  double sum(String metric, String... labels) {
    Map<String, String> wanted = new HashMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      wanted.put(labels[i], labels[i + 1]);
    }
    return samples.stream()
        .filter(sample -> sample.metric().equals(metric))
        .filter(sample -> sample.labels().entrySet().containsAll(wanted.entrySet()))
        .mapToDouble(Sample::value)
        .sum();
  }
}
