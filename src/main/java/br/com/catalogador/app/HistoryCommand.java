package br.com.catalogador.app;

import br.com.catalogador.cache.ArchiveFolder;
import br.com.catalogador.cache.ArchiveFolder.Held;
import br.com.catalogador.cache.HistoryOptions;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.view.CandleFileCsv;
import br.com.catalogador.view.CandleJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code history}: lists the candles that are kept on disk, writes those of an asset,
 * or removes some. Listing and writing work beside a running server; removing needs the folder for
 * itself. Exit code 0 on success, 1 if the folder cannot be read, or is in use, 2 for wrong
 * options.
 */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description =
        "Diz que velas estão guardadas em disco, escreve as de um ativo ou apaga as que não se"
            + " querem. Só apagar precisa do servidor parado.")
public final class HistoryCommand implements Callable<Integer> {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
  private static final double BYTES_PER_MEGABYTE = 1e6;

  enum Format {
    TABLE,
    JSON
  }

  enum Form {
    CSV,
    JSON
  }

  @Spec private CommandSpec spec;
  @Mixin private ConfigurationSource source;

  @Option(
      names = "--path",
      paramLabel = "PASTA",
      description = "Pasta das velas; sem ela, history.path da configuração.")
  private Path path;

  @ArgGroup private Action action = new Action();

  /** What is done; the list without any. */
  private static final class Action {
    @Option(names = "--list", description = "Lista o que há; é o que faz sem outra opção.")
    private boolean list;

    @Option(
        names = "--export",
        paramLabel = "ATIVO",
        description = "Escreve as velas deste ativo: um símbolo da lista, ou um id.")
    private String export;

    @Option(
        names = "--remove",
        paramLabel = "ATIVO",
        description = "Apaga todas as velas deste ativo.")
    private String remove;

    @Option(
        names = "--remove-older",
        paramLabel = "DIAS",
        description = "Apaga as velas mais velhas, de todos os ativos; por páginas inteiras.")
    private Integer removeOlder;
  }

  @Option(
      names = "--market",
      paramLabel = "NOME",
      description = "A pasta de uma corretora ou de um mercado simulado, quando há várias.")
  private String market;

  @Option(
      names = "--timeframe",
      defaultValue = "60",
      converter = CandleFileOptions.TimeframeConverter.class,
      description =
          "O das velas a escrever: 60, 300, 900, M1, M5 ou M15 (padrão ${DEFAULT-VALUE}).")
  private Timeframe timeframe;

  @Option(
      names = "--to",
      defaultValue = "csv",
      converter = FormConverter.class,
      description = "Forma das velas a escrever: csv ou json (padrão ${DEFAULT-VALUE}).")
  private Form form;

  @Option(
      names = "--format",
      defaultValue = "table",
      converter = FormatConverter.class,
      description = "Forma da lista: table ou json (padrão ${DEFAULT-VALUE}).")
  private Format format;

  @Override
  public Integer call() {
    if (action.removeOlder != null && action.removeOlder < 1) {
      throw wrongUse("days must be at least 1, not " + action.removeOlder);
    }
    Path place = path == null ? configured() : path;
    ArchiveFolder archive = new ArchiveFolder(place);
    try {
      act(archive, place, spec.commandLine().getOut());
      return ExitCode.OK;
    } catch (NoSuchFileException e) {
      return failed(place, "no such file");
    } catch (IOException e) {
      return failed(place, String.valueOf(e.getMessage()));
    }
  }

  private Path configured() {
    HistoryOptions history = source.read(Map.of()).cache().history();
    if (history == null) {
      throw wrongUse("history.path is empty; give --path");
    }
    return history.path();
  }

  private void act(ArchiveFolder archive, Path place, PrintWriter out) throws IOException {
    List<Held> all =
        archive.list().stream()
            .filter(held -> market == null || held.market().equals(market))
            .toList();
    if (action.export != null) {
      Held held = find(all, action.export);
      export(archive.read(held.market(), held.asset(), timeframe), out);
    } else if (action.remove != null) {
      Held held = find(all, action.remove);
      int pages = archive.remove(held.market(), held.asset());
      out.println(Language.of(spec).text("history.removed", "" + pages));
    } else if (action.removeOlder != null) {
      removeOlder(archive, all, out);
    } else if (format == Format.JSON) {
      out.println(json(place, all).encodePrettily());
    } else {
      print(place, all, out);
    }
  }

