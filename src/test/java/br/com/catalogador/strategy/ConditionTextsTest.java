package br.com.catalogador.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.strategy.Conditions.After;
import br.com.catalogador.strategy.Conditions.HourRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTextsTest {

  @Test
  void readsEveryCondition() {
    Map<String, String> texts =
        Map.of(
            "side", "put",
            "hours", "9-12,22-2,20-24",
            "weekdays", "6-1,3",
            "zone", "+05:30",
            "trend", "-21",
            "after", "hit:10",
            "agree", "5:1:same:6");
    Conditions conditions = read(texts);
    assertThat(conditions)
        .isEqualTo(
            new Conditions(
                Signal.PUT,
                List.of(new HourRange(9, 12), new HourRange(22, 2), new HourRange(20, 24)),
                Set.of(6, 7, 1, 3),
                "+05:30",
                -21,
                new After(After.Kind.HIT, 10),
                Strategies.byIdOrPattern("5:1:same:6").orElseThrow()));
    assertThat(read(ConditionTexts.of(conditions))).isEqualTo(conditions);
  }

  @Test
  void absentAndEmptyParametersAreNoConditions() {
    assertThat(read(Map.of("side", "", "zone", "UTC"))).isEqualTo(Conditions.NONE);
    assertThat(Conditions.NONE.isNone()).isTrue();
    assertThat(ConditionTexts.of(Conditions.NONE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "side | CALL",
        "side | both",
        "hours | 9-9",
        "hours | 9",
        "hours | 24-2",
        "hours | 9-25",
        "hours | 09-12",
        "hours | 1-2,",
        "weekdays | 0",
        "weekdays | 8",
        "weekdays | 1-",
        "weekdays | 1 ,2",
        "zone | Mars",
        "zone | -30",
        "zone | x",
        "trend | 1",
        "trend | -1",
        "trend | 0",
        "trend | 201",
        "trend | +5",
        "trend | 5.0",
        "after | hit:0",
        "after | hit:11",
        "after | gale:6",
        "after | gale:0",
        "after | clean:1",
        "agree | nope",
        "agree | five-flip"
      })
  void refusesWithTheParameterWhatCameAndWhatIsRight(String parameter, String text) {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        parameter,
                        text,
                        parameter.equals("zone") ? "hours" : "zone",
                        parameter.equals("zone") ? "9-12" : "UTC")))
        .isInstanceOfSatisfying(
            ConditionException.class,
            refusal -> {
              assertThat(refusal.parameter()).isEqualTo(parameter);
              assertThat(refusal.got()).isEqualTo(text);
              assertThat(refusal.expected()).isNotBlank();
            });
  }

  @Test
  void hoursAndWeekdaysNeedAZone() {
    for (String parameter : List.of("hours", "weekdays")) {
      assertThatThrownBy(() -> read(Map.of(parameter, "1-5")))
          .hasMessage("zone must be given with hours or weekdays, not null");
    }
  }

  private static Conditions read(Map<String, String> texts) {
    return ConditionTexts.read(name -> Optional.ofNullable(texts.get(name)), Timeframe.M1);
  }
}
