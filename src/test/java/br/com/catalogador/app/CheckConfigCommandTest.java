package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckConfigCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int check(String yaml, String... arguments) throws IOException {
    Path file = Files.writeString(folder.resolve("test.yaml"), yaml);
    String[] all = new String[arguments.length + 3];
    all[0] = "check-config";
    all[1] = "--config";
    all[2] = file.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return Main.commands()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "http: {managementPort: 19091}   | http.managementPort | 19091",
        "{http: {managementHost: '::1'}} | http.managementHost | ::1",
        "http:                           | http.managementPort | 9090",
        "http: {trustedProxies: ['::1', 10.0.0.0/8]} | http.trustedProxies | ::1,10.0.0.0/8",
        "http:                           | http.publicUrl      | \"\"",
      })
  void printsOnlyTheValueInEffectOfOneKey(String yaml, String key, String value)
      throws IOException {
    assertThat(check(yaml, "--print", key)).isZero();
    assertThat(out).hasToString(value + System.lineSeparator());
    assertThat(err).hasToString("");
  }

  @Test
  void printsSeveralValuesInTheOrderOfTheirKeys() throws IOException {
    assertThat(check("http: {port: 5001}", "--print", "http.port", "--print", "http.host"))
        .isZero();
    assertThat(out.toString().lines()).containsExactly("5001", "127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auth.secret",
        "auth.previousSecret",
        "broker.proxy",
        "broker.headers",
        "broker.oauth.clientSecret",
        "cache.redisUrl",
        "sessions.redisUrl"
      })
  void doesNotPrintSecrets(String key) throws IOException {
    assertThat(check("auth: {secret: 0123456789abcdef0123456789abcdef}", "--print", key))
        .isEqualTo(2);
    assertThat(out).hasToString("");
    assertThat(err.toString()).startsWith(key + ": is secret, and is not printed");
  }

  @Test
  void suggestsTheKeyThatWasMeant() throws IOException {
    assertThat(check("http:", "--print", "http.managmentPort")).isEqualTo(2);
    assertThat(out).hasToString("");
    assertThat(err.toString())
        .startsWith("http.managmentPort: unknown key, did you mean http.managementPort?");
  }

  @Test
  void printsNothingOfAConfigurationThatIsWrong() throws IOException {
    assertThat(check("http: {port: many}", "--print", "http.managementPort")).isEqualTo(2);
    assertThat(out).hasToString("");
    assertThat(err.toString()).contains("http.port: \"many\" is not a whole number");
  }
}
