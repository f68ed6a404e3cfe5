package br.com.catalogador.app;

import br.com.catalogador.candle.file.CandleFile;
import br.com.catalogador.view.CandleFileCsv;
import br.com.catalogador.view.CandleFileJson;
import br.com.catalogador.view.CandleFileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code candles}: says on the error output, in one line per file, what was understood
 * of files of candles, and writes the candles in one form. Exit code 0 on success, 1 when a file is
 * refused (the others are still written), 2 for wrong options.
 */
@Command(
    name = "candles",
    mixinStandardHelpOptions = true,
    description = "Lê arquivos de velas, diz o que entendeu deles e escreve as velas limpas.")
public final class CandlesCommand implements Callable<Integer> {
  enum Form {
    CSV,
    JSON,
    NONE
  }

  private final InputStream standardInput;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "ARQUIVO",
      description = "Arquivos de velas, também .gz e .zip; - lê a entrada padrão.")
  private List<String> files;

  @Mixin private CandleFileOptions options = new CandleFileOptions();

  @Option(
      names = "--to",
      defaultValue = "csv",
      converter = FormConverter.class,
      description = "csv, json ou none, que só diz o que entendeu (padrão ${DEFAULT-VALUE}).")
  private Form form;

  /** Reads {@code -} from the process's own standard input. */
  public CandlesCommand() {
    this(System.in);
  }

  CandlesCommand(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  @Override
  public Integer call() throws IOException {
    Language language = Language.of(spec);
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    CandleFileWriter writer = writer(out, language);
    int code = CommandLine.ExitCode.OK;
    for (String file : files) {
      try {
        CandleFile read = options.read(file, standardInput, Instant.now());
        err.println(file + ": " + read.understood().text(language.locale()));
        writer.add(file, read);
      } catch (IOException e) {
        err.println("candles: " + file + ": " + CandleFileOptions.reason(e, language));
        code = CommandLine.ExitCode.SOFTWARE;
      }
      err.flush();
    }
    writer.end();
    return code;
  }

  private CandleFileWriter writer(PrintWriter out, Language language) {
    boolean several = files.size() > 1;
    return switch (form) {
      case CSV -> new CandleFileCsv(out, several);
      case JSON -> new CandleFileJson(out, several, language.locale());
      case NONE -> new NoOutput();
    };
  }

  private static final class NoOutput implements CandleFileWriter {
    @Override
    public void add(String name, CandleFile file) {
      // what was understood is said elsewhere
    }

    @Override
    public void end() {
      // nothing was begun
    }
  }

  static final class FormConverter extends LowerCaseConverter<Form> {
    FormConverter() {
      super(Form.class);
    }
  }
}
