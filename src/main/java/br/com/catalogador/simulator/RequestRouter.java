package br.com.catalogador.simulator;

import java.util.Map;
import java.util.function.Function;

/** Routes requests by name to their handlers. */
final class RequestRouter {
  private final Map<String, Function<ClientRequest, Answer>> answers;

  RequestRouter(
      AccountAnswers account,
      OptionAnswers assets,
      UnderlyingAnswers underlyings,
      CandleAnswers candles) {
    answers =
        Map.ofEntries(
            Map.entry("features.get-features", account::features),
            Map.entry("core.get-profile", account::profile),
            Map.entry("get-profile", account::profile),
            Map.entry("balances.get-available-balances", account::availableBalances),
            Map.entry("balances.get-balances", account::balances),
            Map.entry("internal-billing.get-balances", account::balances),
            Map.entry("get-balances", account::balances),
            Map.entry(
                "marginal-portfolio.subscribe-balance-changed", account::marginalSubscription),
            Map.entry("marginal-portfolio.get-marginal-balance", account::marginalBalance),
            Map.entry("internal-billing.reset-training-balance", account::resetTrainingBalance),
            Map.entry("reset-training-balance", account::resetTrainingBalance),
            Map.entry("portfolio.get-positions", account::positions),
            Map.entry("portfolio.get-history-positions", account::historyPositions),
            Map.entry("portfolio.get-orders", account::orders),
            Map.entry("binary-options.get-initialization-data", assets::initializationData),
            Map.entry("get-initialization-data", assets::initializationData),
            Map.entry("digital-option-instruments.get-underlying-list", underlyings::digital),
            Map.entry("get-underlying-list", underlyings::digital),
            Map.entry("digital-option-instruments.get-instruments", underlyings::instruments),
            Map.entry("marginal-forex-instruments.get-underlying-list", underlyings::marginalForex),
            Map.entry(
                "marginal-crypto-instruments.get-underlying-list", underlyings::marginalCrypto),
            Map.entry("marginal-cfd-instruments.get-underlying-list", underlyings::marginalCfd),
            Map.entry("get-actives-index", underlyings::index),
            Map.entry("get-top-assets", underlyings::topAssets),
            Map.entry("get-active", assets::active),
            Map.entry("get-currency", assets::currency),
            Map.entry("get-candles", candles::candles),
            Map.entry("quotes-history.get-candles", candles::candles),
            Map.entry("get-first-candles", candles::firstCandles),
            Map.entry("quotes-history.get-first-candles", candles::firstCandles));
  }

  /** Answers a request; an unknown one is refused. */
  Answer answer(ClientRequest request) {
    return answers.getOrDefault(request.name(), RequestRouter::unknown).apply(request);
  }

  private static Answer unknown(ClientRequest request) {
    String withoutService = request.name().substring(request.name().lastIndexOf('.') + 1);
    return Answer.notFound(withoutService.replaceFirst("^get-", ""));
  }
}
