package br.com.catalogador.web;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;

/**
 * The way to one client of the bridge: writes envelopes, and gives a client up who does not read
 * them. Lives on the socket's event loop.
 */
final class BridgeSocket {
  /** Application codes of WebSocket closing begin here; the HTTP status is added. */
  private static final int CLOSE_CODE = 4000;

  private final SockJSSocket socket;
  private final Texts texts;
  private final String language;
  private final BridgeMeters meters;
  private final BridgeLimits limits;
  private boolean closed;
  private boolean gone;
  private Failure farewell;
  private long brokerMillis;
  private long brokerToldAt;
  private int unsentBytes;
  private long unsentSince;

  BridgeSocket(
      SockJSSocket socket, Texts texts, String language, BridgeMeters meters, BridgeLimits limits) {
    this.socket = socket;
    this.texts = texts;
    this.language = language;
    this.meters = meters;
    this.limits = limits;
  }

  /**
   * Takes note of the broker's time, which goes out with every message from now on.
   *
   * @param millis epoch milliseconds at the broker now
   */
  void noteTime(long millis) {
    brokerMillis = millis;
    brokerToldAt = System.nanoTime();
  }

  /** As headers of an envelope: the broker's time of sending, once it is known. */
  private String headers() {
    if (brokerMillis == 0) {
      return "";
    }
    long now = brokerMillis + (System.nanoTime() - brokerToldAt) / 1_000_000;
    return ",\"headers\":{\"sentAtMs\":\"" + now + "\"}";
  }

  /**
   * Tells something that came for an address.
   *
   * @param body JSON text
   */
  void tell(String address, Buffer body) {
    write(
        Buffer.buffer(body.length() + address.length() + 96)
            .appendString("{\"type\":\"rec\",\"address\":")
            .appendString(Json.encode(address))
            .appendString(headers())
            .appendString(",\"body\":")
            .appendBuffer(body)
            .appendString("}"));
  }

  /**
   * Says that something is refused.
   *
   * @param address where a handler or a callback may wait for it; may be null
   */
  Future<Void> refuse(String address, Failure failure) {
    meters.refused(failure.kind());
    return tellFailure(address, failure);
  }

  private Future<Void> tellFailure(String address, Failure failure) {
    JsonObject envelope = new JsonObject().put("type", "err");
    if (address != null) {
      envelope.put("address", address);
    }
    return write(
        envelope
            .put("body", failure.kind().code())
            .put("failureCode", failure.kind().httpStatus())
            .put("failureType", "RECIPIENT_FAILURE")
            .put("message", Problems.document(failure, texts.sentence(language, failure)).encode())
            .toBuffer());
  }

  /** Says that something was no message, in the word the protocol has for it. */
  void complain(String word) {
    write(new JsonObject().put("type", "err").put("body", word).toBuffer());
  }

  private Future<Void> write(Buffer envelope) {
    if (closed) {
      return Future.succeededFuture();
    }
    long now = System.nanoTime();
    if (isStuck(now)) {
      giveUp();
      return Future.succeededFuture();
    }
    if (unsentBytes == 0) {
      unsentSince = now;
    }
    unsent(envelope.length());
    meters.sent();
    return socket
        .write(envelope)
        .onComplete(
            done -> {
              unsentSince = System.nanoTime();
              unsent(-envelope.length());
            });
  }

  private void unsent(int bytes) {
    if (!gone) {
      unsentBytes += bytes;
      meters.unsent(bytes);
    }
  }

  /** Whether the client takes so little of what he is sent that he is to be given up. */
  boolean isStuck(long now) {
    return unsentBytes > limits.mostUnread()
        || unsentBytes > 0 && now - unsentSince > limits.unread().toNanos();
  }

  /** Cuts off a client who does not read, and so would not read why either. */
  void giveUp() {
    if (!closed) {
      closed = true;
      farewell = Failure.of(FailureKind.BUSY);
      meters.cut(farewell.kind());
      end();
      // Whatever waits for him is let go at once, and not when he has not read the farewell either.
      socket.routingContext().request().connection().close();
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Says why, and closes once that is sent; nothing else is taken or told. */
  void close(Failure why) {
    if (!closed) {
      farewell = why;
      meters.cut(why.kind());
      Future<Void> said = tellFailure(null, why);
      closed = true;
      said.onComplete(sent -> end());
    }
  }

  /** Closes at once, if {@link #close} has not done so yet. */
  void end() {
    socket.close(CLOSE_CODE + farewell.kind().httpStatus(), farewell.kind().code());
  }

  /** Takes note that the client has gone; what waited for him is not always told to have failed. */
  void gone() {
    closed = true;
    unsent(-unsentBytes);
    gone = true;
  }
}
