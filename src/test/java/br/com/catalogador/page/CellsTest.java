package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.JavaScript;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cells of a ranking: which the page knows, how they are arranged, what they prove. */
class CellsTest {
  /** {@code cell('A', 's', 2, {...})} is strategy {@code s} on asset {@code A}, in position 2. */
  private static final String CELLS =
      """
      const cell = (asset, strategy, position, more = {}) => ({
        asset, name: `Asset ${asset}`, strategy, position, category: 'otc', belowMinimum: false,
        winRate: 0.8, first: { operations: 20, wins: 12, rate: 0.6, pValue: 0.25 },
        holm: 1, familyP: 0.5, operationsNeeded: 90, ...more,
      });
      const keys = (cells) => cells.map((each) => each ? `${each.asset}${each.strategy}` : null);
      const view = (more) => ({
        sortedBy: 'position', descending: false, asset: '', strategy: '', category: '', group: '',
        ...more,
      });
      """;

  private static JavaScript cells;

  @BeforeAll
  static void load() {
    cells =
        new JavaScript(
            "model/cells.js", "globalThis.document = { documentElement: { lang: 'pt-BR' } };");
  }

  @AfterAll
  static void close() {
    cells.close();
  }

  @Test
  void aPartFillsItsPlacesAndWhatIsOfAnotherRunIsAskedAnew() {
    JsonArray known =
        (JsonArray)
            cells.run(
                CELLS
                    + """
                    const first = it.withPart(it.noCells(), { run: '1', total: 4, offset: 0,
                        entries: [cell('A', 's', 1), cell('B', 's', 2)] });
                    const all = it.withPart(first, { run: '1', total: 4, offset: 2,
                        entries: [cell('C', 's', 3), cell('D', 's', 4)] });
                    const next = it.withPart(all, { run: '2', total: 4, offset: 0,
                        entries: [cell('C', 's', 1), cell('A', 's', 2)] });
                    return [first, all, next].map((table) =>
                        [keys(table.cells), it.missing(table, 0, 4, 100)]);
                    """);

    assertThat(known.encode())
        .isEqualTo(
            "[[[\"As\",\"Bs\",null,null],{\"offset\":2,\"limit\":2}],"
                + "[[\"As\",\"Bs\",\"Cs\",\"Ds\"],null],"
                // C stands first now, and nobody knows yet who stands third
                + "[[\"Cs\",\"As\",null,\"Ds\"],{\"offset\":2,\"limit\":2}]]");
  }

  @Test
  void asksForNoMoreThanIsInSightAndAnAnswerHolds() {
    Object asked =
        cells.run(
            "const table = it.withPart(it.noCells(), { run: '1', total: 1500, offset: 0, entries:"
                + " [] });return [it.missing(table, 60, 120, 500), it.missing(table, 1490, 1600,"
                + " 500), it.missing(table, 0, 1500, 500)]");

    assertThat(((JsonArray) asked).encode())
        .isEqualTo(
            "[{\"offset\":60,\"limit\":60},{\"offset\":1490,\"limit\":10},{\"offset\":0,\"limit\":500}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // C has come from further back; A has changed; of B and A only the places
        "{ id: 'r', moved: [-1, 1, 0], entries: [cell('C', 's', 1)] } | Cs1,Bs2,As3",
        "{ id: 'r', moved: [0, 1], entries: [cell('A', 't', 1)] } | At1,Bs2",
        // nobody has told who stands second
        "{ id: 'r', moved: [0, 2], entries: [] } | null",
        "{ id: 'q', moved: [0, 1], entries: [] } | null",
      })
  void newsTellOnlyWhatHasChangedOfTheFirstCells(String news, String now) {
    assertThat(
            cells.run(
                CELLS
                    + "const told = { id: 'r', top: [], parameters: 7, total: 9,"
                    + " entries: [cell('A', 's', 1), cell('B', 's', 2)] };"
                    + "const now = it.withNews(told, { computedAt: 60, ..."
                    + news
                    + " }); return String(now && (now.parameters === 7 && now.top.length ==="
                    + " now.entries.length && now.entries.every((each) => each.computedAt === 60)"
                    + " && now.entries.map((each) => each.asset + each.strategy +"
                    + " each.position)))"))
        .isEqualTo(now);
  }

