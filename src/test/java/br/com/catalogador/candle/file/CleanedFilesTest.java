package br.com.catalogador.candle.file;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What is left out, put together, sorted and assumed, and how it is said. */
class CleanedFilesTest {
  private static final String HEADER = "from,open,high,low,close,volume\n";

  @Test
  void keepsTheLastRowOfTheFileForEachTime() throws IOException {
    CandleFile read =
        read(HEADER + "180,3,3,3,3,1\n120,2,2,2,2,1\n120,9,9,9,9,1\n60,1,1,1,1,1\n60,1,1,1,1,1\n");

    assertThat(read.candles())
        .isEqualTo(
            series(
                new Candle(60, 1, 1, 1, 1),
                new Candle(120, 9, 9, 9, 9),
                new Candle(180, 3, 3, 3, 3)));
    assertThat(read.understood().repeated()).isEqualTo(1);
    assertThat(read.understood().conflicts()).isEqualTo(1);
    assertThat(read.understood().text(Locale.forLanguageTag("pt-BR")))
        .isEqualTo(
            "Catalogador · M1 · 3 velas · 01/01/1970 00:01 → 01/01/1970 00:03 UTC · hora UTC"
                + " · 0 buracos · 3 dojis · 1 repetida · 1 hora com outros preços (vale a última do"
                + " arquivo) · fora da ordem do tempo, ordenadas");
  }

