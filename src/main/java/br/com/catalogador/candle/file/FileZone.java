package br.com.catalogador.candle.file;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A clock that wall times are read from: a region's or an offset, or a region's moved by hours, as
 * broker servers have that change with New York and show its midnight at 17:00.
 *
 * @param id as people write it: {@code UTC}, {@code -03:00}, {@code America/Sao_Paulo}, {@code
 *     America/New_York+7}
 * @param region whose rules count
 * @param moved hours that this clock is ahead of the region's
 */
public record FileZone(String id, ZoneId region, int moved) {
  private static final Pattern SHORT =
      Pattern.compile("(?:UTC|GMT)?([+-])(\\d{1,2})(?::?(\\d{2}))?");
  private static final Pattern MOVED = Pattern.compile("([A-Za-z_]+/[A-Za-z_/-]+)([+-]\\d{1,2})");

  public static final FileZone UTC = new FileZone("UTC", ZoneOffset.UTC, 0);
  static final FileZone NEW_YORK = of("America/New_York");
  static final FileZone EST = of("-05:00");
  static final FileZone SERVER_US = of("America/New_York+7");
  static final FileZone SERVER_EU = of("Europe/Athens");

  /** The zone of a text such as {@code America/Sao_Paulo}, {@code -3} or {@code +05:30}. */
  public static Optional<FileZone> parse(String text) {
    try {
      Matcher offset = SHORT.matcher(text);
      if (offset.matches()) {
        int minutes = offset.group(3) == null ? 0 : Integer.parseInt(offset.group(3));
        int sign = offset.group(1).equals("-") ? -1 : 1;
        int hours = Integer.parseInt(offset.group(2));
        ZoneOffset zone = ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
        return Optional.of(zone.equals(ZoneOffset.UTC) ? UTC : new FileZone(zone.getId(), zone, 0));
      }
      if (text.equals("Z") || text.equals("UTC") || text.equals("GMT")) {
        return Optional.of(UTC);
      }
      Matcher moved = MOVED.matcher(text);
      if (moved.matches() && !ZoneId.getAvailableZoneIds().contains(text)) {
        ZoneId region = ZoneId.of(moved.group(1));
        return Optional.of(new FileZone(text, region, Integer.parseInt(moved.group(2))));
      }
      return Optional.of(new FileZone(text, ZoneId.of(text), 0));
    } catch (DateTimeException ignored) {
      return Optional.empty();
    }
  }

  private static FileZone of(String text) {
    return parse(text).orElseThrow();
  }

  /** What the clock shows at an instant, as epoch seconds of a wall time read as UTC. */
  long wallAt(long epochSeconds) {
    int offset = region.getRules().getOffset(Instant.ofEpochSecond(epochSeconds)).getTotalSeconds();
    return epochSeconds + offset + moved * 3600L;
  }

  /** Converts wall times in the order in which they passed. */
  Converter converter() {
    return new Converter(region.getRules(), moved * 3600L);
  }

  /**
   * Converts ascending wall times. In the hour that comes twice when summer time ends, a time that
   * does not come after the one before is the second hour's. Not thread-safe.
   */
  static final class Converter {
    // A window is searched for changes beyond its ends, so that no hour that comes twice is in it.
    private static final long WINDOW = 32_400;
    private static final long SEARCHED = 43_200;

    private final ZoneRules rules;
    private final long moved;
    private long plainFrom = 1;
    private long plainTo;
    private int offset;
    private long last = Long.MIN_VALUE;

    private Converter(ZoneRules rules, long moved) {
      this.rules = rules;
      this.moved = moved;
    }

    /**
     * @param shown the wall time, read as UTC
     * @return UTC epoch seconds
     */
    long instant(long shown) {
      long wall = shown - moved;
      last = wall >= plainFrom && wall < plainTo ? wall - offset : near(wall);
      return last;
    }

    /** Finds the offset, and until when nothing changes it. */
    private long near(long wall) {
      LocalDateTime local = LocalDateTime.ofEpochSecond(wall, 0, ZoneOffset.UTC);
      ZoneOffsetTransition transition = rules.getTransition(local);
      if (transition != null) {
        int before = transition.getOffsetBefore().getTotalSeconds();
        int after = transition.getOffsetAfter().getTotalSeconds();
        boolean second = transition.isOverlap() && wall - before <= last;
        return wall - (second ? after : before);
      }
      offset = rules.getOffset(local).getTotalSeconds();
      boolean plain =
          rules.getOffset(local.minusSeconds(SEARCHED)).getTotalSeconds() == offset
              && rules.getOffset(local.plusSeconds(SEARCHED)).getTotalSeconds() == offset;
      plainFrom = plain ? wall - WINDOW : 1;
      plainTo = plain ? wall + WINDOW : 0;
      return wall - offset;
    }
  }
}
