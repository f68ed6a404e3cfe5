package br.com.catalogador.support;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The measured figures of one round, and whether each meets its requirement. */
public final class Verdict {
  private final String round;
  private final List<Line> lines = new ArrayList<>();

  private record Line(String what, Object figure, String wanted, boolean good) {}

  public Verdict(String round) {
    this.round = round;
  }

  /** Adds a figure without a requirement. */
  public void report(String what, Object figure) {
    add(new Line(what, figure, "", true));
  }

  public void exactly(String what, long figure, long wanted) {
    add(new Line(what, figure, "= " + wanted, figure == wanted));
  }

  public void atMost(String what, double figure, double most) {
    add(new Line(what, figure, String.format(Locale.ROOT, "<= %.1f", most), figure <= most));
  }

  public void atLeast(String what, long figure, long least) {
    add(new Line(what, figure, ">= " + least, figure >= least));
  }

  private void add(Line line) {
    lines.add(line);
    System.out.printf(
        Locale.ROOT,
        "%-28s %-44s %12s %-10s %s%n",
        round,
        line.what(),
        line.figure(),
        line.wanted(),
        line.wanted().isEmpty() ? "" : line.good() ? "ok" : "NOT ok");
  }

  public boolean isGood() {
    return lines.stream().allMatch(Line::good);
  }

  /** The lines that do not meet their requirement. */
  public List<String> bad() {
    return lines.stream()
        .filter(line -> !line.good())
        .map(line -> line.what() + ": " + line.figure() + ", not " + line.wanted())
        .toList();
  }

  public JsonObject json() {
    JsonArray all = new JsonArray();
    lines.forEach(
        line ->
            all.add(
                new JsonObject()
                    .put("what", line.what())
                    .put("figure", String.valueOf(line.figure()))
                    .put("wanted", line.wanted())
                    .put("ok", line.good())));
    return new JsonObject().put("round", round).put("ok", isGood()).put("lines", all);
  }
}
