package br.com.catalogador.app;

import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.strategy.ConditionTexts;
import br.com.catalogador.strategy.Conditions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of commands that enter only when conditions hold. */
final class ConditionOptions {
  @Option(names = "--side", description = "Só sinais call ou put.")
  private String side;

  @Option(
      names = "--hours",
      description = "Só entradas nessas horas de --zone: 9-12,14-18 ou 22-2.")
  private String hours;

  @Option(
      names = "--weekdays",
      description = "Só entradas nesses dias de --zone: 1 (segunda) a 7, 1-5.")
  private String weekdays;

  @Option(
      names = "--trend",
      description = "Só a favor da média dos últimos fechamentos, 2 a 200; negativo, só contra.")
  private String trend;

  @Option(
      names = "--after",
      description = "Só depois de hit:1 (tantos losses), gale:1 (vitória nesse gale) ou clean.")
  private String after;

  @Option(
      names = "--agree",
      paramLabel = "ESTRATÉGIA",
      description = "Só quando essa outra dá o mesmo sinal para a mesma vela.")
  private String agree;

  /**
   * The conditions given.
   *
   * @param zone that of the file's times, in which hours and weekdays are, too; may be null
   * @param timeframe null while it is not known
   * @throws IllegalArgumentException if a text breaks a rule
   */
  Conditions read(String zone, Timeframe timeframe) {
    Map<String, String> texts = new HashMap<>();
    texts.put("side", side);
    texts.put("hours", hours);
    texts.put("weekdays", weekdays);
    texts.put("zone", zone);
    texts.put("trend", trend);
    texts.put("after", after);
    texts.put("agree", agree);
    return ConditionTexts.read(name -> Optional.ofNullable(texts.get(name)), timeframe);
  }
}
