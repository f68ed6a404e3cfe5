package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.JavaScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The heat map of weekdays and hours. */
class HoursTest {
  @Test
  void hasALineForEachHourWithACellAndAColumnForEachWeekday() {
    try (JavaScript hours = new JavaScript("model/hours.js", "")) {
      String script =
          """
          const bin = (operations) => ({ operations, wins: operations, firstOperations: operations, firstWins: 0, pValue: 1, holm: 1 });
          const byHour = {
            weekdayHour: { '1-9': bin(1), '7-22': bin(2) }, hour: { 9: bin(3), 22: bin(4) }, weekday: { 1: bin(5), 7: bin(6) },
          };
          const { lines, total } = it.heatMap(byHour, 0.875);
          const count = (cell) => cell?.operations ?? '-';
          return [...lines.map(({ hour, cells, all }) => [hour, ...cells.map(count), count(all)].join(' ')), total.map(count).join(' ')].join('; ');
          """;
      assertThat(hours.run(script))
          .isEqualTo("9 1 - - - - - - 3; 22 - - - - - - 2 4; 5 - - - - - 6");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "operations: 29, wins: 29, holm: 1 | 1 few 3",
        "operations: 30, wins: 26, holm: 0.05 | 0.8667 marked 0",
        "operations: 100, wins: 84, holm: 0.06 | 0.84 -1",
        "operations: 100, wins: 95, holm: 0.5 | 0.95 2",
        "operations: 100, wins: 75, holm: 1 | 0.75 -3",
        "operations: 0, wins: 0, holm: 1 | - few 0",
      })
  void cellsSayHowMuchTheyMean(String bin, String said) {
    try (JavaScript hours = new JavaScript("model/hours.js", "")) {
      String script =
          """
          const { lines } = it.heatMap({ weekdayHour: { '3-5': { %s } }, hour: { 5: { %1$s } }, weekday: {} }, 0.875);
          const { rate, few, marked, shade } = lines[0].cells[2];
          return [rate === null ? '-' : Math.round(rate * 1e4) / 1e4, few && 'few', marked && 'marked', shade + 0].filter((part) => part !== false).join(' ');
          """;
      assertThat(hours.run(script.formatted(bin).replace("%1$s", bin))).isEqualTo(said);
    }
  }
}