  @Test
  void leavesRunsOfFlatsOutUnlessTheyAreToBeKept() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 1; i <= 12; i++) {
      boolean closed = i >= 4 && i <= 8;
      text.append(i * 60)
          .append(closed ? ",2,2,2,2,0\n" : i == 10 ? ",2,2,2,2,0\n" : ",1,2,1,2,5\n");
    }
    CandleFile read = read(text.toString());
    assertThat(read.candles().size()).isEqualTo(7);
    assertThat(read.understood().flatsDropped()).isEqualTo(5);
    assertThat(read.understood().gaps()).isEqualTo(1);

    ReadOptions keep =
        new ReadOptions(null, null, null, null, null, null, true, null, SizeLimits.FILE);
    assertThat(CandleReader.read(bytes(text.toString()), keep).candles().size()).isEqualTo(12);
    String withoutVolume = text.toString().replace(",5\n", ",0\n");
    assertThat(read(withoutVolume).understood().flatsDropped()).isZero();
  }

  @Test
  void leavesALastCandleOutThatIsRunning() throws IOException {
    String text = HEADER + "60,1,1,1,1,1\n120,1,1,1,1,1\n180,1,1,1,1,1\n";
    assertThat(readAt(text, 240).understood().lastDropped()).isFalse();
    assertThat(readAt(text, 239).candles().end()).isEqualTo(180);
    assertThat(readAt(text, 239).understood().lastDropped()).isTrue();
    // several after now: the file is of another clock, not of the future
    assertThat(readAt(text, 100).candles().size()).isEqualTo(3);

    String dump =
        "[{\"from\":60,\"to\":120,\"at\":120,\"open\":1,\"close\":1,\"min\":1,\"max\":1},"
            + "{\"from\":120,\"to\":180,\"at\":179,\"open\":1,\"close\":1,\"min\":1,\"max\":1}]";
    assertThat(readM1(dump).candles().end()).isEqualTo(120);
    String latest =
        "{\"candles\":[{\"epoch\":60,\"open\":1,\"high\":1,\"low\":1,\"close\":1},{\"epoch\":120,"
            + "\"open\":1,\"high\":1,\"low\":1,\"close\":1}],\"echo_req\":{\"granularity\":60,"
            + "\"ticks_history\":\"R_100\",\"end\":\"latest\"}}";
    assertThat(readM1(latest).candles().end()).isEqualTo(120);
    assertThat(readM1(latest).understood().asset()).isEqualTo("R_100");
    String incomplete =
        "{\"granularity\":\"M1\",\"candles\":[{\"complete\":true,\"time\":\"2026-03-10T12:00:00Z\","
            + "\"mid\":{\"o\":\"1\",\"h\":\"1\",\"l\":\"1\",\"c\":\"1\"}},{\"complete\":false,"
            + "\"time\":\"2026-03-10T12:01:00Z\",\"mid\":{\"o\":\"1\",\"h\":\"1\",\"l\":\"1\",\"c\":"
            + "\"1\"}}]}";
    assertThat(readM1(incomplete).candles().size()).isEqualTo(1);
  }

  @Test
  void putsMinutesTogetherAndCountsBlocksWithMissingOnes() throws IOException {
    String text =
        HEADER
            + "300,1,3,1,2,1\n360,2,5,2,4,1\n420,4,4,0.5,1,1\n480,1,2,1,2,1\n540,2,2,1.5,1.75,1\n"
            + "600,7,8,7,8,1\n720,8,9,6,6,1\n";
    CandleFile read =
        CandleReader.read(bytes(text), ReadOptions.none().withTimeframe(Timeframe.M5));

    CandleSeries.Builder expected = new CandleSeries.Builder(Timeframe.M5, 2);
    expected.add(300, 1, 5, 0.5, 1.75).add(600, 7, 9, 6, 6);
    assertThat(read.candles()).isEqualTo(expected.build());
    assertThat(read.understood().shortBlocks()).isEqualTo(1);
    assertThat(read.understood().sourceTimeframe()).isEqualTo(Timeframe.M1);
    assertThat(read.understood().text(Locale.ENGLISH)).contains("M1 put together to M5");
  }

  @Test
  void removesFloatNoiseButNoDigits() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    text.append("60,129587.00000000001,129587,129586.99999999999,129587,1\n");
    for (int i = 2; i < 120; i++) {
      text.append(i * 60).append(",129587,129587,129587,129587,1\n");
    }
    text.append(120 * 60).append(",129587.5,129587.5,129587.5,129587.5,1\n");
    CandleFile read = read(text.toString());

    assertThat(read.candles().candle(0)).isEqualTo(new Candle(60, 129587, 129587, 129587, 129587));
    assertThat(read.candles().close(119)).isEqualTo(129587.5);
    assertThat(read.understood().digits()).isZero();
    assertThat(
            read("from,open,high,low,close\n"
                    + "60,0.0000123456789012,2,0.00001,1.5\n"
                    + "120,1.12345678901,2,1,1\n")
                .candles()
                .open(0))
        .isEqualTo(0.0000123456789012);
  }

  /** The hour that comes twice when summer time ends keeps its candles, where the zone is known. */
  @Test
  void readsBothHoursWhenSummerTimeEnds() throws IOException {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    long first = Instant.parse("2026-10-24T22:00:00Z").getEpochSecond();
    StringBuilder text = new StringBuilder("Date,open,high,low,close\n");
    for (int i = 0; i < 300; i++) {
      LocalDateTime wall = LocalDateTime.ofInstant(Instant.ofEpochSecond(first + i * 60L), berlin);
      text.append(wall.toString().replace('T', ' '))
          .append(",1,2,1,")
          .append(1 + i / 300.0)
          .append('\n');
    }
    CandleFile read = CandleReader.read(bytes(text.toString()), zone("Europe/Berlin"));
    assertThat(read.candles().size()).isEqualTo(300);
    assertThat(read.candles().from(0)).isEqualTo(first);
    assertThat(read.candles().from(299)).isEqualTo(first + 299 * 60);

    CandleFile unknown = read(text.toString());
    assertThat(unknown.candles().size()).isEqualTo(240);
    assertThat(unknown.understood().conflicts()).isEqualTo(60);
    assertThat(unknown.understood().text(Locale.ENGLISH))
        .contains("time zone not known, read as UTC", "60 times with other prices");
  }

  @Test
  void subtractsTheTimeframeFromTimesOfTheClose() throws IOException {
    String text = "20260310 120000;1.5;1.75;1.25;1.625;8\n20260310 120100;1.625;2;1.5;1.5;8\n";
    CandleFile open = read(text);
    assertThat(open.understood().text(Locale.ENGLISH)).contains("use stamp close");
    ReadOptions close =
        new ReadOptions(
            null, null, null, ReadOptions.Stamp.CLOSE, null, null, false, null, SizeLimits.FILE);
    CandleFile read = CandleReader.read(bytes(text), close);
    assertThat(read.understood().format()).isEqualTo("NinjaTrader");
    assertThat(read.understood().zone()).isEqualTo("UTC");
    assertThat(read.candles().from(0))
        .isEqualTo(Instant.parse("2026-03-10T11:59:00Z").getEpochSecond());
  }

  @Test
  void givenZoneCountsForWallTimesOnly() throws IOException {
    String walls = "Date,open,high,low,close\n2026-03-10 12:00,1,1,1,1\n2026-03-10 12:01,1,1,1,1\n";
    CandleFile read = CandleReader.read(bytes(walls), zone("-3"));
    assertThat(read.candles().from(0))
        .isEqualTo(Instant.parse("2026-03-10T15:00:00Z").getEpochSecond());
    assertThat(read.understood().zone()).isEqualTo("-03:00");
    assertThat(read.understood().zoneFrom()).isEqualTo("given");

    CandleFile epochs =
        CandleReader.read(bytes(HEADER + "60,1,1,1,1,1\n120,1,1,1,1,1\n"), zone("-3"));
    assertThat(epochs.candles().from(0)).isEqualTo(60);
    assertThat(epochs.understood().text(Locale.ENGLISH))
        .contains("zone -03:00 ignored, the file has its own");

    String python =
        ",time,open,high,low,close,tick_volume\n0,1773144000,1,1,1,1,1\n1,1773144060,1,1,1,1,1\n";
    assertThat(CandleReader.read(bytes(python), zone("+2")).candles().from(0))
        .isEqualTo(1773144000L - 7200);
  }

  @Test
  void tellsTheAssetByTheNameOfTheFile() {
    assertThat(AssetName.of("EURUSD1.csv")).isEqualTo("EURUSD");
    assertThat(AssetName.of("EURUSD_M1_202001020600_202002020600.csv")).isEqualTo("EURUSD");
    assertThat(AssetName.of("DAT_ASCII_EURUSD_M1_2012.csv")).isEqualTo("EURUSD");
    assertThat(AssetName.of("BINANCE_BTCUSDT, 1.csv")).isEqualTo("BTCUSDT");
    assertThat(AssetName.of("BTCUSDT-1m-2024-01.zip")).isEqualTo("BTCUSDT");
    assertThat(AssetName.of("EURUSD_Candlestick_1_M_BID_01.01.2024-31.01.2024.csv"))
        .isEqualTo("EURUSD");
    assertThat(AssetName.of("velas.csv")).isNull();
  }

  private static CandleSeries series(Candle... candles) {
    return CandleSeries.of(Timeframe.M1, java.util.List.of(candles));
  }

  private static ReadOptions zone(String zone) {
    return new ReadOptions(
        null,
        null,
        FileZone.parse(zone).orElseThrow(),
        null,
        null,
        null,
        false,
        null,
        SizeLimits.FILE);
  }

  private static CandleFile readAt(String text, long now) throws IOException {
    return CandleReader.read(
        bytes(text),
        new ReadOptions(
            null,
            null,
            null,
            null,
            null,
            null,
            false,
            Instant.ofEpochSecond(now),
            SizeLimits.FILE));
  }

  private static CandleFile readM1(String text) throws IOException {
    return CandleReader.read(bytes(text), ReadOptions.none().withTimeframe(Timeframe.M1));
  }

  private static CandleFile read(String text) throws IOException {
    return CandleReader.read(bytes(text), ReadOptions.none());
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
