package br.com.catalogador.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What has become of each figure since the baseline was written. */
record Comparison(List<Row> rows) {
  private static final double MOVED = 0.10;

  /**
   * One figure, then and now; one of both is null for a figure that is new or missing.
   *
   * @param baseline null when it is new
   * @param now null when it is missing
   */
  record Row(Figure baseline, Figure now) {
    private boolean isComplete() {
      return baseline != null && now != null;
    }

    /** 0.12 is 12 % slower; NaN without both figures. */
    double change() {
      return isComplete() ? now.ratio() / baseline.ratio() - 1 : Double.NaN;
    }

    /** By more than a tenth, to either side. */
    boolean hasMoved() {
      return Math.abs(change()) > MOVED;
    }

    /** Whether the rounds then and the rounds now have no ratio in common. */
    boolean isBeyondNoise() {
      return isComplete()
          && Math.abs(now.ratio() - baseline.ratio())
              > now.ratio() * now.spread() + baseline.ratio() * baseline.spread();
    }

    private String verdict() {
      if (baseline == null) {
        return "NEW: not in the baseline";
      }
      if (now == null) {
        return "MISSING: in the baseline only";
      }
      if (!hasMoved()) {
        return "";
      }
      String direction = change() > 0 ? "SLOWER" : "FASTER";
      return direction + (isBeyondNoise() ? "" : ", but within the noise");
    }

    private String line() {
      Figure known = now == null ? baseline : now;
      return String.format(
          Locale.ROOT,
          "%-34s %16s %16s %9s %12s  %s%n",
          known.name(),
          ratio(baseline),
          ratio(now),
          isComplete() ? String.format(Locale.ROOT, "%+.1f %%", 100 * change()) : "",
          now == null ? "" : String.format(Locale.ROOT, "%.2f", now.absolute()),
          now == null ? verdict() : (now.unit() + "  " + verdict()).stripTrailing());
    }

    private static String ratio(Figure figure) {
      return figure == null
          ? "-"
          : String.format(Locale.ROOT, "%.3f ± %.0f %%", figure.ratio(), 100 * figure.spread());
    }
  }

  /** In the order of what is measured now; what is missing comes last. */
  static Comparison of(List<Figure> baseline, List<Figure> now) {
    List<Row> rows = new ArrayList<>();
    for (Figure figure : now) {
      rows.add(new Row(like(figure, baseline).orElse(null), figure));
    }
    for (Figure figure : baseline) {
      if (like(figure, now).isEmpty()) {
        rows.add(new Row(figure, null));
      }
    }
    return new Comparison(List.copyOf(rows));
  }

  private static Optional<Figure> like(Figure figure, List<Figure> others) {
    return others.stream().filter(figure::isComparable).findFirst();
  }

  /** Whether anything has moved by more than a tenth and beyond the noise, is new or is missing. */
  boolean isDifferent() {
    return rows.stream()
        .anyMatch(row -> !row.isComplete() || row.hasMoved() && row.isBeyondNoise());
  }

  /** One line for each figure, a head before them and a count after them. */
  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%-34s %16s %16s %9s %12s%n",
            "times the reference",
            "baseline",
            "now",
            "change",
            "absolute"));
    rows.forEach(row -> table.append(row.line()));
    long moved = rows.stream().filter(Row::hasMoved).count();
    long beyond = rows.stream().filter(row -> row.hasMoved() && row.isBeyondNoise()).count();
    return table
        .append(
            String.format(
                Locale.ROOT,
                "%d of %d moved more than 10 %%, %d of them beyond the noise%n",
                moved,
                rows.size(),
                beyond))
        .toString();
  }
}
