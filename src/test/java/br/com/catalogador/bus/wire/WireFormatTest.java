package br.com.catalogador.bus.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import br.com.catalogador.analysis.message.Analyze;
import br.com.catalogador.analysis.message.Analyze.Urgency;
import br.com.catalogador.cache.message.CachedCandles.Source;
import br.com.catalogador.cache.message.CandleSeriesForm;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.UnknownMessageException;
import br.com.catalogador.model.AssetsView;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.User;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.Challenge;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Forming;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.support.Secret;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireFormatTest {
  private static final long START = 1_790_000_100;

  private final WireFormat format = new WireFormat(List.of(new CandleSeriesForm()));

  /** A value of every kind that a message may hold. */
  private record Everything(
      boolean flag,
      int whole,
      long large,
      double real,
      Boolean maybeFlag,
      Integer maybeWhole,
      Double maybeReal,
      String text,
      Instant moment,
      Duration span,
      Timeframe constant,
      List<Integer> numbers,
      Set<String> words,
      Map<String, List<Double>> table,
      JsonObject json,
      Object open) {}

  private static final CatalogSettings SETTINGS =
      new CatalogSettings(Strategies.MINORIA, Timeframe.M1, 10, 2, TieRule.TIE);

  private static CandleSeries candles() {
    CandleSeries.Builder builder = new CandleSeries.Builder(Timeframe.M1, 60);
    for (int i = 0; i < 60; i++) {
      builder.add(START + 60L * i, 1.1 + i * 1e-5, 1.2, 1.0, 1.1 + (i % 3) * 1e-5);
    }
    return builder.build();
  }

  private static CatalogView catalog() {
    Finality finality = Finality.upTo(START + 3600);
    Catalog catalog = Catalog.of(candles(), SETTINGS, finality);
    StakePlan stakes = new StakePlan(0.87, 2, false);
    return new CatalogView(
        new Asset(76, "EURUSD-OTC", "EUR/USD (OTC)", Asset.Category.OTC, true, 0.89),
        SETTINGS,
        START + 3600,
        START + 3600,
        candles(),
        catalog.rows(),
        catalog.skipped(),
        Summary.of(catalog.rows(), 2, stakes),
        catalog.afterHits(),
        Forming.of(candles(), SETTINGS, START + 3600, finality).orElse(null),
        Source.MIXED,
        1,
        null);
  }

  static Stream<Object> messages() {
    User user = new User(new UserId("7"), "Zé da Silva", "ze@example.com");
    return Stream.of(
        new GetSession(),
        new LoggedIn(user, new SessionId("abc"), "token", Instant.ofEpochSecond(9)),
        new Challenge("x", "email", List.of("email", "sms"), Instant.ofEpochSecond(5, 7)),
        new GetNewest(new SessionId("abc"), 76, Timeframe.M5, START, START - 300, 53),
        new GetCatalog("EURUSD-OTC", SETTINGS, null, 2, true),
        new Analyze(candles(), SETTINGS, START, Finality.upTo(START), null, Urgency.WATCHED),
        new AssetsView(List.of(catalog().asset()), START),
        catalog(),
        new Everything(
            true,
            -1,
            Long.MIN_VALUE,
            -0.0,
            null,
            null,
            Double.NaN,
            "é\u0000€",
            Instant.MAX,
            Duration.ofNanos(-1),
            Timeframe.M15,
            List.of(1, 2),
            Set.of("a"),
            Map.of("k", List.of(0.1)),
            new JsonObject().put("a", List.of(1)),
            new UserId("9")),
        new Everything(
            false,
            0,
            0,
            0,
            false,
            1,
            1.0,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of("mixed", 1, new UserId("3"))));
  }

  private Buffer written(Object message) {
    Buffer bytes = Buffer.buffer("before");
    format.write(message, bytes);
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("messages")
  void decodesTheEncodedMessage(Object message) {
    assertThat(format.read(written(message), "before".length())).isEqualTo(message);
  }

  @Test
  void decodesNullAsNull() {
    assertThat(format.read(written(null), "before".length())).isNull();
  }

  @Test
  void rejectsAMessageOfAnotherVersion() {
    Buffer bytes = written(catalog());
    WireFormat newer =
        new WireFormat(
            List.of(
                new WireAdapter<CandleSeries>() {
                  private final CandleSeriesForm old = new CandleSeriesForm();

                  @Override
                  public Class<CandleSeries> type() {
                    return old.type();
                  }

                  @Override
                  public int version() {
                    return old.version() + 1;
                  }

                  @Override
                  public void write(CandleSeries value, Buffer out) {
                    old.write(value, out);
                  }

                  @Override
                  public CandleSeries read(Buffer in) {
                    return old.read(in);
                  }
                }));

    assertThatThrownBy(() -> newer.read(bytes, "before".length()))
        .isInstanceOf(UnknownMessageException.class)
        .hasMessageContaining("CatalogView has another shape");
  }

  @Test
  void rejectsAClassThatIsNoMessage() {
    for (String name : Arrays.asList("java.lang.Runtime", "br.com.catalogador.Nothing")) {
      Buffer bytes = Buffer.buffer().appendByte((byte) 1);
      bytes.appendInt(name.length()).appendString(name).appendLong(0);

      assertThatThrownBy(() -> format.read(bytes, 0))
          .as(name)
          .isInstanceOf(UnknownMessageException.class)
          .hasMessageContaining("no message of this server");
    }
  }

  @Test
  void rejectsASecret() {
    assertThatThrownBy(() -> written(new Login("a@b.c", new Secret("pâsswörd"), "10.0.0.1", "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a secret does not leave its server");
  }

  @Test
  void rejectsATypeWithoutAnEncoding() {
    assertThatThrownBy(() -> written(new StringBuilder("no message")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
