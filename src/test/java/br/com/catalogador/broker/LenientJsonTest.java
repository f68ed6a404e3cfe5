package br.com.catalogador.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LenientJsonTest {
  private static Object value(String json) {
    return new JsonObject("{\"value\":" + json + "}").getValue("value");
  }

  @Test
  void readsWholeNumbersOf64BitsExactly() {
    assertThat(LenientJson.whole(value("9007199254740993"), 0)).isEqualTo(9_007_199_254_740_993L);
    assertThat(LenientJson.whole(value("1790207580000000001"), 0))
        .isEqualTo(1_790_207_580_000_000_001L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7|7",
        "-7|-7",
        "7.4|7",
        "\"7\"|7",
        "\" 7 \"|7",
        "\"7.0\"|7",
        "1e3|1000",
        "null|-1",
        "true|-1",
        "\"\"|-1",
        "\"seven\"|-1",
        "\"NaN\"|-1",
        "{}|-1",
        "[7]|-1"
      })
  void readsAWholeNumberInAnyFormOrReturnsTheFallback(String json, long number) {
    assertThat(LenientJson.whole(value(json), -1)).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({"true,true", "false,false", "1,true", "0,false", "'\"1\"',true", "null,false"})
  void readsFlagsFromNumbersAndTexts(String json, boolean flag) {
    assertThat(LenientJson.flag(value(json))).isEqualTo(flag);
  }
}
