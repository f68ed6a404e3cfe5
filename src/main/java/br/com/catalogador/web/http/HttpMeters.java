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

  private final InFlightBudget sessions = budget(Limits.REQUESTS_OF_SESSION, Limits.ANSWER_BYTES);
  private final InFlightBudget networks = budget(Limits.REQUESTS_OF_NETWORK, Limits.OPEN_BYTES);
  private final UploadSlots candleFiles = new UploadSlots();
  private final Counter[] cuts = new Counter[REASONS.length];
  private final Counter tooMany;
  private final Counter busy;

  private HttpMeters(MeterRegistry registry) {
    for (CutReason reason : REASONS) {
      cuts[reason.ordinal()] =
          Counter.builder("catalogador.http.cuts")
              .description("connections that were closed at once, without a reason sent")
              .tag("reason", reason.code())
              .register(registry);
    }
    tooMany = refusals(registry, FailureKind.TOO_MANY_REQUESTS);
    busy = refusals(registry, FailureKind.BUSY);
    Gauge.builder(
            "catalogador.http.answers",
            this,
            meters -> meters.sessions.bytes() + meters.networks.bytes())
        .description("request bodies, and responses that are being made or sent")
        .baseUnit("bytes")
        .register(registry);
  }

  private InFlightBudget budget(int requests, long bytes) {
    return new InFlightBudget(requests, ClientLimits.shareOfHeap(bytes), this::refused);
  }

  private static Counter refusals(MeterRegistry registry, FailureKind kind) {
    return Counter.builder("catalogador.http.refusals")
        .description("requests that were refused because of requests in flight")
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
  InFlightBudget networks() {
    return networks;
  }

  /** The files of candles that are read at the same time. */
  UploadSlots candleFiles() {
    return candleFiles;
  }

  void cut(CutReason why) {
    cuts[why.ordinal()].increment();
  }

  /** Counts a rejection: TOO_MANY_REQUESTS by the limit of the client, BUSY by the total limit. */
  private void refused(FailureKind kind) {
    (kind == FailureKind.BUSY ? busy : tooMany).increment();
  }
}
