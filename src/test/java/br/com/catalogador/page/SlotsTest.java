package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.JavaScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The times of the day, filtered, sorted, and as a list of signals. */
class SlotsTest {
  private static final String SLOTS =
      """
      const of = (slot, direction, share, pValue, days, ...wonBy) => ({ slot, direction, share, pValue, days, wonBy });
      const slots = [
        of('23:30', 'CALL', 0.7, 0.3, 10, 7, 9),
        of('00:15', 'PUT', 0.9, 0.02, 9, 8, 9),
        of('14:05', null, 0.5, 1, 0, 0, 0),
        of('09:00', 'PUT', 0.7, 0.3, 10, 7, 10),
      ];
      const names = (some) => some.map(({ slot }) => slot).join(' ');
      """;

  private static String run(String script) {
    try (JavaScript slots = new JavaScript("model/slots.js", "")) {
      return slots.run(SLOTS + script).toString();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 24, 0, 23:30 00:15 14:05 09:00",
    "9, 14, 0, 09:00",
    "9, 15, 0, 14:05 09:00",
    "22, 1, 0, 23:30 00:15",
    "0, 24, 70, 23:30 00:15 09:00",
    "0, 24, 71, 00:15",
  })
  void hoursMayRunOverMidnight(int from, int to, int share, String left) {
    assertThat(
            run(
                "return names(it.filtered(slots, { from: %d, to: %d, share: %d }));"
                    .formatted(from, to, share)))
        .isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({
    "slot, false, 00:15 09:00 14:05 23:30",
    "slot, true, 23:30 14:05 09:00 00:15",
    "share, true, 00:15 09:00 23:30 14:05",
    "holm, false, 00:15 09:00 23:30 14:05",
    "direction, false, 23:30 00:15 09:00 14:05",
    "g1, true, 00:15 09:00 23:30 14:05",
    "g1, false, 23:30 00:15 09:00 14:05",
    "g0, true, 00:15 09:00 23:30 14:05",
  })
  void whatHasNoSideStandsLast_andEqualsStandByEvidence(
      String column, boolean descending, String order) {
    assertThat(run("return names(it.sorted(slots, '%s', %b));".formatted(column, descending)))
        .isEqualTo(order);
  }

  @ParameterizedTest
  @CsvSource({"1440, 16", "288, 14", "96, 12"})
  void fewDatesCanMarkNoSlot(int slots, int least) {
    assertThat(run("return String(it.leastDates(%d));".formatted(slots))).isEqualTo("" + least);
  }

  @Test
  void theListHasTheSignalsStillToComeInTheOrderOfTheDay() {
    String script =
        """
        const list = it.signals(slots, %d);
        return it.signalText(list, { candle: 'M1', asset: 'EURUSD-OTC', heading: ['Lista', 'Horas de UTC'], date: '01/12/2026' });
        """;
    assertThat(run(script.formatted(-1)))
        .isEqualTo(
            """
            Lista
            Horas de UTC
            01/12/2026
            M1;EURUSD-OTC;00:15;PUT
            M1;EURUSD-OTC;09:00;PUT
            M1;EURUSD-OTC;23:30;CALL
            """);
    assertThat(run(script.formatted(9 * 60)))
        .isEqualTo(
            """
            Lista
            Horas de UTC
            01/12/2026
            M1;EURUSD-OTC;23:30;CALL
            """);
  }
}
