package br.com.catalogador.web.http;

import java.util.Locale;

/** Why a client's connection was closed at once, without sending the reason. */
public enum CutReason {
  /** The request was not complete in time. */
  REQUEST_LATE,
  /** More pipelined requests than Netty queues. */
  PIPELINED,
  /** More control frames and fragments per second than allowed. */
  CONTROL_FRAMES,
  /** Unsent bytes made no progress in time. */
  STALLED,
  /** The client took too long to read a response, although it made progress. */
  ANSWER_SLOW,
  /** Too many unsent bytes of this socket. */
  UNREAD,
  /** Too many unsent bytes of all sockets, and some of them of this one. */
  UNREAD_OF_ALL,
  /** The client did not close the socket in time after the server had closed it. */
  STILL_THERE;

  /** Value of the metric label {@code reason}. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
