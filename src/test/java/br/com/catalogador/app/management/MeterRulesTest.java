package br.com.catalogador.app.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterRulesTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @BeforeEach
  void apply() {
    MeterRules.apply(registry);
  }

  @ParameterizedTest
  @CsvSource({
    "/ranking,/ranking",
    "/,/",
    "/api/v1/>/catalog,/api/v1/catalog",
    "/api/v1/>/api/v1/,/api/v1/",
    "/eventbus/>/eventbus/>/info,/eventbus/info",
    "'',none"
  })
  void joinsTheRoutesOfARequestToOnePath(String routes, String template) {
    assertThat(MeterRules.template(routes)).isEqualTo(template);
  }

  @Test
  void mapsUnknownMethodsToOneValue() {
    for (String method : new String[] {"GET", "FROB", "FRAB"}) {
      registry.counter("vertx.http.server.requests", "method", method).increment();
    }

    assertThat(registry.get("vertx.http.server.requests").counters()).hasSize(2);
    assertThat(registry.get("vertx.http.server.requests").tag("method", "other").counter().count())
        .isEqualTo(2);
  }

  @Test
  void excludesOperatorRequestsAndConnectionPools() {
    registry.counter("vertx.http.server.requests", "route", "/metrics").increment();
    registry.counter("vertx.http.server.requests", "route", "/health/ready").increment();
    registry.counter("vertx.http.server.requests", "route", "/loggers").increment();
    registry.counter("vertx.http.server.requests", "route", "/loggers/:name").increment();
    registry.counter("vertx.pool.completed", "pool_type", "redis", "pool_name", "x").increment();
    registry.counter("vertx.pool.completed", "pool_type", "worker", "pool_name", "x").increment();

    assertThat(registry.getMeters()).hasSize(1);
  }
}
