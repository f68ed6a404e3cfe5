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
 * What all sockets to the broker have received of messages that are not complete yet. Each message
 * has a bound of its own, but that of a thousand sockets together is more than the memory for it;
 * past this bound the socket that receives more is cut, unless it holds next to nothing itself. The
 * only class of this room that uses Netty's channel: what a frame has brought so far waits below
 * Vert.x. May be used on any thread; each socket on its own event loop.
 */
final class InboundBudget implements Shareable {
  /** Half of the direct memory of a server as it is shipped. */
  static final long MOST = 64L * 1024 * 1024;

  /** A socket that holds less is not the one that is too much. */
  private static final long SPARED = 64L * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(InboundBudget.class);
  private static final String NAME = "catalogador.broker.inbound";
  private static final int SHORT_HEADER = 2;
  private static final int LONG_LENGTH = 126;
  private static final int LONGEST_LENGTH = 65_536;

  private final AtomicLong held = new AtomicLong();
  private final long most;

  InboundBudget(long most) {
    this.most = most;
  }

  /** The count of all sockets of this process. */
  static InboundBudget of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, InboundBudget>getLocalMap(NAME)
        .computeIfAbsent(NAME, absent -> new InboundBudget(MOST));
  }

  /** Has a process count with another bound; before its first socket. */
  static void install(Vertx vertx, long most) {
    vertx.sharedData().<String, InboundBudget>getLocalMap(NAME).put(NAME, new InboundBudget(most));
  }

  /** Bytes that all sockets hold now. */
  long held() {
    return held.get();
  }

  /**
   * Counts what a socket receives, from now until it is closed.
   *
   * @param socket that has just been connected; on its event loop
   */
  void watch(ClientWebSocket socket) {
    ChannelPipeline pipeline = ((WebSocketInternal) socket).channelHandlerContext().pipeline();
    String decoder = pipeline.context(WebSocketFrameDecoder.class).name();
    Share share = new Share();
    pipeline.addBefore(decoder, "received", share.new Received());
    pipeline.addAfter(decoder, "decoded", share.new Decoded());
  }

  /** One socket's part of it. */
  private final class Share {
    private long mine;
    private long unfinished;

    private void add(long bytes) {
      mine += bytes;
      held.addAndGet(bytes);
    }

    /** What came before it was counted is not taken off. */
    private void release(long bytes) {
      long counted = Math.min(bytes, mine);
      mine -= counted;
      held.addAndGet(-counted);
    }

    /** Before frames are decoded: every byte that arrives. */
    private final class Received extends ChannelDuplexHandler {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
          add(bytes.readableBytes());
        }
        context.fireChannelRead(message);
        if (mine > SPARED && held.get() > most) {
          LOG.warn(
              "messages from the broker that are not complete take {} bytes on all sockets,"
                  + " cutting one that holds {}",
              held.get(),
              mine);
          context.close();
        }
      }

      @Override
      public void handlerRemoved(ChannelHandlerContext context) {
        release(mine);
      }
    }

    /** After frames are decoded: a message that is complete has been delivered. */
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
          release(bytes); // a control frame in the middle of a message
        }
      }
    }
  }

  /** With its header; what the broker sends is not masked. */
  private static long size(WebSocketFrame frame) {
    int length = frame.content().readableBytes();
    int lengthBytes = length < LONG_LENGTH ? 0 : length < LONGEST_LENGTH ? 2 : Long.BYTES;
    return SHORT_HEADER + lengthBytes + length;
  }
}
