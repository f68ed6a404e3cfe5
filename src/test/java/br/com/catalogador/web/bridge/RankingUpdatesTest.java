package br.com.catalogador.web.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.matrix.FirstEntry;
import br.com.catalogador.matrix.MatrixOrder;
import br.com.catalogador.ranking.message.Evidence;
import br.com.catalogador.ranking.message.RankingEntry;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.ranking.message.RankingView.Progress;
import br.com.catalogador.ranking.message.RankingView.Status;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is sent to a page of its ranking; the test's time passes only when it says so. */
class RankingUpdatesTest {
  private static final RankingParameters PARAMETERS =
      new RankingParameters(
          new CatalogSettings(Strategies.MINORIA, Timeframe.M1, 10, 2, TieRule.LOSS),
          MatrixOrder.EVIDENCE,
          5,
          List.of(),
          null,
          null);

  private final List<JsonObject> sent = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private final List<Integer> bytes = new ArrayList<>();
  private long nanos;
  private Runnable later;
  private long laterAt;
  private final EntryTexts texts = new EntryTexts();
  private final RankingUpdates updates =
      new RankingUpdates(
          (millis, action) -> {
            later = action;
            laterAt = nanos + TimeUnit.MILLISECONDS.toNanos(millis);
          },
          () -> nanos,
          texts,
          text -> {
            sent.add(text.toJsonObject());
            times.add(nanos);
            bytes.add(text.length());
          });

  private static RankingEntry entry(int position, String symbol, int seed) {
    Asset asset = new Asset(symbol.hashCode(), symbol, symbol, Asset.Category.OTC, true, 0.9);
    Summary summary =
        new Summary(
            seed,
            seed,
            0,
            List.of(0, 0, 0),
            seed,
            0,
            0,
            0,
            0,
            0,
            0.0,
            null,
            0.875,
            1.0,
            0,
            seed,
            -seed,
            null);
    return new RankingEntry(
        position,
        false,
        asset,
        Strategies.MINORIA,
        summary,
        new FirstEntry(seed, 0, 0.0, 1.0),
        null,
        null,
        Evidence.NONE,
        1_790_000_000 + seed);
  }

  private static RankingView view(List<RankingEntry> entries) {
    return new RankingView(
        "id",
        Status.DONE,
        PARAMETERS,
        Progress.NONE,
        MatrixOrder.EVIDENCE,
        1_500,
        0,
        entries,
        entries.stream().limit(5).toList(),
        null,
        null,
        99,
        List.of(),
        Instant.EPOCH,
        Instant.EPOCH,
        true);
  }

  private static List<RankingEntry> fifty(int seed) {
    return IntStream.range(0, 50).mapToObj(i -> entry(i + 1, "A" + i, seed + i)).toList();
  }

  @Test
  void sendsTheWholeAtFirstAndThenOnlyWhatHasChanged() {
    updates.changed(view(List.of(entry(1, "A", 1), entry(2, "B", 2), entry(3, "C", 3))));
    updates.changed(view(List.of(entry(1, "B", 2), entry(2, "D", 4), entry(3, "A", 9))));

    assertThat(sent.get(0).getJsonArray("entries")).hasSize(3);
    assertThat(sent.get(0).containsKey("moved")).isFalse();
    JsonObject changes = sent.get(1);
    assertThat(changes.getJsonArray("moved")).isEqualTo(new JsonArray().add(1).add(-1).add(0));
    assertThat(changes.getJsonArray("entries"))
        .extracting(entry -> ((JsonObject) entry).getString("asset"))
        .containsExactly("D", "A");
    assertThat(changes.getLong("computedAt")).isEqualTo(1_790_000_009);
    assertThat(changes.containsKey("parameters")).isFalse();
  }

  @Test
  void anotherRunIsSentAsAWhole() {
    updates.changed(RankingView.none(false));
    updates.changed(view(fifty(0)));

    assertThat(sent.get(1).getJsonArray("entries")).hasSize(50);
    assertThat(sent.get(1).containsKey("moved")).isFalse();
  }

  @Test
  void theTextOfAnEntryIsWrittenOnceForAllPagesThatReceiveTheSame() {
    EntryTexts.Text first = texts.of(entry(1, "A", 1), PARAMETERS);

    assertThat(texts.of(entry(1, "A", 1), PARAMETERS)).isSameAs(first);
    assertThat(texts.of(entry(2, "A", 1), PARAMETERS).json().toJsonObject())
        .isEqualTo(first.json().toJsonObject().put("position", 2));
  }

  @Test
  void neverMoreThan64KibInASecondAndTheNewestIsSentAtLast() {
    for (int i = 0; i < 400; i++) {
      nanos += TimeUnit.MILLISECONDS.toNanos(25);
      if (later != null && nanos >= laterAt) {
        Runnable due = later;
        later = null;
        due.run();
      }
      updates.changed(view(fifty(i * 100)));
    }

    for (int from = 0; from < times.size(); from++) {
      long begin = times.get(from);
      int inASecond =
          IntStream.range(0, times.size())
              .filter(i -> times.get(i) >= begin && times.get(i) < begin + 1_000_000_000L)
              .map(bytes::get)
              .sum();
      assertThat(inASecond).isLessThanOrEqualTo(RankingUpdates.BYTES_PER_SECOND);
    }
    assertThat(sent).hasSizeBetween(5, 20);
  }
}
