package br.com.catalogador.app.management;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.management.Health.Reading;
import br.com.catalogador.app.management.Health.Status;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {
  private static Supplier<Future<Reading>> reading(Status status) {
    return () -> Future.succeededFuture(new Reading(status, new JsonObject()));
  }

  @ParameterizedTest
  @CsvSource({"UP,UP,UP", "UP,DEGRADED,DEGRADED", "DEGRADED,DOWN,DOWN", "DOWN,UP,DOWN"})
  void statusIsThatOfTheWorstPart(Status one, Status other, String whole) {
    Health health = new Health().part("one", reading(one)).part("other", reading(other));

    assertThat(await(health.read()).getString("status")).isEqualTo(whole);
  }

  @Test
  void includesTheFactsOfAPart() {
    Reading reading = new Reading(Status.DEGRADED, new JsonObject().put("redis", "DOWN"));

    JsonObject told =
        await(new Health().part("cache", () -> Future.succeededFuture(reading)).read());

    assertThat(told.getJsonObject("parts").getJsonObject("cache"))
        .isEqualTo(new JsonObject().put("status", "DEGRADED").put("redis", "DOWN"));
  }

  @Test
  void aFailedOrSilentPartIsDownAndTheOthersAreReported() {
    Promise<Reading> never = Promise.promise();
    Health health =
        new Health()
            .part("fails", () -> Future.failedFuture("broken"))
            .part("silent", never::future)
            .part("well", reading(Status.UP));

    JsonObject parts = await(health.read()).getJsonObject("parts");

    assertThat(parts.getJsonObject("fails").getString("status")).isEqualTo("DOWN");
    assertThat(parts.getJsonObject("fails").getString("reason")).isEqualTo("broken");
    assertThat(parts.getJsonObject("silent").getString("status")).isEqualTo("DOWN");
    assertThat(parts.getJsonObject("well").getString("status")).isEqualTo("UP");
  }
}
