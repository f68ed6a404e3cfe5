package br.com.catalogador.app;

import br.com.catalogador.app.check.Account;
import br.com.catalogador.app.check.BrokerCheck;
import br.com.catalogador.app.check.CheckTexts;
import br.com.catalogador.app.check.Outcome;
import br.com.catalogador.app.check.Report;
import br.com.catalogador.app.check.ReportJson;
import br.com.catalogador.app.check.ReportText;
import br.com.catalogador.app.management.Build;
import br.com.catalogador.app.settings.Configuration;
import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.broker.recording.Recorder;
import br.com.catalogador.simulator.SimulatorVerticle;
import br.com.catalogador.support.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code check-broker}: tries the configured broker step by step. Exit code 0 when
 * everything works, warnings included, 1 when a step failed, 2 for wrong options. The password is
 * read from the variable {@link #PASSWORD_VARIABLE} or from standard input, never from an argument,
 * which other users of the machine could see.
 */
@Command(
    name = "check-broker",
    mixinStandardHelpOptions = true,
    description =
        "Confere a corretora configurada, passo a passo, e diz o que falha e o que fazer. A senha"
            + " vem de CATALOGADOR_PASSWORD ou da entrada padrão. O relatório não tem segredos.")
final class CheckBrokerCommand implements Callable<Integer> {
  static final String PASSWORD_VARIABLE = "CATALOGADOR_PASSWORD";

  private static final String NO_PASSWORD = "checkBroker.noPassword";

  enum Format {
    TEXT,
    JSON
  }

  private final BufferedReader standardInput;
  private final Map<String, String> environment;
  private final Console console;
  private final Duration listening;

  @Mixin private ConfigurationSource source;
  @Spec private CommandSpec spec;

  @Option(
      names = "--email",
      paramLabel = "EMAIL",
      description = "Conta da corretora; sem conta só o caminho até ela é conferido.")
  private String email;

  @Option(
      names = "--ssid",
      paramLabel = "-",
      description =
          "- lê da entrada padrão uma sessão da corretora, em lugar da senha; ela continua aberta.")
  private String ssid;

  @Option(
      names = "--format",
      defaultValue = "text",
      converter = FormatConverter.class,
      description = "text ou json (padrão ${DEFAULT-VALUE}).")
  private Format format;

  @Option(
      names = "--record",
      paramLabel = "ARQUIVO",
      description =
          "Grava em um arquivo novo o que a corretora e este programa dizem um ao outro, sem"
              + " segredos nem dados pessoais; simulate --replay o repete.")
  private Path recording;

  CheckBrokerCommand() {
    this(System.in, System.getenv(), System.console(), BrokerCheck.LISTENING);
  }

  /**
   * @param console the terminal; null if there is nobody to ask
   * @param listening how long pushes are counted
   */
  CheckBrokerCommand(
      InputStream standardInput,
      Map<String, String> environment,
      Console console,
      Duration listening) {
    this.standardInput =
        new BufferedReader(new InputStreamReader(standardInput, StandardCharsets.UTF_8));
    this.environment = environment;
    this.console = console;
    this.listening = listening;
  }

  @Override
  public Integer call() throws Exception {
    Configuration configuration = source.read(Map.of(), Set.of(PASSWORD_VARIABLE));
    Account account = account();
    Recorder recorder = recorder();
    Vertx vertx = Vertx.vertx();
    try {
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      BrokerOptions broker = broker(vertx, configuration);
      Report report = check(vertx, broker, account, recorder);
      print(now, configuration, report);
      boolean recorded = recording == null || write(recorder);
      return report.outcome() == Outcome.FAILED || !recorded
          ? CommandLine.ExitCode.SOFTWARE
          : CommandLine.ExitCode.OK;
    } finally {
      vertx.close().await();
    }
  }

  /** Creates the file first: that it cannot be written is said before anybody logs in. */
  private Recorder recorder() {
    if (recording == null) {
      return Recorder.off();
    }
    try {
      createForOwnerOnly(recording);
    } catch (FileAlreadyExistsException e) {
      throw new ParameterException(
          spec.commandLine(), text("checkBroker.recordExists", recording), e);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), text("checkBroker.recordFailed", recording, e), e);
    }
    return new Recorder(Instant.now().truncatedTo(ChronoUnit.SECONDS), Recorder.MAX_CHARACTERS);
  }

  private static void createForOwnerOnly(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }

  private boolean write(Recorder recorder) {
    try {
      Files.write(recording, recorder.lines());
      return true;
    } catch (IOException e) {
      spec.commandLine().getErr().println(text("checkBroker.notRecorded", e));
      return false;
    }
  }

  /** Checks by each local address, one after the other: the broker may block one of them. */
  private Report check(Vertx vertx, BrokerOptions broker, Account account, Recorder recorder) {
    return new Report(
        broker.ofEachAddress().stream()
            .map(leaving -> new BrokerCheck(vertx, leaving, listening, Clock.systemUTC(), recorder))
            .flatMap(check -> run(check, account).steps().stream())
            .toList());
  }

  /** Also when the program is stopped, for instance by Ctrl-C, no session stays open. */
  private static Report run(BrokerCheck check, Account account) {
    Thread hook = new Thread(check::abandon);
    Runtime.getRuntime().addShutdownHook(hook);
    Report report = check.run(account);
    Runtime.getRuntime().removeShutdownHook(hook);
    return report;
  }

  private Account account() throws IOException {
    if (ssid != null) {
      require(email == null, "checkBroker.ssidAndEmail");
      require(ssid.equals("-"), "checkBroker.ssidAsArgument");
      return new Account.Session(
          secret(Optional.ofNullable(standardInput.readLine()), "checkBroker.noSession"));
    }
    return email == null
        ? new Account.None()
        : new Account.Password(email, password(), console == null ? null : this::askForCode);
  }

  private Secret password() throws IOException {
    String given = environment.get(PASSWORD_VARIABLE);
    if (given != null) {
      return secret(Optional.of(given), NO_PASSWORD);
    }
    return secret(
        console == null
            ? Optional.ofNullable(standardInput.readLine())
            : Optional.ofNullable(console.readPassword("%s", text("checkBroker.password")))
                .map(String::new),
        NO_PASSWORD);
  }

  /**
   * @param missing the key of the error when there is none
   */
  private Secret secret(Optional<String> given, String missing) {
    return given
        .filter(text -> !text.isBlank())
        .map(Secret::new)
        .orElseThrow(() -> mistake(missing));
  }

  private Optional<Secret> askForCode(String method) {
    String code = console.readLine("%s", text("checkBroker.code", method));
    return code == null || code.isBlank()
        ? Optional.empty()
        : Optional.of(new Secret(code.strip()));
  }

  /** The configured broker; in simulated mode a simulator is started, as the server does. */
  private static BrokerOptions broker(Vertx vertx, Configuration configuration) {
    if (!configuration.simulated()) {
      return configuration.broker();
    }
    SimulatorVerticle simulator =
        new SimulatorVerticle(configuration.simulator(), Clock.systemUTC());
    vertx.deployVerticle(simulator).await();
    return configuration.brokerAt(simulator);
  }

  private void print(Instant now, Configuration configuration, Report report) {
    CheckTexts texts = CheckTexts.load();
    JsonObject head =
        new JsonObject()
            .put("catalogador", Build.current().version())
            .put("java", Runtime.version().toString())
            .put("at", now.toString())
            .put("mode", configuration.simulated() ? "simulated" : "live")
            .put("account", email == null ? null : BrokerCheck.shortened(email));
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      out.println(ReportJson.of(head, report, texts).encodePrettily());
    } else {
      out.printf(
          "Catalogador %s · check-broker · %s · %s%s%n%n",
          head.getString("catalogador"),
          now,
          head.getString("mode"),
          email == null ? "" : " · " + head.getString("account"));
      out.print(new ReportText(texts).of(report));
    }
  }

  private void require(boolean condition, String error) {
    if (!condition) {
      throw mistake(error);
    }
  }

  private ParameterException mistake(String error) {
    return new ParameterException(spec.commandLine(), text(error));
  }

  private String text(String key, Object... arguments) {
    return Language.of(spec).text(key, arguments);
  }

  static final class FormatConverter extends LowerCaseConverter<Format> {
    FormatConverter() {
      super(Format.class);
    }
  }
}
