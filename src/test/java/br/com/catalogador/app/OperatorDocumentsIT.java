package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ScratchMachine.ServicePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows the operator's documents to the letter: runs their command blocks in order on a {@link
 * ScratchMachine}, and compares what each says with the {@code text} block below it. A block that
 * needs a true machine begins with {@code # não executado} and says why.
 */
class OperatorDocumentsIT {
  private static final List<String> DOCUMENTS =
      List.of("implantacao.md", "monitoramento.md", "operacao.md", "dia-ruim.md");

  /** The section that goes last, because nothing is left after it. */
  private static final String LAST_SECTION = "## Desinstalar";

  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```\\n(?:\\n *```text\\n(.*?)^ *```\\n)?");
  private static final String NOT_RUN = "# não executado";
  private static final Pattern NOT_RUN_BECAUSE =
      Pattern.compile("# não executado pelo teste: \\S.+");
  private static final String IN_A_NEW_RELEASE = "# na pasta da versão nova";
  private static final String ON_A_NEW_MACHINE = "# na máquina nova";

  @TempDir private Path folder;

  private final ServicePorts ports = ServicePorts.free();
  private ScratchMachine machine;

  /** Of a user who has logged in before the backup. */
  private String token;

  /** A fenced block and what is said to follow from it. */
  private record Block(String place, String language, String text, List<String> says) {
    boolean runs() {
      return language.equals("sh") && !text.startsWith(NOT_RUN);
    }
  }

  private static List<Block> blocks(String document, String text, int firstLine) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      long line = firstLine + text.substring(0, matcher.start()).lines().count();
      String says = matcher.group(3);
      blocks.add(
          new Block(
              "docs/%s:%d".formatted(document, line),
              matcher.group(1),
              matcher.group(2).stripTrailing().stripIndent(),
              says == null ? List.of() : says.lines().map(String::strip).toList()));
    }
    return blocks;
  }

  /** All blocks of all documents, in the order in which they are followed. */
  private static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    List<Block> last = new ArrayList<>();
    for (String document : DOCUMENTS) {
      String text = Files.readString(Path.of("docs", document));
      int end = text.indexOf(LAST_SECTION);
      String first = end < 0 ? text : text.substring(0, end);
      blocks.addAll(blocks(document, first, 1));
      if (end >= 0) {
        last.addAll(blocks(document, text.substring(end), 1 + (int) first.lines().count()));
      }
    }
    blocks.addAll(last);
    return blocks;
  }

  @Test
  void everyBlockNamesItsLanguageAndIsExecutedOrSaysWhyNot() throws IOException {
    for (Block block : blocks()) {
      assertThat(block.language()).as(block.place()).isNotEmpty();
      if (block.language().equals("sh") && !block.runs()) {
        assertThat(block.text().lines().findFirst().orElseThrow())
            .as(block.place())
            .matches(NOT_RUN_BECAUSE);
      }
    }
    assertThat(blocks().stream().filter(Block::runs)).hasSizeGreaterThan(20);
  }

  static boolean canRun() {
    return Nginx.isThere()
        && Stream.of("bash", "curl", "openssl", "redis-server", "redis-cli", "promtool")
            .allMatch(program -> Files.isExecutable(Path.of("/usr/bin", program)))
        && "root".equals(System.getProperty("user.name"));
  }

  @Test
  @EnabledIf(value = "canRun", disabledReason = "no nginx, Redis or promtool, or not as root")
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void theCommandsDoWhatTheDocumentsSay() throws IOException {
    machine = new ScratchMachine(folder.resolve("first"), ports);
    try {
      release("1.0", folder.resolve("first/home"));
      for (Block block : blocks()) {
        if (block.runs()) {
          follow(block);
        }
      }
    } finally {
      machine.close();
    }
  }

  private void follow(Block block) throws IOException {
    if (block.text().startsWith(IN_A_NEW_RELEASE)) {
      Path home = Files.createDirectory(folder.resolve("newer"));
      release("1.1", home);
      machine.run("cd %s && tar -xzf catalogador.tgz".formatted(home));
    } else if (block.text().startsWith(ON_A_NEW_MACHINE)) {
      moveToANewMachine();
    }
    if (block.text().contains("scripts/backup") && token == null) {
      token = logIn();
    }
    String said;
    try {
      said = machine.run(block.text());
    } catch (AssertionError e) {
      throw new AssertionError(block.place() + ": " + e.getMessage(), e);
    }
    String expected =
        block.says().stream()
            .map(line -> Stream.of(line.split("…", -1)).map(Pattern::quote))
            .map(parts -> parts.collect(Collectors.joining(".*")))
            .map(line -> "(?s:.*\\n)? *" + line + "\\n")
            .collect(Collectors.joining("", "", "(?s:.*)"));
    assertThat(said).as(block.place()).matches(expected);
    if (block.text().startsWith(ON_A_NEW_MACHINE)) {
      assertThat(machine.run(asUser("-H 'Authorization: Bearer " + token + "'", "session")))
          .contains("\"id\":");
    }
  }

  private static String asUser(String options, String path) {
    return "curl -s -H 'Host: velas.exemplo.com.br' %s http://127.0.0.1:5000/api/v1/%s"
        .formatted(options, path);
  }

  private String logIn() throws IOException {
    String said =
        machine.run(
            asUser(
                "-H 'Content-Type: application/json'"
                    + " -d '{\"email\":\"demo@catalogador.local\",\"password\":\"demo-1234\"}'",
                "login"));
    Matcher found = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(said);
    assertThat(found.find()).as(said).isTrue();
    return found.group(1);
  }

  /** What an operator brings to the machine: the jar, scripts and examples in one archive. */
  private void release(String version, Path home) throws IOException {
    ScratchMachine.jar(home.resolve("target/catalogador.jar"), version);
    machine.run(
        "tar -czf %1$s/catalogador.tgz -C %1$s target -C %2$s conf scripts docs/grafana"
            .formatted(home, Path.of("").toAbsolutePath()));
  }

  /** The first machine is lost; all that is left is its last backup. */
  private void moveToANewMachine() throws IOException {
    Path backup;
    try (Stream<Path> files = Files.list(machine.root().resolve("var/backups/catalogador"))) {
      backup = files.max(Path::compareTo).orElseThrow();
    }
    machine.close();
    machine = new ScratchMachine(folder.resolve("second"), ports);
    // What an operator writes into a file by hand.
    machine.write("etc/catalogador/telegram", "123:token\n");
    Files.copy(backup, folder.resolve("second/home").resolve(backup.getFileName()));
  }
}
