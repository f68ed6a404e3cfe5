package br.com.catalogador.web.bridge;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.view.ProblemJson;
import br.com.catalogador.web.bridge.BridgeHandshake.Opened;
import br.com.catalogador.web.http.ClientChannel;
import br.com.catalogador.web.http.ClientLimits;
import br.com.catalogador.web.http.CutReason;
import br.com.catalogador.web.http.Texts;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.function.Supplier;

/**
 * The way to one client of the bridge: writes envelopes, and cuts a client off for whom too much
 * waits. Whether anything leaves at all is what {@link ClientChannel} looks at. Lives on the
 * socket's event loop.
 */
final class BridgeSocket {
  /** Application codes of WebSocket closing begin here; the HTTP status is added. */
  private static final int CLOSE_CODE = 4000;

  /** Waits for a client now and then who reads as fast as anybody. */
  private static final int FEW_BYTES = 16 * 1024;

  private final SockJSSocket socket;
  private final Opened handshake;
  private final Texts texts;
  private final BridgeMeters meters;
  private final ClientLimits limits;

  /** Completes when all that is to be told has been written. */
  private Future<Buffer> told = Future.succeededFuture();

  private boolean closed;
  private boolean gone;
  private long brokerMillis;
  private long brokerToldAt;
  private int unsentBytes;
  private long closedAt;

  BridgeSocket(
      SockJSSocket socket,
      Opened handshake,
      Texts texts,
      BridgeMeters meters,
      ClientLimits limits) {
    this.socket = socket;
    this.handshake = handshake;
    this.texts = texts;
    this.meters = meters;
    this.limits = limits;
    handshake.client().becomesSocket();
    if (handshake.place() == null) {
      known();
    }
  }

  /** The client has shown a good token: more may wait for it, and for longer. */
  void known() {
    handshake.client().known();
    if (handshake.place() != null) {
      handshake.place().leave();
    }
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
    tell(address, () -> Future.succeededFuture(body));
  }

  /**
   * The same of something that is not written yet, and may be elsewhere than on the event loop.
   * What is told after it waits for it.
   *
   * @param writer asked when all that was told before has been written
   */
  Future<?> tell(String address, Supplier<Future<Buffer>> writer) {
    told =
        told.transform(
            before ->
                closed
                    ? Future.succeededFuture()
                    : writer.get().onSuccess(body -> write(envelope(address, body))));
    return told;
  }

  private Buffer envelope(String address, Buffer body) {
    return Buffer.buffer(body.length() + address.length() + 96)
        .appendString("{\"type\":\"rec\",\"address\":")
        .appendString(Json.encode(address))
        .appendString(headers())
        .appendString(",\"body\":")
        .appendBuffer(body)
        .appendString("}");
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
            .put(
                "message",
                ProblemJson.of(failure, texts.sentence(handshake.language(), failure)).encode())
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
    if (unsentBytes > most()) {
      giveUp(CutReason.UNREAD);
      return Future.succeededFuture();
    }
    if (unsentBytes > FEW_BYTES && meters.unsent() > limits.mostUnreadOfAll()) {
      giveUp(CutReason.UNREAD_OF_ALL);
      return Future.succeededFuture();
    }
    unsent(envelope.length());
    meters.sent();
    return socket
        .write(envelope)
        .onComplete(
            written -> {
              unsent(-envelope.length());
              ClientChannel.exitIfOutOfMemory(written.cause());
            });
  }

  private int most() {
    return handshake.client().isKnown() ? limits.mostUnread() : limits.mostUnreadUnknown();
  }

  private void unsent(int bytes) {
    if (!gone) {
      unsentBytes += bytes;
      meters.unsent(bytes);
    }
  }

  /** Cuts off a client who does not read, and so would not read why either. */
  private void giveUp(CutReason why) {
    closed = true;
    meters.cut(FailureKind.BUSY);
    handshake.client().cut(why);
  }

  boolean isClosed() {
    return closed;
  }

  /** Says why, and closes once that is sent; nothing else is taken or told. */
  void close(Failure why) {
    if (!closed) {
      meters.cut(why.kind());
      Future<Void> said = tellFailure(null, why);
      closed = true;
      closedAt = System.nanoTime();
      said.onComplete(
          sent -> socket.close(CLOSE_CODE + why.kind().httpStatus(), why.kind().code()));
    }
  }

  /**
   * Cuts off a client who was told to go and is still there: one who does not read, or does not
   * want to.
   */
  void check(long now) {
    if (closed && now - closedAt > limits.told().toNanos()) {
      handshake.client().cut(CutReason.STILL_THERE);
    }
  }

  /** Takes note that the client has gone; what waited for him is not always told to have failed. */
  void gone() {
    closed = true;
    unsent(-unsentBytes);
    gone = true;
  }
}
