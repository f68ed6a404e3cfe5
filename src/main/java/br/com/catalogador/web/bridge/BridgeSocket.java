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
  /** First application code for closing a WebSocket; the HTTP status is added. */
  private static final int CLOSE_CODE = 4000;

  /** So many bytes may be unsent for a moment even for a client that reads fast. */
  private static final int FEW_BYTES = 16 * 1024;

  private final SockJSSocket socket;
  private final Opened handshake;
  private final Texts texts;
  private final BridgeMeters meters;
  private final ClientLimits limits;

  /** Completes when all earlier messages have been written. */
  private Future<Buffer> written = Future.succeededFuture();

  private boolean closed;
  private boolean disconnected;
  private long brokerMillis;
  private long brokerTimeAt;
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
    handshake.client().upgraded();
    if (handshake.slot() == null) {
      authenticated();
    }
  }

  /** The client has sent a valid token: applies the higher limits. */
  void authenticated() {
    handshake.client().authenticated();
    if (handshake.slot() != null) {
      handshake.slot().release();
    }
  }

  /**
   * Sets the broker's time, which is sent with every message from now on.
   *
   * @param millis current broker time in epoch milliseconds
   */
  void noteTime(long millis) {
    brokerMillis = millis;
    brokerTimeAt = System.nanoTime();
  }

  /** The headers of an envelope: the broker's time, once it is known. */
  private String headers() {
    if (brokerMillis == 0) {
      return "";
    }
    long now = brokerMillis + (System.nanoTime() - brokerTimeAt) / 1_000_000;
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
   * @param address of the client's handler or reply callback; may be null
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

  /** Sends an error code of the protocol, for a message that cannot be read. */
  void sendError(String code) {
    write(new JsonObject().put("type", "err").put("body", code).toBuffer());
  }

  private Future<Void> write(Buffer envelope) {
    if (closed) {
      return Future.succeededFuture();
    }
    if (unsentBytes > maxUnsentBytes()) {
      disconnect(CutReason.UNREAD);
      return Future.succeededFuture();
    }
    if (unsentBytes > FEW_BYTES && meters.unsent() > limits.totalUnsentBytes()) {
      disconnect(CutReason.UNREAD_OF_ALL);
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

  private int maxUnsentBytes() {
    return handshake.client().isAuthenticated()
        ? limits.unsentBytes()
        : limits.anonymousUnsentBytes();
  }

  private void unsent(int bytes) {
    if (!disconnected) {
      unsentBytes += bytes;
      meters.unsent(bytes);
    }
  }

  /** Disconnects a client that does not read, and so would not read the reason either. */
  private void disconnect(CutReason why) {
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

  /** Disconnects a client that has not answered the close frame in time. */
  void check(long now) {
    if (closed && now - closedAt > limits.closing().toNanos()) {
      handshake.client().cut(CutReason.STILL_THERE);
    }
  }

  /**
   * Ends the accounting of unsent bytes: pending writes do not all complete after a disconnection.
   */
  void disconnected() {
    closed = true;
    unsent(-unsentBytes);
    disconnected = true;
  }
}
