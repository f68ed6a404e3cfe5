package br.com.catalogador.app.management;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.management.Health.Reading;
import br.com.catalogador.app.management.Health.Status;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.session.message.DirectoryState.Links;
import br.com.catalogador.session.message.SessionDirectory;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class ComponentStatesTest {
  @ParameterizedTest
  @CsvSource({
    "0,0,0,0,UP",
    "0,0,1,0,UP",
    "0,0,2,0,UP",
    "0,0,3,0,DEGRADED",
    "0,0,0,3,DEGRADED",
    "0,9,3,0,UP",
    "0,8,2,1,DEGRADED",
    "50,0,0,0,UP"
  })
  void isDegradedWhenManyUsersHaveNoLink(
      int connecting, int connected, int away, int refused, Status expected) {
    Links links = new Links(connecting, connected, away, refused);

    assertThat(ComponentStates.reading(links, List.of()).status()).isEqualTo(expected);
  }

  @Test
  void isDegradedWhileTheBrokerFailsMostRequestsOfAName() {
    Reading reading = ComponentStates.reading(new Links(0, 50, 0, 0), List.of("get-candles"));

    assertThat(reading.status()).isEqualTo(Status.DEGRADED);
    assertThat(reading.facts().getJsonArray("failing")).containsExactly("get-candles");
  }

  @Test
  void aSilentComponentDoesNotDelayOtherMetrics(Vertx vertx) {
    ComponentStates rooms = new ComponentStates(Bus.install(vertx), Cluster.of(vertx));
    vertx.eventBus().localConsumer(SessionDirectory.ADDRESS.name(), ignored -> {});

    await(rooms.refresh());
  }
}
