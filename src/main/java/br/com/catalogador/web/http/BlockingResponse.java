package br.com.catalogador.web.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A response that a worker writes as a stream, at the pace of the client: a few pieces wait. One
 * thread writes. The client's time limits are those of {@link ClientChannel}.
 */
final class BlockingResponse extends OutputStream {
  private static final int PIECE = 32 * 1024;
  private static final int WAITING = 8;

  /** More than the time in which a client must have read something. */
  private static final long PATIENCE_SECONDS = 150;

  private final Context context;
  private final HttpServerResponse response;
  private final Semaphore free = new Semaphore(WAITING);
  private volatile boolean gone;
  private boolean closed;
  private Buffer piece = Buffer.buffer(PIECE);

  /**
   * @param context the event loop's
   */
  BlockingResponse(Context context, HttpServerResponse response) {
    this.context = context;
    this.response = response;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int begin, int length) throws IOException {
    piece.appendBytes(bytes, begin, length);
    if (piece.length() >= PIECE) {
      send();
    }
  }

  private void send() throws IOException {
    await(1);
    Buffer full = piece;
    piece = Buffer.buffer(PIECE);
    context.runOnContext(ignored -> write(full));
  }

  /** Waits until at most {@code WAITING - count} pieces wait. */
  private void await(int count) throws IOException {
    try {
      if (!free.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the client does not read");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (gone) {
      throw new IOException("the client has disconnected");
    }
  }

  private void write(Buffer full) {
    Future<Void> written =
        response.ended() || response.closed()
            ? Future.failedFuture("closed")
            : response.write(full);
    written.onComplete(
        result -> {
          gone |= result.failed();
          free.release();
        });
  }

  /** Sends the rest, and returns once all is written; the response is not ended. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (piece.length() > 0) {
      send();
    }
    await(WAITING);
  }
}
