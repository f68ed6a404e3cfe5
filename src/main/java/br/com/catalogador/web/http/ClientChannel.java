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
 * Access to the Netty channel of a client's connection. Vert.x neither reports the number of unsent
 * bytes nor closes a connection while there are some. This handler limits the rate of frames that
 * Vert.x handles by itself, checks that unsent bytes make progress, and closes connections at once.
 * The only class of {@code web} that uses Netty's channel, see {@code docs/decisoes/009-ponte.md};
 * that a close waits for unsent bytes is <a
 * href="https://github.com/eclipse-vertx/vert.x/issues/5271">issue 5271</a> of Vert.x. Confined to
 * the connection's event loop.
 */
public final class ClientChannel extends ChannelDuplexHandler {
  /** Several times the largest message of a client; incomplete messages are held in memory. */
  public static final int MAX_MESSAGE_BYTES = 4 * 1024;

  private static final int FRAMES_PER_SECOND = 20;

  /** The exit code of {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  private final Channel channel;
  private final ClientLimits limits;
  private final HttpMeters meters;
  private MessageRate frames;
  private boolean socket;
  private boolean authenticated;
  private boolean cut;
  private long unsentBefore;
  private long sentOfFirstMessage;
  private int firstMessage;
  private long progressAt;
  private long emptyAt;

  private ClientChannel(Channel channel, ClientLimits limits, HttpMeters meters) {
    this.channel = channel;
    this.limits = limits;
    this.meters = meters;
    this.progressAt = System.nanoTime();
    this.emptyAt = progressAt;
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
    channel.closeFuture().addListener(ignored -> action.run());
  }

  /**
   * Applies the limits of a WebSocket from now on. Vert.x has a single limit for received and sent
   * frames, so its decoder is replaced. The old decoder holds no bytes yet, because clients wait
   * for the answer to their handshake.
   */
  public void upgraded() {
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

  /** The client has sent a valid token. */
  public void authenticated() {
    authenticated = true;
  }

  public boolean isAuthenticated() {
    return authenticated;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (cut) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof WebSocketFrame frame && !isWholeMessage(frame)) {
      countFrame(context, frame);
    } else {
      context.fireChannelRead(message);
    }
  }

  /** Adds security headers to the response with which Vert.x itself rejects other HTTP versions. */
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

  private void countFrame(ChannelHandlerContext context, WebSocketFrame frame) {
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

  /** Answers a ping; Vert.x would queue a pong for each, even if the client does not read them. */
  private void answer(ChannelHandlerContext context, WebSocketFrame ping) {
    if (channel.isWritable()) {
      context.writeAndFlush(new PongWebSocketFrame(ping.content()));
    } else {
      ping.release();
    }
  }

  /**
   * Closes the connection when unsent bytes make no progress. Any sent byte is progress, so slow
   * connections are not closed.
   *
   * @param now {@link System#nanoTime()}
   */
  void check(long now) {
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    long unsent = out == null ? 0 : out.totalPendingWriteBytes();
    if (unsent == 0) {
      progressAt = now;
      emptyAt = now;
    } else {
      checkProgress(out, unsent, now);
      Duration stalled = socket && !authenticated ? limits.anonymousStall() : limits.writeStall();
      if (now - progressAt > stalled.toNanos()) {
        cut(CutReason.STALLED);
      } else if (!socket && now - emptyAt > limits.response().toNanos()) {
        cut(CutReason.ANSWER_SLOW);
      }
    }
    unsentBefore = unsent;
  }

  private void checkProgress(ChannelOutboundBuffer out, long unsent, long now) {
    int current = System.identityHashCode(out.current());
    long sent = out.currentProgress();
    if (unsentBefore == 0
        || unsent < unsentBefore
        || current != firstMessage
        || sent != sentOfFirstMessage) {
      progressAt = now;
    }
    firstMessage = current;
    sentOfFirstMessage = sent;
  }

  /**
   * Closes the connection at once and discards all unsent bytes, including those in the kernel. The
   * close of Vert.x would be queued behind them.
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
   * Ends the process when direct memory is exhausted: that error is thrown by Java code, to which
   * {@code -XX:+ExitOnOutOfMemoryError} does not apply.
   */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    exitIfOutOfMemory(cause);
    if (!socket && cause instanceof DecoderException) {
      // More pipelined requests than Netty queues; Vert.x would log each of them.
      cut(CutReason.PIPELINED);
    }
    if (!cut) {
      context.fireExceptionCaught(cause);
    }
  }

  /** Ends the process if the cause is an OutOfMemoryError. */
  public static void exitIfOutOfMemory(Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      System.err.println("Terminating due to " + cause);
      Runtime.getRuntime().halt(OUT_OF_MEMORY);
    }
  }
}
