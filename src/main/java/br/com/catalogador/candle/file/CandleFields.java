package br.com.catalogador.candle.file;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Parses the fields of candles in files. */
final class CandleFields {
  /**
   * The smallest number read as milliseconds: in seconds it is the year 5138, in milliseconds 1973.
   */
  private static final long FIRST_MILLISECONDS = 100_000_000_000L;

  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private static final int EXACT_DIGITS = 15;
  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  static final String TIME = "a time from 1970 on in epoch seconds, milliseconds or ISO-8601";
  static final String PRICE = "a finite number";
  static final String TIMEFRAME = "60, 300 or 900";

  private CandleFields() {}

  /**
   * The column of a name: {@code from open high low close}, or {@code max} and {@code min} for high
   * and low; empty for other names.
   */
  static Optional<Column> column(String name) {
    return switch (name) {
      case "from" -> Optional.of(Column.FROM);
      case "open" -> Optional.of(Column.OPEN);
      case "high", "max" -> Optional.of(Column.HIGH);
      case "low", "min" -> Optional.of(Column.LOW);
      case "close" -> Optional.of(Column.CLOSE);
      default -> Optional.empty();
    };
  }

  /** Converts a time in seconds or milliseconds to epoch seconds; empty if it is invalid. */
  static OptionalLong time(long number) {
    if (number < 0) {
      return OptionalLong.empty();
    }
    if (number < FIRST_MILLISECONDS) {
      return OptionalLong.of(number);
    }
    boolean wholeSecond = number % 1000 == 0 && number / 1000 <= LAST_SECOND;
    return wholeSecond ? OptionalLong.of(number / 1000) : OptionalLong.empty();
  }

  /**
   * Converts a time as text to epoch seconds, in UTC unless it has a zone; empty if it is invalid.
   */
  static OptionalLong time(String text) {
    try {
      return time(Long.parseLong(text));
    } catch (NumberFormatException ignored) {
      return isoTime(text.replace(' ', 'T'));
    }
  }

  private static OptionalLong isoTime(String text) {
    try {
      boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > 7;
      Instant instant =
          zoned
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      long second = instant.getEpochSecond();
      boolean usable = instant.getNano() == 0 && second >= 0 && second <= LAST_SECOND;
      return usable ? OptionalLong.of(second) : OptionalLong.empty();
    } catch (DateTimeException ignored) {
      return OptionalLong.empty();
    }
  }

  /**
   * Parses the decimal number in {@code [begin, end)} of a text; NaN if it is not one, also for
   * notations specific to Java. A plain number of up to 15 digits is parsed without allocation: its
   * digits and the power of ten are exact doubles, and their quotient is correctly rounded.
   */
  static double price(String text, int begin, int end) {
    long digits = 0;
    int point = -1;
    int i = begin < end && text.charAt(begin) == '-' ? begin + 1 : begin;
    int first = i;
    for (; i < end && i - first <= EXACT_DIGITS; i++) {
      int digit = text.charAt(i) - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
      } else if (text.charAt(i) == '.' && point < 0) {
        point = i;
      } else {
        break;
      }
    }
    boolean plain = i == end && i - first <= EXACT_DIGITS && i > first && point != end - 1;
    if (!plain) {
      return anyPrice(text.substring(begin, end));
    }
    double value = point < 0 ? digits : digits / POWERS_OF_TEN[end - 1 - point];
    return first > begin ? -value : value;
  }

  private static double anyPrice(String text) {
    int last = text.length() - 1;
    if (last < 0
        || !Character.isDigit(text.charAt(last))
        || text.toLowerCase(Locale.ROOT).indexOf('x') >= 0) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException ignored) {
      return Double.NaN;
    }
  }

  /** The columns of a candle file. */
  enum Column {
    FROM("from"),
    OPEN("open"),
    HIGH("high (or max)"),
    LOW("low (or min)"),
    CLOSE("close");

    /** The name in error messages. */
    final String label;

    Column(String label) {
      this.label = label;
    }
  }
}
