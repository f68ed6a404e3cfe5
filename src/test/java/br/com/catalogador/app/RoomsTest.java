package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.Health.Status;
import br.com.catalogador.session.message.DirectoryState.Links;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomsTest {
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
  void manyUsersWithoutTheBrokerDegradeAndAFewDoNot(
      int connecting, int connected, int away, int refused, Status expected) {
    Links links = new Links(connecting, connected, away, refused);

    assertThat(Rooms.reading(links).status()).isEqualTo(expected);
  }
}
