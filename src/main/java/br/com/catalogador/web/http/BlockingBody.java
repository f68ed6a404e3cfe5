package br.com.catalogador.web.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What arrives on an event loop, for a worker that reads it as a {@link #stream}. The client is
 * slowed down to the worker's pace: at most about a megabyte waits.
 */
final class BlockingBody {
  private static final long MOST_WAITING = 1 << 20;
  private static final Buffer END = Buffer.buffer();

  /** More than any client may be silent. */
  private static final long SILENCE_SECONDS = 120;

  private final Context context;
  private final ReadStream<Buffer> source;
  private final BlockingQueue<Buffer> waiting = new LinkedBlockingQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicBoolean paused = new AtomicBoolean();
  private final AtomicBoolean broken = new AtomicBoolean();

  /**
   * Takes over a stream; on its event loop. Its chunks are given by {@link #arrived}.
   *
   * @param context the event loop's
   */
  BlockingBody(Context context, ReadStream<Buffer> source) {
    this.context = context;
    this.source = source;
    source.endHandler(ignored -> waiting.add(END));
  }

  /** Takes what has arrived; on the event loop. */
  void arrived(Buffer chunk) {
    if (broken.get() || chunk.length() == 0) {
      return;
    }
    waiting.add(chunk);
    if (bytes.addAndGet(chunk.length()) > MOST_WAITING && !paused.getAndSet(true)) {
      source.pause();
    }
  }

  /** Ends the reading with an error; the rest arrives and is forgotten. On the event loop. */
  void fail() {
    broken.set(true);
    waiting.clear();
    waiting.add(END);
    resume();
  }

  private void resume() {
    if (paused.getAndSet(false)) {
      source.resume();
    }
  }

  /** The next chunk, or {@link #END}; on the worker. */
  private Buffer next() throws IOException {
    Buffer taken;
    try {
      taken = waiting.poll(SILENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (broken.get() || taken == null) {
      throw new IOException("the body did not arrive");
    }
    if (bytes.addAndGet(-taken.length()) < MOST_WAITING / 2 && paused.get()) {
      context.runOnContext(ignored -> resume());
    }
    return taken;
  }

  /** The body for one thread to read. */
  InputStream stream() {
    return new Stream();
  }

  /** The worker's side. */
  private final class Stream extends InputStream {
    private Buffer current = Buffer.buffer();
    private int at;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int begin, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (at == current.length()) {
        if (current == END) {
          return -1;
        }
        current = next();
        at = 0;
      }
      int count = Math.min(length, current.length() - at);
      current.getBytes(at, at + count, target, begin);
      at += count;
      return count;
    }
  }
}