  private void removeOlder(ArchiveFolder archive, List<Held> all, PrintWriter out)
      throws IOException {
    long oldest = Instant.now().minus(Duration.ofDays(action.removeOlder)).getEpochSecond();
    int pages = 0;
    for (String name : all.stream().map(Held::market).distinct().toList()) {
      pages += archive.removeBefore(name, oldest);
    }
    out.println(Language.of(spec).text("history.removed", "" + pages));
  }

  /** What is kept of an asset, in any timeframe. */
  private Held find(List<Held> all, String symbolOrId) {
    List<Held> found =
        all.stream()
            .filter(
                held -> symbolOrId.equals(held.symbol()) || symbolOrId.equals("" + held.asset()))
            .toList();
    if (found.isEmpty()) {
      throw wrongUse("nothing is kept of asset " + symbolOrId);
    }
    List<String> markets = found.stream().map(Held::market).distinct().toList();
    if (markets.size() > 1) {
      throw wrongUse(
          "several markets have the asset, give --market: " + String.join(", ", markets));
    }
    List<String> ids = found.stream().map(held -> "" + held.asset()).distinct().toList();
    if (ids.size() > 1) {
      throw wrongUse("several assets have had the symbol, give an id: " + String.join(", ", ids));
    }
    return found.get(0);
  }

  private void export(CandleSeries candles, PrintWriter out) throws IOException {
    if (form == Form.JSON) {
      out.println(
          new JsonObject()
              .put("timeframe", timeframe.seconds())
              .put("candles", CandleJson.columns(candles))
              .encode());
      return;
    }
    CandleFileCsv.write(out, candles);
  }

  private static JsonObject json(Path place, List<Held> all) {
    JsonArray held = new JsonArray();
    all.forEach(
        it ->
            held.add(
                new JsonObject()
                    .put("market", it.market())
                    .put("asset", it.asset())
                    .put("symbol", it.symbol())
                    .put("timeframe", it.timeframe().seconds())
                    .put("candles", it.candles())
                    .put("from", it.candles() == 0 ? null : it.from())
                    .put("to", it.candles() == 0 ? null : it.to())
                    .put("pages", it.pages())
                    .put("damaged", it.damaged())
                    .put("bytes", it.bytes())));
    return new JsonObject().put("path", place.toString()).put("held", held);
  }

  private void print(Path place, List<Held> all, PrintWriter out) {
    Language language = Language.of(spec);
    long bytes = all.stream().mapToLong(Held::bytes).sum();
    int damaged = all.stream().mapToInt(Held::damaged).sum();
    String megabytes = String.format(language.locale(), "%.1f", bytes / BYTES_PER_MEGABYTE);
    out.println(language.text("history.title", place, megabytes));
    if (damaged > 0) {
      out.println(language.text("history.damaged", "" + damaged));
    }
    if (all.isEmpty()) {
      return;
    }
    out.println(language.text("history.head"));
    for (Held held : all) {
      out.printf(
          language.locale(),
          "%-20.20s %7d %-14s %-3s %8d %6.2f  %s  %s%n",
          held.market(),
          held.asset(),
          held.symbol() == null ? "–" : held.symbol(),
          held.timeframe(),
          held.candles(),
          held.bytes() / BYTES_PER_MEGABYTE,
          minute(held, held.from()),
          minute(held, held.to()));
    }
  }

  private static String minute(Held held, long time) {
    return held.candles() == 0 ? "–" : MINUTE.format(Instant.ofEpochSecond(time));
  }

  private ParameterException wrongUse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int failed(Path place, String reason) {
    String said = Language.of(spec).translate(reason);
    spec.commandLine().getErr().println("history: " + place + ": " + said);
    spec.commandLine().getErr().flush();
    return ExitCode.SOFTWARE;
  }

  static final class FormatConverter extends LowerCaseConverter<Format> {
    FormatConverter() {
      super(Format.class);
    }
  }

  static final class FormConverter extends LowerCaseConverter<Form> {
    FormConverter() {
      super(Form.class);
    }
  }
}
