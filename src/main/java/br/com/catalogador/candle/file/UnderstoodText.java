package br.com.catalogador.candle.file;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes in one line what was understood of a file. */
final class UnderstoodText {
  private final Understood understood;
  private final Locale locale;
  private final List<String> parts = new ArrayList<>();

  private UnderstoodText(Understood understood, Locale locale) {
    this.understood = understood;
    this.locale = locale;
  }

  static String of(Understood understood, Locale locale) {
    return new UnderstoodText(understood, locale).line();
  }

  private String line() {
    parts.add(understood.format());
    if (understood.asset() != null) {
      parts.add(understood.asset());
    }
    parts.add(
        understood.timeframe() == understood.sourceTimeframe()
            ? understood.timeframe().name()
            : text("put", understood.sourceTimeframe().name(), understood.timeframe().name()));
    parts.add(text("candles", understood.candles()));
    if (understood.from() != null) {
      parts.add(time(understood.from()) + " → " + time(understood.to()) + " UTC");
    }
    parts.add(text("zone." + understood.zoneFrom(), zoneName()));
    if (understood.evidence() != null) {
      parts.add(understood.evidence().in(locale));
    }
    if (understood.closeStamp()) {
      parts.add(text("stamp.close"));
    }
    parts.add(text("gaps", understood.gaps()));
    parts.add(text("dojis", understood.dojis()));
    parts.add(text("repeated", understood.repeated()));
    unlessZero("conflicts", understood.conflicts());
    unlessZero("flats", understood.flatsDropped());
    unlessZero("shortBlocks", understood.shortBlocks());
    if (understood.lastDropped()) {
      parts.add(text("lastDropped"));
    }
    understood.notes().forEach(note -> parts.add(note.in(locale)));
    return String.join(" · ", parts);
  }

  private String zoneName() {
    String zone = understood.zone();
    boolean server = zone.equals(FileZone.SERVER_US.id()) || zone.equals(FileZone.SERVER_EU.id());
    return server ? text("zone.server") : zone;
  }

  private void unlessZero(String key, int count) {
    if (count > 0) {
      parts.add(text(key, count));
    }
  }

  private String time(long epochSeconds) {
    return DateTimeFormatter.ofPattern(text("time.pattern"), Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(Instant.ofEpochSecond(epochSeconds));
  }

  private String text(String key, Object... arguments) {
    return Sentence.of(key, arguments).in(locale);
  }
}
