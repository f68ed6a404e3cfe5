package br.com.catalogador.session.store;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.session.message.LoginToken;
import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.session.message.Preferences.Alerts;
import br.com.catalogador.session.message.Preferences.OwnPattern;
import br.com.catalogador.session.message.Preferences.Preset;
import br.com.catalogador.support.Golden;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFormatTest {
  private static final SessionRecord RECORD =
      Records.of("1001", "s1", Instant.ofEpochMilli(1_790_000_000_123L), Duration.ofHours(12));

  @Test
  void readsAWrittenRecord() {
    assertThat(RecordFormat.read(RecordFormat.write(RECORD))).hasValue(RECORD);
  }

  @Test
  void readsARecordOfAPreviousVersionWithoutAGrant() throws IOException {
    assertThat(RecordFormat.read(Files.readAllBytes(Golden.file("records/session.json"))))
        .hasValue(RECORD.renewed(RECORD.ssid(), null));
  }

  @Test
  void keepsTheLocalAddress() {
    SessionRecord record =
        SessionRecord.begun(
            RECORD.session(),
            RECORD.user(),
            RECORD.ssid(),
            null,
            "203.0.113.7",
            RECORD.tokens().get(0));

    assertThat(RecordFormat.read(RecordFormat.write(record))).hasValue(record);
  }

  @Test
  void keepsEveryPreference() {
    Preferences set =
        new Preferences(
            new Alerts(true, false, 15),
            12.5,
            List.of("EURUSD-OTC"),
            List.of(new Preset("de manhã", "{\"quadrants\":288}")),
            List.of(new OwnPattern("três verdes", "5:1,2,3:GGG=P:6")));

    SessionRecord read = RecordFormat.read(RecordFormat.write(RECORD.with(set))).orElseThrow();

    assertThat(read.preferences()).isEqualTo(set);
  }

  @Test
  void readsARecordWithoutAlerts() {
    SessionRecord bare = RECORD.with(Preferences.DEFAULT);

    assertThat(RecordFormat.read(RecordFormat.write(bare))).hasValue(bare);
  }

  @Test
  void readsARecordOfTheFirstVersionWithOneEntryForAllTokens() {
    JsonObject json = new JsonObject(Buffer.buffer(RecordFormat.write(RECORD)));
    json.remove("tokens");
    byte[] first = json.put("ranking", "[\"ranking\"]").toBuffer().getBytes();

    SessionRecord read = RecordFormat.read(first).orElseThrow();

    assertThat(read.tokens())
        .containsExactly(
            new LoginToken(
                LoginToken.UNLISTED, RECORD.createdAt(), RECORD.createdAt(), RECORD.expiresAt()));
    assertThat(RecordFormat.readRanking(first)).isEqualTo("[\"ranking\"]");
    assertThat(RecordFormat.readRanking(RecordFormat.write(read))).isNull();
  }

  @Test
  void keepsUnknownFieldsOfANewerVersion() {
    JsonObject newer = new JsonObject(Buffer.buffer(RecordFormat.write(RECORD)));
    newer.put("watchlists", new JsonArray().add("EURUSD"));
    newer.getJsonObject("alerts").put("telegram", true);
    newer.getJsonArray("tokens").getJsonObject(0).put("device", "phone");

    SessionRecord read = RecordFormat.read(newer.toBuffer().getBytes()).orElseThrow();
    SessionRecord changed = read.with(new Preferences(new Alerts(false, false, 60)));

    JsonObject written = new JsonObject(Buffer.buffer(RecordFormat.write(changed)));
    newer.getJsonObject("alerts").put("sound", false).put("secondsBefore", 60);
    assertThat(written).isEqualTo(newer);
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
  void isEmptyWithoutARequiredField(String field) {
    String written = new String(RecordFormat.write(RECORD), StandardCharsets.UTF_8);
    String without = written.replace('"' + field + '"', "\"x\"");

    assertThat(without).isNotEqualTo(written);
    assertThat(RecordFormat.read(without.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "null", "{\"session\":1}", "{\"session\":", "\u0000"})
  void isEmptyForAnyOtherText(String text) {
    assertThat(RecordFormat.read(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }
}
