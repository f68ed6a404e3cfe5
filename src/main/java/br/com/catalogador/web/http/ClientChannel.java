package br.com.catalogador.web.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;

/**
 * A client's Netty channel below Vert.x, which neither reports how many bytes are pending nor
 * closes a connection while some are. Counts the frames that Vert.x handles by itself, checks
 * whether pending bytes are sent, and cuts the connection. The only class that uses Netty's
 * channel, see {@code docs/decisoes/009-ponte.md}. Confined to the connection's event loop.
 */
public final class ClientChannel extends ChannelDuplexHandler {
  /** Several times the largest message of a client; incomplete ones are held in memory. */
  public static final int MAX_MESSAGE_BYTES = 4 * 1024;

  private static final int FRAMES_PER_SECOND = 20;

  /** What {@code -XX:+ExitOnOutOfMemoryError} exits with. */
  private static final int OUT_OF_MEMORY = 3;

  private final Channel channel;
  private final ClientLimits limits;
  private final HttpMeters meters;
  private MessageRate frames;
  private boolean socket;
  private boolean known;
  private boolean cut;
  private long waitingBefore;
  private long sentOfFirst;
  private int first;
  private long movedAt;
  private long nothingWaitedAt;

  private ClientChannel(Channel channel, ClientLimits limits, HttpMeters meters) {
    this.channel = channel;
    this.limits = limits;
    this.meters = meters;
    this.movedAt = System.nanoTime();
    this.nothingWaitedAt = movedAt;
  }

  /** Attaches to a connection; on its event loop, before its first request. */
  static ClientChannel install(HttpConnection connection, ClientLimits limits, HttpMeters meters) {
    ChannelHandlerContext vertx = context(connection);
    ClientChannel client = new ClientChannel(vertx.channel(), limits, meters);
    vertx.pipeline().addBefore(vertx.name(), "client", client);
    return client;
  }

  /** The instance of a connection, also after the upgrade to a WebSocket. */
  public static ClientChannel of(HttpConnection connection) {
    return context(connection).channel().pipeline().get(ClientChannel.class);
  }

  private static ChannelHandlerContext context(HttpConnection connection) {
    return ((HttpServerConnection) connection).channelHandlerContext();
  }

  /** Runs an action once the connection is closed for any reason; on its event loop. */
  public void onClose(Runnable action) {
    channel.closeFuture().addListener(closed -> action.run());
  }

  /**
   * Applies the limits of a WebSocket from now on. Vert.x has one limit for the frames that it
   * receives and those that it sends, so its decoder is replaced; that holds no bytes yet, as no
   * client sends before its handshake is answered.
   */
  public void becomesSocket() {
    socket = true;
    WebSocketDecoderConfig small =
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(MAX_MESSAGE_BYTES)
            .expectMaskedFrames(true)
            .build();
    channel
        .pipeline()
        .replace(WebSocket13FrameDecoder.class, "small", new WebSocket13FrameDecoder(small));
  }

  /** The client has shown a valid token. */
  public void known() {
    known = true;
  }

  public boolean isKnown() {
    return known;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (cut) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof WebSocketFrame frame && !isWholeMessage(frame)) {
      counted(context, frame);
    } else {
      context.fireChannelRead(message);
    }
  }

  /** Vert.x itself refuses other versions of HTTP, before anything of ours is asked. */
  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!socket
        && message instanceof HttpResponse response
        && HttpResponseStatus.NOT_IMPLEMENTED.equals(response.status())) {
      SecurityHeaders.put(response.headers()::set);
    }
    context.write(message, promise);
  }

  private static boolean isWholeMessage(WebSocketFrame frame) {
    return frame.isFinalFragment()
        && !(frame instanceof ContinuationWebSocketFrame)
        && !isControl(frame);
  }

  private static boolean isControl(WebSocketFrame frame) {
    return frame instanceof PingWebSocketFrame || frame instanceof PongWebSocketFrame;
  }

  private void counted(ChannelHandlerContext context, WebSocketFrame frame) {
    if (frames == null) {
      frames = new MessageRate(FRAMES_PER_SECOND);
    }
    if (!frames.allows(System.nanoTime())) {
      frame.release();
      cut(CutReason.CONTROL_FRAMES);
    } else if (frame instanceof PingWebSocketFrame) {
      answer(context, frame);
    } else {
      context.fireChannelRead(frame);
    }
  }

  /** Vert.x would queue a pong for every ping, even if the client reads none. */
  private void answer(ChannelHandlerContext context, WebSocketFrame ping) {
    if (channel.isWritable()) {
      context.writeAndFlush(new PongWebSocketFrame(ping.content()));
    } else {
      ping.release();
    }
  }

  /**
   * Cuts the connection when pending bytes are not sent. What counts is whether any byte was sent,
   * not whether more could be written: a slow line is no reason.
   *
   * @param now {@link System#nanoTime()}
   */
  void check(long now) {
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    long waiting = out == null ? 0 : out.totalPendingWriteBytes();
    if (waiting == 0) {
      movedAt = now;
      nothingWaitedAt = now;
    } else {
      note(out, waiting, now);
      Duration stalled = socket && !known ? limits.stalledUnknown() : limits.stalled();
      if (now - movedAt > stalled.toNanos()) {
        cut(CutReason.STALLED);
      } else if (!socket && now - nothingWaitedAt > limits.answer().toNanos()) {
        cut(CutReason.ANSWER_SLOW);
      }
    }
    waitingBefore = waiting;
  }

  private void note(ChannelOutboundBuffer out, long waiting, long now) {
    int current = System.identityHashCode(out.current());
    long sent = out.currentProgress();
    if (waitingBefore == 0 || waiting < waitingBefore || current != first || sent != sentOfFirst) {
      movedAt = now;
    }
    first = current;
    sentOfFirst = sent;
  }

  /**
   * Closes the connection at once and drops all pending bytes, in the kernel too. Vert.x's own
   * close is a message in the same queue.
   */
  public void cut(CutReason why) {
    if (cut || !channel.isOpen()) {
      return;
    }
    cut = true;
    meters.cut(why);
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    if (out != null && out.totalPendingWriteBytes() > 0) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    channel.unsafe().close(channel.voidPromise());
  }

  /**
   * Without direct memory the event loops block until some is free, and the error is thrown by Java
   * code, so {@code -XX:+ExitOnOutOfMemoryError} does not see it.
   */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    exitIfOutOfMemory(cause);
    if (!socket && cause instanceof DecoderException) {
      // Vert.x would log each of the requests beyond what Netty lets wait for their turn.
      cut(CutReason.PIPELINED);
    }
    if (!cut) {
      context.fireExceptionCaught(cause);
    }
  }

  /** Ends the process if the cause is an OutOfMemoryError: only a restart helps. */
  public static void exitIfOutOfMemory(Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      System.err.println("Terminating due to " + cause);
      Runtime.getRuntime().halt(OUT_OF_MEMORY);
    }
  }
}
