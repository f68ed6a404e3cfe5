package br.com.catalogador.bus;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.failure.UnknownMessageException;
import br.com.catalogador.support.RequestId;
import io.vertx.core.Context;
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
  private static final String NAME = "catalogador.crossing";

  /**
   * Failure code for the asking server: no service listens; no {@link FailureKind} has this code.
   */
  private static final int ABSENT = 0;

  private static final long LOOK_MILLIS = 1_000;

  private final Vertx vertx;
  private final Cluster cluster;
  private final Map<String, Peer> peers = new ConcurrentHashMap<>();

  /** A request to a service on another server. */
  record Ask(String address, long timeoutMillis, Object request) {}

  /** An event for the listeners of another server. */
  record Tell(String channel, Object event) {}

  /** Heartbeat request, and its reply. */
  record Ping() {}

  private record Pending(Context context, Promise<Object> answer, long since) {
    void fail(Throwable cause) {
      context.runOnContext(now -> answer.tryFail(cause));
    }
  }

  /** Another server: its pending requests, and when its last message arrived. */
  private final class Peer {
    private final String server;
    private final Set<Pending> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean pinged = new AtomicBoolean();
    private volatile long heard = System.nanoTime();

    Peer(String server) {
      this.server = server;
    }

    void failAll(Throwable cause) {
      underWay.forEach(pending -> pending.fail(cause));
    }

    /** A request may take long, but a server that stands still does not even answer a ping. */
    void look() {
      long silentSince = System.nanoTime() - Cluster.SILENCE.toNanos();
      for (Pending pending : underWay) {
        if (heard - silentSince < 0 && pending.since() - silentSince < 0) {
          pending.fail(Failure.tryAgain());
        }
      }
      if (!underWay.isEmpty() && pinged.compareAndSet(false, true)) {
        vertx
            .eventBus()
            .request(address(server), new Ping(), options(Cluster.SILENCE.toMillis()))
            .onComplete(
                (pong, cause) -> {
                  pinged.set(false);
                  answered(cause);
                });
      }
    }

    void answered(Throwable cause) {
      if (cause == null
          || cause instanceof ReplyException reply
              && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
        heard = System.nanoTime();
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
    return new ReplyException(ReplyFailure.NO_HANDLERS, "nobody listens on the other server");
  }

  /** Accepts messages of other servers. */
  Future<Void> open() {
    if (!cluster.isOfSeveral()) {
      return Future.succeededFuture();
    }
    cluster.onLeft(this::left);
    vertx.setPeriodic(LOOK_MILLIS, timer -> peers.values().forEach(Peer::look));
    return vertx.eventBus().consumer(address(cluster.self()), this::received).completion();
  }

  /**
   * Asks a service of another server; as {@link io.vertx.core.eventbus.EventBus#request} does, but
   * BUSY as soon as that server has been silent for {@link Cluster#SILENCE}.
   */
  Future<Object> request(String server, Address<?> address, Object request, long timeoutMillis) {
    Pending pending = new Pending(vertx.getOrCreateContext(), Promise.promise(), System.nanoTime());
    Peer peer = peers.computeIfAbsent(server, Peer::new);
    peer.underWay.add(pending);
    DeliveryOptions options = options(timeoutMillis);
    RequestId.send(options);
    vertx
        .eventBus()
        .<Object>request(address(server), new Ask(address.name(), timeoutMillis, request), options)
        .map(Bus::body)
        .onComplete(
            (reply, cause) -> {
              peer.answered(cause);
              if (cause == null) {
                pending.answer().tryComplete(reply);
              } else {
                pending.answer().tryFail(isAbsence(cause) ? absent() : cause);
              }
            });
    if (!cluster.members().contains(server)) {
      pending.fail(absent());
    }
    return pending.answer().future().onComplete((reply, cause) -> peer.underWay.remove(pending));
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

  void tell(String server, Channel<?> channel, Object event) {
    vertx.eventBus().send(address(server), new Tell(channel.name(), event), Bus.options());
  }

  void tellOthers(Channel<?> channel, Object event) {
    for (String server : cluster.members()) {
      if (!server.equals(cluster.self())) {
        tell(server, channel, event);
      }
    }
  }

  private void received(Message<Object> message) {
    RequestId.receive(message.headers());
    Object body;
    try {
      body = Bus.body(message);
    } catch (UnknownMessageException cause) {
      LOG.error("a message that was not understood: {}", cause.getMessage());
      message.fail(Failure.from(cause).kind().busCode(), null);
      return;
    }
    if (body instanceof Ping) {
      message.reply(body, Bus.options());
    } else if (body instanceof Ask ask) {
      handOn(message, ask);
    } else if (body instanceof Tell told) {
      vertx.eventBus().publish(told.channel(), told.event(), Bus.options().setLocalOnly(true));
    }
  }

  private void handOn(Message<?> message, Ask ask) {
    DeliveryOptions options = Bus.options().setLocalOnly(true).setSendTimeout(ask.timeoutMillis());
    RequestId.send(options);
    vertx
        .eventBus()
        .request(ask.address(), ask.request(), options)
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
