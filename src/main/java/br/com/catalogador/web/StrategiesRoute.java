package br.com.catalogador.web;

import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.strategy.Pattern;
import br.com.catalogador.strategy.PatternText;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.Strategy;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.SessionClient;
import br.com.catalogador.web.http.Texts;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code GET /api/v1/strategies}: all strategies, with texts in the language of the request. */
final class StrategiesRoute implements Handler<RoutingContext> {
  private final SessionClient sessions;
  private final Map<String, Buffer> answers;

  StrategiesRoute(SessionClient sessions, Texts texts) {
    this.sessions = sessions;
    answers =
        Texts.LANGUAGES.stream()
            .collect(
                Collectors.toMap(
                    Function.identity(), language -> json(texts, language).toBuffer()));
  }

  @Override
  public void handle(RoutingContext context) {
    // The session is requested only to reject tokens of ended sessions.
    sessions
        .ask(Identity.of(context), new GetSession())
        .onSuccess(ignored -> write(context))
        .onFailure(context::fail);
  }

  private void write(RoutingContext context) {
    String language = Texts.languageOf(context);
    context
        .response()
        .putHeader("Content-Type", "application/json")
        .putHeader("Content-Language", language)
        .end(answers.get(language));
  }

  private static JsonObject json(Texts texts, String language) {
    JsonArray strategies = new JsonArray();
    for (Strategy strategy : Strategies.all()) {
      String key = "strategies." + strategy.id();
      strategies.add(
          new JsonObject()
              .put("id", strategy.id())
              .put("name", texts.text(language, key + ".name"))
              .put("description", texts.text(language, key + ".description"))
              .put("timeframes", timeframes(strategy))
              .put("patterns", patterns(strategy)));
    }
    return new JsonObject().put("strategies", strategies);
  }

  private static JsonArray timeframes(Strategy strategy) {
    return new JsonArray(supported(strategy).map(Timeframe::seconds).toList());
  }

  /** The pattern in each supported timeframe, as offsets in candles. */
  private static JsonArray patterns(Strategy strategy) {
    return new JsonArray(
        supported(strategy).map(size -> pattern(size, strategy.pattern(size))).toList());
  }

  private static JsonObject pattern(Timeframe timeframe, Pattern pattern) {
    return new JsonObject()
        .put("timeframe", timeframe.seconds())
        .put("blockCandles", pattern.blockCandles())
        .put("rule", pattern.rule().name())
        .put("analysed", new JsonArray(pattern.analyzed()))
        .put("attempts", new JsonArray(pattern.attempts(Pattern.MAX_MARTINGALE)))
        .put("text", PatternText.of(pattern));
  }

  private static Stream<Timeframe> supported(Strategy strategy) {
    return Arrays.stream(Timeframe.values()).filter(strategy::supports);
  }
}
