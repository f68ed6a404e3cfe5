package br.com.catalogador.web.http;

import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.Meters;
import br.com.catalogador.view.Limits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

/** The budgets shared by all HTTP verticles of the process, and their meters. Thread-safe. */
final class HttpMeters {
  private static final CutReason[] REASONS = CutReason.values();

  private final InFlightBudget sessions = ledger(Limits.REQUESTS_OF_SESSION, Limits.ANSWER_BYTES);
  private final InFlightBudget strangers = ledger(Limits.REQUESTS_OF_NETWORK, Limits.OPEN_BYTES);
  private final Counter[] cuts = new Counter[REASONS.length];
  private final Counter tooMany;
  private final Counter busy;

  private HttpMeters(MeterRegistry registry) {
    for (CutReason reason : REASONS) {
      cuts[reason.ordinal()] =
          Counter.builder("catalogador.http.cuts")
              .description("connections that were closed without a last word")
              .tag("reason", reason.code())
              .register(registry);
    }
    tooMany = refusals(registry, FailureKind.TOO_MANY_REQUESTS);
    busy = refusals(registry, FailureKind.BUSY);
    Gauge.builder(
            "catalogador.http.answers", this, all -> all.sessions.bytes() + all.strangers.bytes())
        .description("bodies of requests, and answers that are being made or have not left yet")
        .baseUnit("bytes")
        .register(registry);
  }

  private InFlightBudget ledger(int requests, long bytes) {
    return new InFlightBudget(requests, ClientLimits.shareOfHeap(bytes), this::refused);
  }

  private static Counter refusals(MeterRegistry registry, FailureKind kind) {
    return Counter.builder("catalogador.http.refusals")
        .description("requests that were refused because of what was under way")
        .tag("code", kind.code())
        .register(registry);
  }

  static HttpMeters of(Vertx vertx) {
    return Meters.of(vertx, HttpMeters.class, HttpMeters::new);
  }

  /** Requests by session. */
  InFlightBudget sessions() {
    return sessions;
  }

  /** Requests without a session, by network. */
  InFlightBudget strangers() {
    return strangers;
  }

  void cut(CutReason why) {
    cuts[why.ordinal()].increment();
  }

  /** For what is under way already: of the client TOO_MANY_REQUESTS, of all BUSY. */
  private void refused(FailureKind kind) {
    (kind == FailureKind.BUSY ? busy : tooMany).increment();
  }
}
