package br.com.catalogador.candle.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import br.com.catalogador.candle.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are refused, and the sentence that says why and what to do. */
class RefusedFilesTest {
  private static final Locale PT = Locale.forLanguageTag("pt-BR");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "20120201 000003660,1.306600,1.306770,0\\n20120201 000004660,1.306600,1.306770,0"
            + "| são ticks, preços avulsos: é preciso um arquivo de velas de 1, 5 ou 15 minutos",
        "time,bid,ask\\n2026-03-10 12:00:00.123,1.5,1.6"
            + "| são ticks, preços avulsos: é preciso um arquivo de velas de 1, 5 ou 15 minutos",
        "Date,Open,High,Low,Close\\n2026-03-10,1,1,1,1\\n2026-03-11,1,1,1,1"
            + "| velas diárias; o catálogo precisa de M1, M5 ou M15",
        "\"Data\",\"Último\",\"Abertura\",\"Máxima\",\"Mínima\"\\n"
            + "\"03.10.2025\",\"106,28\",\"106,47\",\"106,48\",\"105,85\""
            + "| velas diárias; o catálogo precisa de M1, M5 ou M15",
        "Date,open,high,low,close\\n2012-11-26 20:00:00,1,1,1,1\\n2012-11-27 00:00:00,1,1,1,1"
            + "| as velas deste arquivo são de 4 horas; o catálogo precisa de M1, M5 ou M15",
        "Gmt time,Open,High,Low,Close\\n26.03.2025 00:00:00.000,1,1,1,1\\n"
            + "26.03.2025 00:00:01.000,1,1,1,1"
            + "| as velas deste arquivo são de 1 segundo; o catálogo precisa de M1, M5 ou M15",
        "{ \"Information\": \"rate limit\" }"
            + "| o arquivo não tem velas, e sim uma mensagem: \"rate limit\"",
        "ticker;from;open;high;low;close\\nEURUSD;60;1;1;1;1\\nUSDJPY;60;1;1;1;1"
            + "| o arquivo tem vários ativos, EURUSD, USDJPY: escolha um (ticker)",
        "from,open,low,high,close\\n60,1,2,0.5,1\\n120,1,2,0.5,1"
            + "| os preços contradizem o cabeçalho: o maior está em low e o menor em high",
        "Date,open,high,low,close\\n25/03/2026 12:00,1,1,1,1\\n03/26/2026 12:01,1,1,1,1"
            + "| algumas datas começam pelo dia e outras pelo mês",
        "Date,open,high,low,close\\n31/02/2026 12:00,1,1,1,1\\n27/02/2026 12:01,1,1,1,1"
            + "| linha 2: essa data não existe",
        "[[60,1,1,1,1],[120,1,2,3,null]]" + "| item 2: close é \"null\", esperado um número",
      })
  void isRefusedWithASentence(String text, String sentence) {
    assertThat(reason(text, null)).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "Unauthorized",
    "<!doctype html><html><body>gone</body></html>",
    "a;b;c;d;e;f",
    "PK",
    "1;2;3;4;5;6;7",
  })
  void showsTheFirstLineOfWhatIsNoTable(String text) {
    assertThat(reason(text, null))
        .startsWith("não há aqui uma tabela de velas. A primeira linha é \"" + text.substring(0, 2))
        .contains("MT4", "Binance");
  }

  @Test
  void refusesCandlesCoarserThanAskedFor() {
    StringBuilder csv = new StringBuilder("from,open,high,low,close\n");
    for (int i = 0; i < 600; i++) {
      csv.append(i * 300L).append(",1,1,1,1\n");
    }
    assertThat(reason(csv.toString(), Timeframe.M1))
        .isEqualTo("as velas deste arquivo são de 5 minutos, não de 1");
  }

  @Test
  void namesAStrayCandleInsteadOfTakingItsDistanceForTheTimeframe() {
    StringBuilder csv = new StringBuilder("from,open,high,low,close\n");
    for (int i = 0; i < 600; i++) {
      csv.append(i * 300L).append(",1,1,1,1\n");
    }
    csv.append("90060,1,1,1,1\n");
    assertThat(reason(csv.toString(), null))
        .isEqualTo("linha 602: from é 90060, esperado um múltiplo do timeframe, 300 segundos");
  }

  @Test
  void listsTwentyBadLinesAndCountsTheRest() {
    String bad = "x,1,1,1,1\n".repeat(50);
    String reason = reason("from,open,high,low,close\n60,1,1,1,1\n" + bad, null);
    assertThat(reason.lines()).hasSize(21);
    assertThat(reason)
        .startsWith("linha 3: from é \"x\", esperado uma hora a partir de 1970")
        .endsWith("\ne mais 30 linhas com erro");
  }

  @Test
  void takesOneOfSeveralAssets() throws IOException {
    String text = "ticker;from;open;high;low;close\nEURUSD;60;1;1;1;1\nUSDJPY;60;150;150;150;150\n";
    ReadOptions none = ReadOptions.none().withTimeframe(Timeframe.M1);
    ReadOptions options =
        new ReadOptions(null, Timeframe.M1, null, null, null, "USDJPY", false, null, none.limits());
    CandleFile read = CandleReader.read(bytes(text), options);

    assertThat(read.candles().size()).isEqualTo(1);
    assertThat(read.candles().open(0)).isEqualTo(150);
    assertThat(read.understood().asset()).isEqualTo("USDJPY");
    assertThatThrownBy(
            () ->
                CandleReader.read(
                    bytes(text),
                    new ReadOptions(
                        null, Timeframe.M1, null, null, null, "X", false, null, none.limits())))
        .hasMessage("the file has no asset X; it has EURUSD, USDJPY");
  }

  @Test
  void readsTheOnlyTableOfAZip() throws IOException {
    byte[] zip = zip("DAT_ASCII_EURUSD_M1_2012.txt", "Gap of 90s found", "EURUSD.csv", TABLE);
    assertThat(read(zip).candles().size()).isEqualTo(2);
    assertThatThrownBy(() -> read(zip("a.csv", TABLE, "b.csv", TABLE)))
        .hasMessage("the zip archive has several tables, a.csv and b.csv: one is needed");
    assertThatThrownBy(() -> read(zip("readme.txt", "nothing")))
        .hasMessage("the zip archive has no table of candles");
  }

  @Test
  void refusesADamagedArchiveAndOneThatBecomesEndless() throws IOException {
    byte[] gzip = gzip(TABLE.getBytes(StandardCharsets.UTF_8));
    assertThat(read(gzip).candles().size()).isEqualTo(2);
    assertThatThrownBy(() -> read(Arrays.copyOf(gzip, gzip.length - 12)))
        .isInstanceOf(CandleFormatException.class)
        .hasMessageStartingWith("the archive is damaged or cut off");
    assertThatThrownBy(() -> read(Arrays.copyOf(gzip, 5)))
        .isInstanceOf(CandleFormatException.class);
    byte[] bomb = gzip(new byte[200 << 20]);
    assertThatThrownBy(() -> read(bomb)).isInstanceOf(CandleFormatException.class);
    byte[] blank = new byte[200 << 20];
    Arrays.fill(blank, (byte) '\n');
    byte[] table = TABLE.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(table, 0, blank, 0, table.length);
    assertThatThrownBy(() -> read(gzip(blank)))
        .hasMessage("the file becomes more than 100 times as large when it is unpacked");
  }

  @Test
  void refusesMoreTextThanTheLimitAndNamesItInMegabytes() throws IOException {
    SizeLimits limits = new SizeLimits(3_000_000, 100, 10);
    ReadOptions options = new ReadOptions(null, null, null, null, null, null, false, null, limits);
    String allowed = TABLE + "\n".repeat(3_000_000 - TABLE.length());
    assertThat(CandleReader.read(bytes(allowed), options).candles().size()).isEqualTo(2);
    assertThatThrownBy(() -> CandleReader.read(bytes(allowed + "\n"), options))
        .hasMessage("the file has more than 3 MB when it is unpacked");
  }

  private static final String TABLE = "from,open,high,low,close\n60,1,1,1,1\n120,1,1,1,1\n";

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        out.putNextEntry(new ZipEntry(namesAndTexts[i]));
        out.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static CandleFile read(byte[] bytes) throws IOException {
    return CandleReader.read(new ByteArrayInputStream(bytes), ReadOptions.none());
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String reason(String text, Timeframe timeframe) {
    ReadOptions options = ReadOptions.none().withTimeframe(timeframe);
    return catchThrowableOfType(
            CandleFormatException.class,
            () -> CandleReader.read(bytes(text.replace("\\n", "\n")), options))
        .message(PT);
  }
}
