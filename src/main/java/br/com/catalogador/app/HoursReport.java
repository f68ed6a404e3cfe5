package br.com.catalogador.app;

import br.com.catalogador.hours.HourTables;
import br.com.catalogador.hours.HourTables.Bin;
import br.com.catalogador.hours.Slot;
import br.com.catalogador.hours.SlotTable;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Signal;
import java.io.PrintWriter;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Prints results by hour and by slot for a terminal of 80 columns. */
final class HoursReport {
  private static final int SHOWN = 20;
  private static final int HOURS = 24;
  private static final double MARKED = 0.05;
  private static final String ABSENT = "–";

  /** The slots that a coin explains worst come first. */
  private static final Comparator<Slot> BY_EVIDENCE =
      Comparator.comparingDouble(Slot::pValue)
          .thenComparing(Comparator.comparingDouble(Slot::share).reversed())
          .thenComparing(Slot::slot);

  private final PrintWriter out;
  private final Language language;

  HoursReport(PrintWriter out, Language language) {
    this.out = out;
    this.language = language;
  }

  void print(CatalogSettings settings, ZoneId zone, HourTables hours, SlotTable slots) {
    out.println(
        language.text(
            "hours.title",
            settings.strategy().id(),
            settings.timeframe(),
            "" + settings.martingale(),
            zone.getId()));
    printHours(hours);
    out.println();
    printSlots(settings, slots);
  }

  private void printHours(HourTables hours) {
    out.println(language.text("hours.cells"));
    StringBuilder head = new StringBuilder("  ");
    for (DayOfWeek day : DayOfWeek.values()) {
      head.append("%9s".formatted(day.getDisplayName(TextStyle.SHORT, language.locale())));
    }
    out.println(head.append("%11s".formatted(language.text("hours.all"))));
    for (int hour = 0; hour < HOURS; hour++) {
      if (hours.hour().containsKey("" + hour)) {
        int of = hour;
        printHour("%02d".formatted(hour), day -> day + "-" + of, hours, hours.hour().get("" + of));
      }
    }
    printHour(" ∑", day -> "" + day, hours, null);
  }

  private interface Name {
    String of(int weekday);
  }

  private void printHour(String name, Name bins, HourTables hours, Bin all) {
    Map<String, Bin> table = all == null ? hours.weekday() : hours.weekdayHour();
    StringBuilder line = new StringBuilder(name);
    for (DayOfWeek day : DayOfWeek.values()) {
      line.append("%9s".formatted(cell(table.get(bins.of(day.getValue())))));
    }
    out.println((line + "%11s".formatted(all == null ? "" : cell(all))).stripTrailing());
  }

  private String cell(Bin bin) {
    if (bin == null) {
      return ABSENT + " ";
    }
    String rate = bin.operations() == 0 ? ABSENT : number("%.0f%%", rate(bin));
    return rate + "/" + bin.operations() + (bin.holm() <= MARKED ? "*" : " ");
  }

  private static double rate(Bin bin) {
    return 100.0 * bin.wins() / bin.operations();
  }

  private void printSlots(CatalogSettings settings, SlotTable table) {
    if (table.slots().isEmpty()) {
      out.println(language.text("hours.noSlots"));
      return;
    }
    SlotTable.Luck luck = table.luck(settings.martingale());
    List<Double> wonBy = luck.wonBy();
    out.println(
        language.text(
            "hours.slots",
            "" + table.dates(),
            number("%.0f%%", 100 * luck.share()),
            "" + settings.martingale(),
            number("%.0f%%", 100 * wonBy.get(wonBy.size() - 1))));
    StringBuilder head = new StringBuilder(language.text("hours.head"));
    for (int k = 0; k <= settings.martingale(); k++) {
      head.append("%7s".formatted("G" + k));
    }
    out.println(head);
    table.slots().stream().sorted(BY_EVIDENCE).limit(SHOWN).forEach(this::printSlot);
    if (table.slots().size() > SHOWN) {
      out.println(language.text("hours.more", "" + (table.slots().size() - SHOWN)));
    }
  }

  private void printSlot(Slot slot) {
    Signal direction = slot.direction();
    StringBuilder line =
        new StringBuilder(
            "%s %4s %3d %3d %3d %6s %7s"
                .formatted(
                    slot.slot(),
                    direction == null ? ABSENT : direction,
                    slot.green(),
                    slot.red(),
                    slot.doji(),
                    number("%.0f%%", 100 * slot.share()),
                    number("%.3f", slot.holm()) + (slot.holm() <= MARKED ? "*" : " ")));
    for (int won : slot.wonBy()) {
      line.append("%7s".formatted(direction == null ? ABSENT : won + "/" + slot.days()));
    }
    out.println(line);
  }

  private String number(String format, double value) {
    return String.format(language.locale(), format, value);
  }
}
