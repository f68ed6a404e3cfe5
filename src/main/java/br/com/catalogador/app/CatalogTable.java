package br.com.catalogador.app;

import br.com.catalogador.stats.Money;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.Forming;
import br.com.catalogador.strategy.NullReason;
import br.com.catalogador.strategy.Row;
import br.com.catalogador.strategy.Signal;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Prints a catalog for a terminal of 80 columns, with times in UTC. */
final class CatalogTable {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
  private static final int SMALL_SAMPLE = 30;

  private final PrintWriter out;
  private final Language language;

  CatalogTable(PrintWriter out, Language language) {
    this.out = out;
    this.language = language;
  }

  /**
   * @param forming may be null
   */
  void print(Catalog catalog, Summary summary, Forming forming) {
    out.println(language.text("table.head"));
    catalog.rows().forEach(this::printRow);
    out.println();
    printCounts(summary, catalog.skipped());
    printRate(summary);
    if (summary.money() != null) {
      printMoney(summary.money());
    }
    if (forming != null) {
      printForming(forming);
    }
  }

  private void printRow(Row row) {
    out.printf(
        "%s %6d %9d %5d %-5s %-7s %s%n",
        format(MINUTE, row.start()),
        row.green(),
        row.red(),
        row.doji(),
        row.signal() == null ? "–" : row.signal(),
        row.entryAt() == null ? "–" : format(TIME_OF_DAY, row.entryAt()),
        inWords(row));
  }

  private String inWords(Row row) {
    return switch (row.result()) {
      case WIN ->
          row.martingale() == 0
              ? language.text("table.win.first")
              : language.text("table.win.martingale", row.martingale());
      case LOSS -> language.text("table.loss");
      case TIE -> language.text("table.tie");
      case NULL -> language.text(reason(row.nullReason()));
      case PENDING -> language.text("table.pending");
      case NO_DATA -> language.text("table.noData");
      case FILTERED ->
          language.text("table.filtered", language.text("table.filter." + row.filter().wireName()));
    };
  }

  private static String reason(NullReason reason) {
    return switch (reason) {
      case DOJI -> "table.null.doji";
      case DRAW -> "table.null.equal";
      case NO_MATCH -> "table.null.noMatch";
    };
  }

  private void printCounts(Summary summary, long skipped) {
    StringBuilder line = new StringBuilder(language.text("table.quadrants", "" + summary.listed()));
    for (int k = 0; k < summary.winsByMartingale().size(); k++) {
      line.append(" · ").append(k == 0 ? language.text("table.first") : "G" + k);
      line.append(' ').append(summary.winsByMartingale().get(k));
    }
    line.append(" · ").append(language.text("table.losses")).append(' ').append(summary.losses());
    out.println(line);
    StringBuilder rest =
        new StringBuilder(language.text("table.nulls")).append(' ').append(summary.nulls());
    appendUnlessZero(rest, "table.filteredRows", summary.filtered());
    appendUnlessZero(rest, "table.ties", summary.ties());
    appendUnlessZero(rest, "table.pending", summary.pending());
    appendUnlessZero(rest, "table.noData", summary.noData());
    appendUnlessZero(rest, "table.skipped", skipped);
    out.println(rest);
  }

  private void appendUnlessZero(StringBuilder line, String name, long count) {
    if (count > 0) {
      line.append(" · ").append(language.text(name)).append(' ').append(count);
    }
  }

  /** Prints the win rate together with operations, chance rate and confidence interval. */
  private void printRate(Summary summary) {
    if (summary.operations() == 0) {
      out.println(language.text("table.noOperations"));
      return;
    }
    String need =
        summary.money() == null
            ? ""
            : language.text("table.needed", percent(summary.money().breakEvenRate()));
    out.println(
        language.text(
            "table.rate",
            percent(summary.winRate()),
            String.format(language.locale(), "%,d", summary.operations()),
            percent(summary.chanceRate()),
            number("%.1f", 100 * summary.wilson95().lower()),
            percent(summary.wilson95().upper()),
            need));
    if (summary.operations() < SMALL_SAMPLE) {
      out.println(language.text("table.small", SMALL_SAMPLE));
    }
  }

  private void printMoney(Money money) {
    out.println(
        language.text(
            "table.money",
            number("%+.2f", money.netProfit()),
            number("%.2f", 1.0),
            number("%.2f", 0.0 - money.maxDrawdown())));
  }

  private void printForming(Forming forming) {
    Signal preview = forming.preview();
    out.println(
        language.text(
            "table.forming",
            preview == null
                ? withoutPreview(forming.nullReason())
                : language.text("table.preview", preview),
            format(TIME_OF_DAY, forming.entryAt()),
            "" + forming.secondsToEntry()));
  }

  private String withoutPreview(Forming.Reason reason) {
    return language.text(
        reason == Forming.Reason.NO_DATA ? "table.previewNoData" : "table.noPreview");
  }

  private static String format(DateTimeFormatter formatter, long epochSeconds) {
    return formatter.format(Instant.ofEpochSecond(epochSeconds));
  }

  private String percent(double fraction) {
    return number("%.1f %%", 100 * fraction);
  }

  private String number(String format, double value) {
    return String.format(language.locale(), format, value);
  }
}
