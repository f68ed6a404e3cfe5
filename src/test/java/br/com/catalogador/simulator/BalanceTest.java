package br.com.catalogador.simulator;

import static br.com.catalogador.simulator.RunningSimulator.DEMO;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of balances and their pushes. */
@ExtendWith(VertxExtension.class)
class BalanceTest {
  private static final String CHANGED = "balances.balance-changed";

  private RunningSimulator simulator;
  private BrokerSocket socket;

  @BeforeEach
  void start(Vertx vertx) {
    simulator = RunningSimulator.start(vertx);
    socket = simulator.socket(DEMO);
  }

  private static JsonObject body(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }

  private double practice(BrokerSocket asking) {
    return asking
        .ask("get-balances", body("{'types_ids':[4]}"))
        .getJsonArray("msg")
        .getJsonObject(0)
        .getDouble("amount");
  }

  @Test
  void pushesAChangeToTheUsersSubscribedSocketsAndStoresIt() {
    BrokerSocket second = simulator.socket(DEMO);
    BrokerSocket unsubscribed = simulator.socket(DEMO);
    BrokerSocket other = simulator.socket("user1@catalogador.local");
    socket.subscribe(CHANGED, new JsonObject());
    second.subscribe(CHANGED, new JsonObject());
    other.subscribe(CHANGED, new JsonObject());
    socket.settle();
    second.settle();
    other.settle();

    JsonObject change =
        body(
            "{'user_id':1002,'current_balance':{'id':10024,'type':4,'amount':4321.05,"
                + "'bonus_amount':0,'currency':'USD'}}");
    assertThat(
            simulator
                .post("/control/balance", body("{'user':'" + DEMO + "','amount':4321.05}"))
                .bodyAsJsonObject())
        .isEqualTo(change);

    JsonObject push = socket.next("balance-changed");
    assertThat(push)
        .isEqualTo(
            new JsonObject()
                .put("name", "balance-changed")
                .put("microserviceName", "balances")
                .put("msg", change));
    assertThat(second.next("balance-changed")).isEqualTo(push);
    assertThat(practice(unsubscribed)).isEqualTo(4321.05);
    other.settle();
    assertThat(unsubscribed.hasUnread("balance-changed")).isFalse();
    assertThat(other.hasUnread("balance-changed")).isFalse();
  }

  @Test
  void changesTheRealBalanceAlone() {
    double practice = practice(socket);
    simulator.post("/control/balance", body("{'user':'" + DEMO + "','amount':7,'type':1}"));
    assertThat(
            socket
                .ask("get-balances", body("{'types_ids':[1]}"))
                .getJsonArray("msg")
                .getJsonObject(0)
                .getInteger("amount"))
        .isEqualTo(7);
    assertThat(practice(socket)).isEqualTo(practice);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'user':'nobody@catalogador.local','amount':1}",
        "{'user':'demo@catalogador.local'}",
        "{'user':'demo@catalogador.local','amount':-1}",
        "{'user':'demo@catalogador.local','amount':'1'}",
        "{'user':'demo@catalogador.local','amount':1,'type':2}",
        "{'user':'demo@catalogador.local','amount':1,'currency':'BRL'}",
        "{}"
      })
  void refusesAnInvalidChange(String wanted) {
    double before = practice(socket);
    assertThat(simulator.post("/control/balance", body(wanted)).statusCode()).isEqualTo(400);
    assertThat(practice(socket)).isEqualTo(before);
  }

  @Test
  void resetRefillsThePracticeBalanceAndPushesIt() {
    socket.subscribe(CHANGED, new JsonObject());
    JsonObject answer =
        socket.ask(
            "internal-billing.reset-training-balance",
            body("{'user_balance_id':10024,'amount':10000}"));
    assertThat(answer.getInteger("status")).isEqualTo(2000);
    assertThat(answer.getString("name")).isEqualTo("training-balance-reset");
    assertThat(socket.next("balance-changed").getJsonObject("msg").getInteger("user_id"))
        .isEqualTo(1_002);
    assertThat(practice(socket)).isEqualTo(10_000);

    assertThat(
            socket
                .ask("internal-billing.reset-training-balance", body("{'user_balance_id':10021}"))
                .getInteger("status"))
        .isEqualTo(4220);
  }

  @Test
  void marginalFormShowsTheBalanceWithNumbersAsTexts() {
    simulator.post("/control/balance", body("{'user':'" + DEMO + "','amount':12.5}"));
    JsonObject marginal =
        socket
            .ask("marginal-portfolio.get-marginal-balance", body("{'user_balance_id':10024}"))
            .getJsonObject("msg");
    assertThat(marginal.getValue("cash")).isEqualTo("12.5");
    assertThat(marginal.getValue("available")).isEqualTo("12.5");
    assertThat(
            socket
                .ask("marginal-portfolio.get-marginal-balance", body("{'user_balance_id':1}"))
                .getInteger("status"))
        .isEqualTo(4040);
  }
}
