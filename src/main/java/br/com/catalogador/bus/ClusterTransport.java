package br.com.catalogador.bus;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.failure.UnknownMessageException;
import br.com.catalogador.support.ContextPromise;
import br.com.catalogador.support.RequestId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.shareddata.Shareable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests and events to other servers. Every server has one clustered address and dispatches
 * what arrives there to its local services.
 *
 * <p>Vert.x's event bus could route to each service by itself, but a request then waits for its
 * time-out when the other server no longer has the service, or has crashed. Here it fails at once.
 */
final class ClusterTransport implements Shareable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterTransport.class);
  private static final String NAME = "catalogador.transport";

  /**
   * Failure code for the asking server: no service listens; no {@link FailureKind} has this code.
   */
  private static final int ABSENT = 0;

  private static final long CHECK_MILLIS = 1_000;

  private final Vertx vertx;
  private final Cluster cluster;
  private final Map<String, Peer> peers = new ConcurrentHashMap<>();

  /** A request to a service on another server. */
  record RemoteRequest(String address, long timeoutMillis, Object request) {}

  /** An event for the listeners of another server. */
  record RemoteEvent(String channel, Object event) {}

  /** Heartbeat request, and its reply. */
  record Ping() {}

  private record Pending(Promise<Object> answer, long since) {
    void fail(Throwable cause) {
      answer.tryFail(cause);
    }
  }

  /** Another server: its pending requests, and when its last message arrived. */
  private final class Peer {
    private final String server;
    private final Set<Pending> pending = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean pinged = new AtomicBoolean();
    private volatile long receivedAt = System.nanoTime();

    Peer(String server) {
      this.server = server;
    }

    void failAll(Throwable cause) {
      pending.forEach(pending -> pending.fail(cause));
    }

    /** Fails old requests of a server that sends nothing: a busy server still answers pings. */
    void checkSilence() {
      long silentSince = System.nanoTime() - Cluster.SILENCE.toNanos();
      for (Pending pending : pending) {
        if (receivedAt - silentSince < 0 && pending.since() - silentSince < 0) {
          pending.fail(Failure.tryAgain());
        }
      }
      if (!pending.isEmpty() && pinged.compareAndSet(false, true)) {
        vertx
            .eventBus()
            .request(address(server), new Ping(), options(Cluster.SILENCE.toMillis()))
            .onComplete(
                (pong, cause) -> {
                  pinged.set(false);
                  noteReply(cause);
                });
      }
    }

    void noteReply(Throwable cause) {
      if (cause == null
          || cause instanceof ReplyException reply
              && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
        receivedAt = System.nanoTime();
      }
    }
  }

  private static DeliveryOptions options(long timeoutMillis) {
    return Bus.options().setSendTimeout(timeoutMillis);
  }

  private ClusterTransport(Vertx vertx) {
    this.vertx = vertx;
    this.cluster = Cluster.of(vertx);
  }

  static ClusterTransport of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, ClusterTransport>getLocalMap(NAME)
        .computeIfAbsent(NAME, ignored -> new ClusterTransport(vertx));
  }

  private static String address(String server) {
    return "server." + server;
  }

  static ReplyException absent() {
    return new ReplyException(ReplyFailure.NO_HANDLERS, "no service listens on the other server");
  }

  /** Accepts messages of other servers. */
  Future<Void> open() {
    if (!cluster.isClustered()) {
      return Future.succeededFuture();
    }
    cluster.onLeft(this::left);
    vertx.setPeriodic(CHECK_MILLIS, ignored -> peers.values().forEach(Peer::checkSilence));
    return vertx.eventBus().consumer(address(cluster.self()), this::received).completion();
  }

  /**
   * Asks a service of another server; as {@link io.vertx.core.eventbus.EventBus#request} does, but
   * BUSY as soon as that server has been silent for {@link Cluster#SILENCE}.
   */
  Future<Object> request(String server, Address<?> address, Object request, long timeoutMillis) {
    Pending pending = new Pending(ContextPromise.create(), System.nanoTime());
    Peer peer = peers.computeIfAbsent(server, Peer::new);
    peer.pending.add(pending);
    DeliveryOptions options = options(timeoutMillis);
    RequestId.send(options);
    vertx
        .eventBus()
        .<Object>request(
            address(server), new RemoteRequest(address.name(), timeoutMillis, request), options)
        .map(Bus::body)
        .onComplete(
            (reply, cause) -> {
              peer.noteReply(cause);
              if (cause == null) {
                pending.answer().tryComplete(reply);
              } else {
                pending.answer().tryFail(isAbsence(cause) ? absent() : cause);
              }
            });
    if (!cluster.members().contains(server)) {
      pending.fail(absent());
    }
    return pending.answer().future().onComplete((reply, cause) -> peer.pending.remove(pending));
  }

  private static boolean isAbsence(Throwable cause) {
    return cause instanceof ReplyException reply
        && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
        && reply.failureCode() == ABSENT;
  }

  /** Fails the pending requests of a server that has left. */
  private void left(String server) {
    Peer lost = peers.remove(server);
    if (lost != null) {
      lost.failAll(absent());
    }
  }

  void publishAt(String server, Channel<?> channel, Object event) {
    vertx.eventBus().send(address(server), new RemoteEvent(channel.name(), event), Bus.options());
  }

  void publishToOthers(Channel<?> channel, Object event) {
    for (String server : cluster.members()) {
      if (!server.equals(cluster.self())) {
        publishAt(server, channel, event);
      }
    }
  }

  private void received(Message<Object> message) {
    RequestId.receive(message.headers());
    Object body;
    try {
      body = Bus.body(message);
    } catch (UnknownMessageException e) {
      LOG.error("message cannot be decoded: {}", e.getMessage());
      message.fail(Failure.from(e).kind().busCode(), null);
      return;
    }
    if (body instanceof Ping) {
      message.reply(body, Bus.options());
    } else if (body instanceof RemoteRequest request) {
      dispatch(message, request);
    } else if (body instanceof RemoteEvent event) {
      vertx.eventBus().publish(event.channel(), event.event(), Bus.options().setLocalOnly(true));
    }
  }

  private void dispatch(Message<?> message, RemoteRequest request) {
    DeliveryOptions options =
        Bus.options().setLocalOnly(true).setSendTimeout(request.timeoutMillis());
    RequestId.send(options);
    vertx
        .eventBus()
        .request(request.address(), request.request(), options)
        .onComplete(
            (reply, cause) -> {
              if (cause == null) {
                message.reply(reply.body(), Bus.options());
              } else if (VertxFailures.isUndelivered(cause)) {
                message.fail(ABSENT, "");
              } else if (cause instanceof ReplyException failed
                  && failed.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
                message.fail(failed.failureCode(), failed.getMessage());
              } else {
                message.fail(Failure.from(cause).kind().busCode(), null);
              }
            });
  }
}
