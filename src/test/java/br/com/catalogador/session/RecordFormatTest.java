package br.com.catalogador.session;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.session.message.SessionState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFormatTest {
  private static final SessionRecord RECORD =
      Records.of("1001", "s1", Instant.ofEpochMilli(1_790_000_000_123L), Duration.ofHours(12));

  @Test
  void whatWasWrittenIsRead() {
    assertThat(RecordFormat.read(RecordFormat.write(RECORD))).hasValue(RECORD);
  }

  @Test
  void aRecordNeedsNeitherAlertsNorRanking() {
    SessionRecord bare = RECORD.with(SessionState.INITIAL);

    assertThat(RecordFormat.read(RecordFormat.write(bare))).hasValue(bare);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "session",
        "user",
        "name",
        "email",
        "ssid",
        "createdAt",
        "expiresAt",
        "sound",
        "notification",
        "secondsBefore"
      })
  void aRecordThatLacksAFieldIsNone(String field) {
    String written = new String(RecordFormat.write(RECORD), StandardCharsets.UTF_8);
    String without = written.replace('"' + field + '"', "\"x\"");

    assertThat(without).isNotEqualTo(written);
    assertThat(RecordFormat.read(without.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "null", "{\"session\":1}", "{\"session\":", "\u0000"})
  void anythingElseIsNone(String text) {
    assertThat(RecordFormat.read(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }
}
