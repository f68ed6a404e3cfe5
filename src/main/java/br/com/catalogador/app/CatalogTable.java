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
import java.util.Locale;

/** Prints a catalog for a terminal of 80 columns, in Portuguese, with times in UTC. */
final class CatalogTable {
  private static final Locale PT_BR = Locale.forLanguageTag("pt-BR");
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
  private static final int SMALL_SAMPLE = 30;

  private final PrintWriter out;

  CatalogTable(PrintWriter out) {
    this.out = out;
  }

  /**
   * @param forming may be null
   */
  void print(Catalog catalog, Summary summary, Forming forming) {
    out.println("Quadrante (UTC)  Verdes Vermelhas Dojis Sinal Entrada Resultado");
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

  private static String inWords(Row row) {
    return switch (row.result()) {
      case WIN ->
          row.martingale() == 0
              ? "Vitória na 1ª entrada"
              : "Vitória no %dº gale".formatted(row.martingale());
      case LOSS -> "Loss";
      case TIE -> "Empate (entrada devolvida)";
      case NULL ->
          row.nullReason() == NullReason.DOJI ? "Nulo (doji no quadrante)" : "Nulo (cores iguais)";
      case PENDING -> "Em andamento";
      case NO_DATA -> "Sem dados";
    };
  }

  private void printCounts(Summary summary, long skipped) {
    StringBuilder line = new StringBuilder("Quadrantes ").append(summary.listed());
    for (int k = 0; k < summary.winsByMartingale().size(); k++) {
      line.append(k == 0 ? " · 1ª entrada " : " · G" + k + " ");
      line.append(summary.winsByMartingale().get(k));
    }
    out.println(line.append(" · Loss ").append(summary.losses()));
    StringBuilder rest = new StringBuilder("Nulos ").append(summary.nulls());
    appendUnlessZero(rest, "Empates", summary.ties());
    appendUnlessZero(rest, "Em andamento", summary.pending());
    appendUnlessZero(rest, "Sem dados", summary.noData());
    appendUnlessZero(rest, "Incompletos", skipped);
    out.println(rest);
  }

  private static void appendUnlessZero(StringBuilder line, String name, long count) {
    if (count > 0) {
      line.append(" · ").append(name).append(' ').append(count);
    }
  }

  /** Prints the win rate together with operations, chance rate and confidence interval. */
  private void printRate(Summary summary) {
    if (summary.operations() == 0) {
      out.println("Acerto: nenhuma operação ainda");
      return;
    }
    String need =
        summary.money() == null ? "" : " · preciso " + percent(summary.money().breakEvenRate());
    out.printf(
        "Acerto %s em %s · acaso %s · IC 95 %% %s–%s%s%n",
        percent(summary.winRate()),
        String.format(PT_BR, "%,d", summary.operations()),
        percent(summary.chanceRate()),
        number("%.1f", 100 * summary.wilson95().lower()),
        percent(summary.wilson95().upper()),
        need);
    if (summary.operations() < SMALL_SAMPLE) {
      out.println("Amostra pequena: menos de " + SMALL_SAMPLE + " operações.");
    }
  }

  private void printMoney(Money money) {
    out.printf(
        "Dinheiro: %s por 1,00 de entrada · pior queda %s%n",
        number("%+.2f", money.netProfit()), number("%.2f", 0.0 - money.maxDrawdown()));
  }

  private void printForming(Forming forming) {
    Signal preview = forming.preview();
    out.printf(
        "Próxima entrada: %s às %s UTC, em %d s%n",
        preview == null ? withoutPreview(forming.nullReason()) : preview + " (prévia)",
        format(TIME_OF_DAY, forming.entryAt()),
        forming.secondsToEntry());
  }

  private static String withoutPreview(Forming.Reason reason) {
    return reason == Forming.Reason.NO_DATA ? "sem dados" : "sem prévia";
  }

  private static String format(DateTimeFormatter formatter, long epochSeconds) {
    return formatter.format(Instant.ofEpochSecond(epochSeconds));
  }

  private static String percent(double fraction) {
    return number("%.1f %%", 100 * fraction);
  }

  private static String number(String format, double value) {
    return String.format(PT_BR, format, value);
  }
}
