package br.com.catalogador.web.bridge;

import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Meters of the bridge sockets of all HTTP verticles. Thread-safe. */
final class BridgeMeters {
  private static final FailureKind[] KINDS = FailureKind.values();

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong unsent = new AtomicLong();
  private final Counter received;
  private final Counter sent;
  private final Counter[] refusals = new Counter[KINDS.length];
  private final Counter[] cuts = new Counter[KINDS.length];

  private BridgeMeters(MeterRegistry registry) {
    Gauge.builder("catalogador.bridge.sockets", open, AtomicInteger::get)
        .description("open sockets of pages")
        .register(registry);
    Gauge.builder("catalogador.bridge.unsent", unsent, AtomicLong::get)
        .description("bytes that pages have not read yet")
        .baseUnit("bytes")
        .register(registry);
    received = messages(registry, "in");
    sent = messages(registry, "out");
    for (FailureKind kind : KINDS) {
      refusals[kind.ordinal()] =
          byCode(registry, "catalogador.bridge.refusals", "messages that were refused", kind);
      cuts[kind.ordinal()] =
          byCode(registry, "catalogador.bridge.cuts", "sockets that were closed here", kind);
    }
  }

  private static Counter messages(MeterRegistry registry, String direction) {
    return Counter.builder("catalogador.bridge.messages")
        .description("messages from pages and to them")
        .tag("direction", direction)
        .register(registry);
  }

  private static Counter byCode(
      MeterRegistry registry, String name, String description, FailureKind kind) {
    return Counter.builder(name)
        .description(description)
        .tag("code", kind.code())
        .register(registry);
  }

  static BridgeMeters of(Vertx vertx) {
    return Meters.of(vertx, BridgeMeters.class, BridgeMeters::new);
  }

  void opened() {
    open.incrementAndGet();
  }

  void closed() {
    open.decrementAndGet();
  }

  void received() {
    received.increment();
  }

  void sent() {
    sent.increment();
  }

  /** Adds to the number of unsent bytes; negative to subtract. */
  void unsent(int bytes) {
    unsent.addAndGet(bytes);
  }

  /** The number of unsent bytes of all sockets. */
  long unsent() {
    return unsent.get();
  }

  void refused(FailureKind why) {
    refusals[why.ordinal()].increment();
  }

  void cut(FailureKind why) {
    cuts[why.ordinal()].increment();
  }
}
