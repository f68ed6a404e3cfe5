package br.com.catalogador.support;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.Request;
import br.com.catalogador.failure.FailureKind;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GoldenTest {
  @Test
  void inLinesChangesNothingButLineBreaks() {
    String json =
        "{\"a\":\"x,\\\",\\\"\",\"b\":[{\"c\":[1.0,2]},{\"d\":{\"e\":{\"f\":1,\"g\":2}}}],\"h\":{\"i\":1,\"j\":2}}";

    assertThat(Golden.inLines(json))
        .isEqualTo(
            """
            {"a":"x,\\",\\"",
            "b":[
            {"c":[1.0,2]},
            {"d":{"e":{"f":1,"g":2}}}],
            "h":{"i":1,
            "j":2}}\
            """);
  }

  @Test
  void recordsEveryKindOfFailureExceptThoseThatNeedChanceAnotherServerOrOtherSettings()
      throws IOException {
    String recorded =
        Files.readString(Golden.file("http/failures.txt"))
            + Files.readString(Golden.file("http/market.txt"))
            + Files.readString(Golden.file("http/pages.txt"))
            + Files.readString(Golden.file("http/ranking.txt"))
            + Files.readString(Golden.file("http/session.txt"))
            + Files.readString(Golden.file("bridge.txt"));

    assertThat(Arrays.stream(FailureKind.values()).map(FailureKind::code))
        .filteredOn(code -> !recorded.contains('"' + code + '"'))
        .containsExactly(
            "password_login_off",
            "oauth_denied",
            "oauth_state_wrong",
            "oauth_other_browser",
            "oauth_code_refused",
            "oauth_off",
            "recording_missing",
            "recording_running",
            "recording_not_running",
            "oauth_used",
            "oauth_expired",
            "wrong_host",
            "candles_unreadable",
            "too_many_requests",
            "internal_error",
            "broker_unreadable",
            "recordings_full",
            "busy",
            "servers_differ",
            "interrupted",
            "store_unavailable");
  }

  /** The class names are values of a metric label that dashboards and alerts may use. */
  @Test
  void requestNamesOfTheBusAreUnchanged() throws IOException {
    String names =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("br.com.catalogador")
                .stream()
                .filter(it -> it.isAssignableTo(Request.class) && it.isRecord())
                .map(JavaClass::getSimpleName)
                .sorted()
                .map(name -> name + "\n")
                .collect(Collectors.joining());

    Golden.assertRecorded("metrics/bus-requests.txt", names);
  }
}
