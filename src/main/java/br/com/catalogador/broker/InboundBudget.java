package br.com.catalogador.broker;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import io.vertx.core.shareddata.Shareable;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the memory of incomplete inbound messages across all sockets to the broker. Each message
 * has a size limit of its own, but a thousand sockets together could still exhaust the direct
 * memory. Above the limit, a socket that receives more data is closed, unless it holds very little
 * itself.
 *
 * <p>This is the only class of the package that uses Netty's channel, because Vert.x does not
 * report the bytes of a frame before it is complete; no issue is known upstream. The counter is
 * thread-safe; each socket's handlers run on its event loop.
 */
final class InboundBudget implements Shareable {
  /** Half of the direct memory of a server with the shipped settings. */
  static final long LIMIT_BYTES = 64L * 1024 * 1024;

  /** A socket that holds less is never closed. */
  private static final long MIN_BYTES_TO_CLOSE = 64L * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(InboundBudget.class);
  private static final String NAME = "catalogador.broker.inbound";
  private static final int SHORT_HEADER = 2;
  private static final int LONG_LENGTH = 126;
  private static final int LONGEST_LENGTH = 65_536;

  private final AtomicLong held = new AtomicLong();
  private final long limit;

  InboundBudget(long limit) {
    this.limit = limit;
  }

  /** The counter of this process. */
  static InboundBudget of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, InboundBudget>getLocalMap(NAME)
        .computeIfAbsent(NAME, ignored -> new InboundBudget(LIMIT_BYTES));
  }

  /** Sets another limit for this process; must be called before its first socket. */
  static void install(Vertx vertx, long limit) {
    vertx.sharedData().<String, InboundBudget>getLocalMap(NAME).put(NAME, new InboundBudget(limit));
  }

  /** Bytes of incomplete messages on all sockets. */
  long held() {
    return held.get();
  }

  /**
   * Counts a socket's received bytes until it is closed.
   *
   * @param socket a socket that has just been connected; called on its event loop
   */
  void watch(ClientWebSocket socket) {
    ChannelPipeline pipeline = ((WebSocketInternal) socket).channelHandlerContext().pipeline();
    String decoder = pipeline.context(WebSocketFrameDecoder.class).name();
    SocketBytes bytes = new SocketBytes();
    pipeline.addBefore(decoder, "received", bytes.new Received());
    pipeline.addAfter(decoder, "decoded", bytes.new Decoded());
  }

  /** The bytes of one socket. */
  private final class SocketBytes {
    private long heldHere;
    private long unfinished;

    private void add(long bytes) {
      heldHere += bytes;
      held.addAndGet(bytes);
    }

    /**
     * Never subtracts more than was added: bytes received before the handlers were added are not
     * counted.
     */
    private void release(long bytes) {
      long counted = Math.min(bytes, heldHere);
      heldHere -= counted;
      held.addAndGet(-counted);
    }

    /** Before the frame decoder: adds every byte received. */
    private final class Received extends ChannelDuplexHandler {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
          add(bytes.readableBytes());
        }
        context.fireChannelRead(message);
        if (heldHere > MIN_BYTES_TO_CLOSE && held.get() > limit) {
          LOG.warn(
              "incomplete messages from the broker take {} bytes on all sockets,"
                  + " closing one that holds {}",
              held.get(),
              heldHere);
          context.close();
        }
      }

      @Override
      public void handlerRemoved(ChannelHandlerContext context) {
        release(heldHere);
      }
    }

    /** After the frame decoder: subtracts a message once it is complete and delivered. */
    private final class Decoded extends ChannelInboundHandlerAdapter {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        long bytes = message instanceof WebSocketFrame frame ? size(frame) : 0;
        boolean ends = !(message instanceof WebSocketFrame frame) || frame.isFinalFragment();
        boolean ofMessage =
            message instanceof ContinuationWebSocketFrame || !ends || unfinished == 0;
        context.fireChannelRead(message);
        if (!ends) {
          unfinished += bytes;
        } else if (ofMessage) {
          release(bytes + unfinished);
          unfinished = 0;
        } else {
          release(bytes); // a control frame between the fragments of a message
        }
      }
    }
  }

  /** Size with the header; frames from a server are not masked. */
  private static long size(WebSocketFrame frame) {
    int length = frame.content().readableBytes();
    int lengthBytes = length < LONG_LENGTH ? 0 : length < LONGEST_LENGTH ? 2 : Long.BYTES;
    return SHORT_HEADER + lengthBytes + length;
  }
}
