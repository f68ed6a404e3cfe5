package br.com.catalogador.app.log;

import br.com.catalogador.support.RequestId;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * Logback's JSON lines without unused fields, and with the request's id: {@code timestamp} (epoch
 * milliseconds), {@code level}, {@code threadName}, {@code loggerName}, {@code formattedMessage},
 * {@code throwable} (or null) and, where there is one, {@code requestId}.
 */
public final class JsonLogEncoder extends JsonEncoder {

  public JsonLogEncoder() {
    setWithSequenceNumber(false);
    setWithNanoseconds(false);
    setWithContext(false);
    setWithMarkers(false);
    setWithMDC(false);
    setWithKVPList(false);
    setWithMessage(false);
    setWithArguments(false);
    setWithFormattedMessage(true);
  }

  @Override
  protected void appendCustomFields(StringBuilder line, ILoggingEvent event) {
    String request = RequestId.current();
    if (request != null) {
      line.append(VALUE_SEPARATOR);
      appenderMember(line, "requestId", request);
    }
  }
}
