package br.com.catalogador.web.http;

import java.util.Locale;

/** Why a client's connection was closed at once, without a last word. */
public enum CutReason {
  /** Its request did not come to its end in time. */
  REQUEST_LATE,
  /** It sent more requests at once, before their answers, than Netty takes. */
  PIPELINED,
  /** It sent more control frames, or pieces of messages, than any client needs. */
  CONTROL_FRAMES,
  /** Not one byte of what waits for it left in time. */
  STALLED,
  /** One answer took too long, although something of it left now and then. */
  ANSWER_SLOW,
  /** More waits for its socket than may. */
  UNREAD,
  /** More waits for all sockets together than may, and much of that for this one. */
  UNREAD_OF_ALL,
  /** It did not close in time after the server had. */
  STILL_THERE;

  /** The name in the metrics. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
