package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    return Main.commands(Language.PT)
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
    assertThat(err.toString()).startsWith(key + ": é secreta, e não se escreve");
  }

  @Test
  void suggestsTheKeyThatWasMeant() throws IOException {
    assertThat(check("http:", "--print", "http.managmentPort")).isEqualTo(2);
    assertThat(out).hasToString("");
    assertThat(err.toString())
        .startsWith("http.managmentPort: chave desconhecida; seria http.managementPort?");
  }

  @Test
  void printsNothingOfAConfigurationThatIsWrong() throws IOException {
    assertThat(check("http: {port: many}", "--print", "http.managementPort")).isEqualTo(2);
    assertThat(out).hasToString("");
    assertThat(err.toString())
        .contains("test.yaml:1: http.port: \"many\" não é um número inteiro de 0 a 65535");
  }

  @Test
  void printsNothingWhereTheServerWouldNotStart() throws IOException {
    String temporary = System.setProperty("java.io.tmpdir", folder.resolve("missing").toString());
    try {
      assertThat(check("http: {port: 5001}", "--print", "http.port")).isEqualTo(1);
    } finally {
      System.setProperty("java.io.tmpdir", temporary);
    }
    assertThat(out).hasToString("");
    assertThat(err.toString()).startsWith("na pasta de arquivos temporários, " + folder);
  }

  @Test
  void namesTheFilesItReadAndTheMode() throws IOException {
    assertThat(check("broker: {mode: simulated}")).isZero();
    assertThat(out.toString())
        .startsWith(
            "Configuração certa, modo simulated. Lido: " + folder.resolve("test.yaml") + ".");
  }

  @Test
  void namesEachMistakeWithItsLine() throws IOException {
    assertThat(check("http:\n  port: 70000\nbroker:\n  connectTimeout: 700h\n")).isEqualTo(2);
    assertThat(err)
        .hasToString(
            """
            %1$s:2: http.port: "70000" não é um número inteiro de 0 a 65535
            %1$s:4: broker.connectTimeout: "700h" não é uma duração como 250ms, 10s, 5m ou 12h, \
            de 1ms a 5m
            """
                .formatted(folder.resolve("test.yaml")));
  }

  /** As in a folder without conf/catalogador.yaml. */
  @Test
  void saysThatItReadNothing() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                Main.class.getName(),
                "check-config")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(said)
        .startsWith("Nenhum arquivo lido: conf/catalogador.yaml não existe nesta pasta.")
        .doesNotContain("simulated");
  }

  private static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