  @Test
  void tellsWhichCellsMovedAndHowFar() {
    Object moved =
        cells.run(
            CELLS
                + "return it.moves([cell('A', 's', 1), cell('B', 's', 2), undefined, cell('C', 's',"
                + " 4)], [cell('C', 's', 1), cell('A', 's', 2), cell('B', 's', 2), cell('D', 's',"
                + " 4)])");

    assertThat(moved).isEqualTo(new JsonObject().put("C s", 3).put("A s", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | Ax,Ay,By,Bx,Cx",
        // too few operations to be compared: below, whichever way
        "{ sortedBy: 'winRate', descending: true } | Bx,Ax,By,Ay,Cx",
        "{ sortedBy: 'winRate' } | By,Ax,Bx,Ay,Cx",
        // unknown last
        "{ sortedBy: 'familyP' } | By,Ax,Ay,Bx,Cx",
        "{ sortedBy: 'familyP', descending: true } | Ax,Ay,By,Bx,Cx",
        "{ asset: 'asset b' } | By,Bx",
        "{ strategy: 'Y' } | Ay,By",
        "{ category: 'forex' } | Ay",
        "{ group: 'asset' } | Ax,By,Cx",
        "{ group: 'strategy' } | Ax,Ay",
        "{ group: 'asset', strategy: 'x' } | Ax,Bx,Cx",
      })
  void cellsStandAsTheReaderWantsThem(String view, String order) {
    Object arranged =
        cells.run(
            CELLS
                + """
                const all = [
                  cell('A', 'x', 1), cell('A', 'y', 2, { winRate: null, category: 'forex' }),
                  cell('B', 'y', 3, { winRate: 0.7, familyP: 0.01 }),
                  cell('B', 'x', 4, { winRate: 0.9, familyP: null }), undefined,
                  cell('C', 'x', 6, { winRate: 1, belowMinimum: true }),
                ];
                return keys(it.arranged(all, view(\
                """
                + view
                + "))).join()");

    assertThat(arranged).isEqualTo(order);
  }

  @Test
  void onlyTheRankingsOwnOrderNeedsNoMoreThanWhatIsInSight() {
    Object needs =
        cells.run(
            CELLS
                + "return [{}, { descending: true }, { sortedBy: 'name' }, { asset: 'a' }, { group:"
                + " 'asset' }].map((more) => it.needsAll(view(more)))");

    assertThat(needs).isEqualTo(JsonArray.of(false, true, true, true, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ belowMinimum: true, familyP: 0.001 } | 1500 | few",
        // 0.5 to the power of 14 is more than 0.05 / 1500
        "{ first: { operations: 14 }, familyP: 0.001 } | 1500 | short",
        "{ first: { operations: 15 }, familyP: 0.05 } | 1500 | evidence",
        "{ first: { operations: 15 }, familyP: 0.051 } | 1500 | luck",
        "{ first: { operations: 15 }, familyP: null, holm: null } | 1500 | open",
        // one strategy, without simulated markets
        "{ first: { operations: 15 }, familyP: null } | 1500 | luck",
        "{ first: { operations: 5 }, familyP: 0.04 } | 1 | evidence",
      })
  void whatACellProvesDependsOnHowManyThereAre(String cell, int total, String proof) {
    assertThat(
            cells.run(CELLS + "return it.proofOf(cell('A', 's', 1, " + cell + "), " + total + ")"))
        .isEqualTo(proof);
  }

  @ParameterizedTest
  @CsvSource({"90, 70", "20, 0", "null, null"})
  void saysHowManyEntriesARateStillLacks(String needed, String left) {
    assertThat(
            cells.run(
                CELLS
                    + "return String(it.entriesLeft(cell('A', 's', 1, { operationsNeeded: "
                    + needed
                    + " })))"))
        .isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({"0.001, 999, 0", "0.012, 999, 11", "1, 99, 99"})
  void countsTheSimulatedMarketsThatWereAsGood(double familyP, int simulations, int markets) {
    assertThat(cells.call("marketsAsGood", familyP, simulations)).isEqualTo(markets);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | 1000 | null",
        "{ entryAt: 1020, every: 300, side: 'PUT' } | 1000 | {\"entryAt\":1020,\"side\":\"PUT\"}",
        // the entry of the block after, whose side nobody knows yet
        "{ entryAt: 1020, every: 300, side: 'PUT' } | 1021 | {\"entryAt\":1320,\"side\":null}",
        "{ entryAt: 1020, every: 300, side: 'PUT' } | 1700 | {\"entryAt\":1920,\"side\":null}",
      })
  void afterTheEntryThatWasToldComesThatOfTheNextBlock(String next, int now, String entry) {
    assertThat(cells.run("return JSON.stringify(it.nextOf({ next: " + next + " }, " + now + "))"))
        .isEqualTo(entry);
  }
}
