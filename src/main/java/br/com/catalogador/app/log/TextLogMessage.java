package br.com.catalogador.app.log;

import br.com.catalogador.support.RequestId;
import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.regex.Pattern;

/**
 * Converts the last part of a text log line: the request id if there is one, the message, and a
 * stack trace on the lines below. Prevents log injection: line breaks and other control characters
 * of the message are escaped, and stack traces are indented.
 */
public final class TextLogMessage extends ThrowableHandlingConverter {
  private static final Pattern NEW_LINE = Pattern.compile("\\R(?=.)");

  private final ThrowableProxyConverter trace = new ThrowableProxyConverter();

  @Override
  public void start() {
    trace.setContext(getContext());
    trace.start();
    super.start();
  }

  @Override
  public String convert(ILoggingEvent event) {
    StringBuilder line = new StringBuilder();
    String request = RequestId.current();
    if (request != null) {
      line.append('[').append(request).append("] ");
    }
    escape(event.getFormattedMessage(), line);
    line.append(System.lineSeparator());
    if (event.getThrowableProxy() != null) {
      String lines = NEW_LINE.matcher(trace.convert(event)).replaceAll("\n  ");
      line.append("  ").append(lines);
    }
    return line.toString();
  }

  private static void escape(String message, StringBuilder line) {
    for (int i = 0; message != null && i < message.length(); i++) {
      char c = message.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        line.append(c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\u%04x".formatted((int) c));
      } else {
        line.append(c);
      }
    }
  }
}
