package br.com.catalogador.app;

import static br.com.catalogador.app.RankingClient.entries;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.SettableTime;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Payouts that differ by account: each user's results are computed with the payout of their own
 * account.
 */
@EnabledIf("br.com.catalogador.app.RunningServer#isInThisProcess")
class AccountPayoutsIT extends ServerOnTestClock {
  private static final long START = SettableTime.TRADING;

  private static final String ASSET = "EURUSD-OTC";
  private static final String QUERY = "/api/v1/catalog?asset=" + ASSET + "&quadrants=20";

  AccountPayoutsIT() {
    super(START);
  }

  /** A user with a page. */
  private final class Viewer {
    private final ApiClient api;
    private final PageSocket page;
    private final String address;

    Viewer(String user) {
      JsonObject login = server.client().login(user + "@catalogador.local", "demo-1234").json();
      String token = login.getString("token");
      api = server.client().with("Authorization", "Bearer " + token);
      address = "user." + login.getJsonObject("user").getString("id");
      page = PageSocket.open(sockets, server, token);
      page.register(address + ".catalog");
    }

    JsonObject watch() {
      JsonObject answer =
          page.ask(address + ".watch", new JsonObject().put("asset", ASSET).put("quadrants", 20));
      assertThat(answer.getString("type")).as(answer.encode()).isEqualTo("rec");
      awaitStreams(1);
      return answer.getJsonObject("body");
    }

    /** The next update that contains the candle with a given end. */
    JsonObject updateOf(long end) {
      return page.next(
              message ->
                  (address + ".catalog").equals(message.getString("address"))
                      && Objects.equals(message.getJsonObject("body").getLong("dataTo"), end))
          .getJsonObject("body");
    }

    JsonObject catalog() {
      return api.get(QUERY).json();
    }

    JsonObject ranked() {
      return entries(new RankingClient(api).run(ASSET)).get(0);
    }

    /** The CSV columns of the ranked asset. */
    List<String> exportedRanking() {
      String[] lines = api.get("/api/v1/ranking?format=csv").text().split("\n");
      List<String> header = List.of(lines[0].split(","));
      List<String> cells = List.of(lines[1].split(","));
      return Stream.of("payout", "breakEvenRate", "netProfit")
          .map(column -> cells.get(header.indexOf(column)))
          .toList();
    }

    JsonObject listed(String symbol) {
      return api.get("/api/v1/assets").json().getJsonArray("assets").stream()
          .map(JsonObject.class::cast)
          .filter(asset -> asset.getString("symbol").equals(symbol))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Sets the payout that the simulated broker shows one user. */
  private void pay(String user, int percent) throws Exception {
    JsonObject group =
        new JsonObject()
            .put("users", JsonArray.of(user + "@catalogador.local"))
            .put("payouts", new JsonObject().put("76", percent))
            .put("suspended", JsonArray.of("77"));
    server.fault(new JsonObject().put("accountGroups", JsonArray.of(group)));
  }

  private static void isComputedWith(double payout, JsonObject payoutOf, JsonObject summary) {
    assertThat(payoutOf.getDouble("payout")).isEqualTo(payout);
    assertThat(summary.getDouble("payout")).isEqualTo(payout);
  }

  @Test
  void usersWithDifferentPayoutsWatchOneAssetEachWithTheirOwnMoney() throws Exception {
    pay("user2", 60);
    Viewer usual = new Viewer("user1");
    Viewer other = new Viewer("user2");

    isComputedWith(
        0.89, usual.watch().getJsonObject("asset"), usual.catalog().getJsonObject("summary"));
    isComputedWith(
        0.60, other.watch().getJsonObject("asset"), other.catalog().getJsonObject("summary"));
    for (int minute = 0; minute < 3; minute++) {
      long end = closeMinute(minute);
      agrees(0.89, usual, end);
      agrees(0.60, other, end);
    }
  }

  /** Compares update, catalog, ranking and export of the same moment. */
  private static void agrees(double payout, Viewer viewer, long end) {
    JsonObject update = viewer.updateOf(end);
    JsonObject summary = update.getJsonObject("summary");
    JsonObject catalog = viewer.catalog();
    isComputedWith(payout, update, summary);
    assertThat(catalog.getJsonObject("asset").getDouble("payout")).isEqualTo(payout);
    assertThat(catalog.getJsonObject("summary")).isEqualTo(summary);
    JsonObject ranked = viewer.ranked();
    assertThat(ranked.getDouble("payout")).isEqualTo(payout);
    assertThat(viewer.exportedRanking())
        .containsExactly(
            String.valueOf(payout),
            ranked.getValue("breakEvenRate").toString(),
            ranked.getValue("netProfit").toString());
    JsonObject ten = viewer.api.get(QUERY.replace("=20", "=10")).json().getJsonObject("summary");
    assertThat(ranked.getValue("netProfit")).isEqualTo(ten.getValue("netProfit"));
  }

  @Test
  void aChangedPayoutIsShownToItsUserOnlyWithinTwoCloses() throws Exception {
    pay("user2", 60);
    Viewer usual = new Viewer("user1");
    Viewer other = new Viewer("user2");
    usual.watch();
    other.watch();
    usual.updateOf(closeMinute(0));
    other.updateOf(START + 10);

    pay("user2", 75);
    for (int minute = 1; minute < 3; minute++) {
      long end = closeMinute(minute);
      isComputedWith(0.89, usual.updateOf(end), usual.catalog().getJsonObject("summary"));
      other.updateOf(end);
    }

    long end = closeMinute(3);
    agrees(0.89, usual, end);
    agrees(0.75, other, end);
  }

  @Test
  void anAssetNotOfferedToOneAccountIsClosedForItOnly() throws Exception {
    pay("user2", 60);
    Viewer usual = new Viewer("user1");
    Viewer other = new Viewer("user2");

    assertThat(usual.listed("EURGBP-OTC").getBoolean("open")).isTrue();
    assertThat(other.listed("EURGBP-OTC").getBoolean("open")).isFalse();
    assertThat(usual.listed(ASSET).getDouble("payout")).isEqualTo(0.89);
    assertThat(other.listed(ASSET).getDouble("payout")).isEqualTo(0.60);
  }
}
