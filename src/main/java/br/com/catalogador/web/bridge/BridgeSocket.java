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
 * Writes the envelopes of one bridge client, and disconnects a client with too many unsent bytes.
 * {@link ClientChannel} checks whether any bytes are sent at all. Confined to the socket's event
 * loop.
 */
final class BridgeSocket {
  /** Application codes of WebSocket closing begin here; the HTTP status is added. */
  private static final int CLOSE_CODE = 4000;

  /** Now and then unsent even for a client that reads fast. */
  private static final int FEW_BYTES = 16 * 1024;

  private final SockJSSocket socket;
  private final Opened handshake;
  private final Texts texts;
  private final BridgeMeters meters;
  private final ClientLimits limits;

  /** Completes when all messages so far have been written. */
  private Future<Buffer> written = Future.succeededFuture();

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
   * Sends a message of an address.
   *
   * @param body JSON text
   */
  void send(String address, Buffer body) {
    send(address, () -> Future.succeededFuture(body));
  }

  /**
   * Sends a message whose body is still to be written, perhaps off the event loop. Later messages
   * wait for it.
   *
   * @param writer called when all earlier messages have been written
   */
  Future<?> send(String address, Supplier<Future<Buffer>> writer) {
    written =
        written.transform(
            ignored ->
                closed
                    ? Future.succeededFuture()
                    : writer.get().onSuccess(body -> write(envelope(address, body))));
    return written;
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
   * Sends a refusal.
   *
   * @param address of the handler or the reply callback that it is for; may be null
   */
  Future<Void> refuse(String address, Failure failure) {
    meters.refused(failure.kind());
    return sendFailure(address, failure);
  }

  private Future<Void> sendFailure(String address, Failure failure) {
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

  /** Sends the reason and then closes; nothing else is received or sent. */
  void close(Failure why) {
    if (!closed) {
      meters.cut(why.kind());
      Future<Void> sent = sendFailure(null, why);
      closed = true;
      closedAt = System.nanoTime();
      sent.onComplete(
          ignored -> socket.close(CLOSE_CODE + why.kind().httpStatus(), why.kind().code()));
    }
  }

  /**
   * Disconnects a client that has not closed in time: it does not read, or ignores the close frame.
   */
  void check(long now) {
    if (closed && now - closedAt > limits.closing().toNanos()) {
      handshake.client().cut(CutReason.STILL_THERE);
    }
  }

  /** The connection is closed; writes that were pending do not all fail by themselves. */
  void disconnected() {
    closed = true;
    unsent(-unsentBytes);
    gone = true;
  }
}
