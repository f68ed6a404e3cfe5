package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.JavaScript;
import io.vertx.core.json.JsonArray;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of an entry while its side comes, goes and turns. */
class AlertRulesTest {
  /**
   * Plays what is seen, each step as {@code seconds-to-entry side [age]}, and notes what is told.
   */
  private static final String PLAY =
      """
      const [lead, steps] = given;
      const sides = { none: null, open: undefined };
      let told = [];
      const heard = [];
      for (const step of steps.split(',')) {
        const [left, word, age = '1'] = step.trim().split(' ');
        const side = word in sides ? sides[word] : word;
        const entry = { key: 'k', entryAt: 1000, side, certain: false };
        const view = { entry, now: 1000 - Number(left), lead, age: Number(age) };
        const decided = it.decideEntry(told, view);
        told = decided.told;
        if (decided.tell) {
          heard.push(`${decided.tell.kind} ${decided.tell.side ?? 'none'} ${decided.tell.left}`);
        }
      }
      return heard.join(', ');
      """;

  private static final String LISTED =
      """
      const [heard, side, now] = given;
      const told = heard ? [{ key: 'k', side: heard === 'none' ? null : heard }] : [];
      const decided = it.decideListed(told, { key: 'k', side, entryAt: 1000, until: 1060 }, now);
      return decided.tell ? [decided.tell.kind, decided.tell.side, decided.tell.left] : null;
      """;

  private static JavaScript rules;

  @BeforeAll
  static void load() {
    rules = new JavaScript("alerts/rules.js");
  }

  @AfterAll
  static void close() {
    rules.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "nothing",
      value = {
        // told once, when it is due
        "10 | 11 CALL, 10 CALL, 9 CALL | entry CALL 10",
        "10 | 30 CALL, 11 PUT, 10 PUT | entry PUT 10",
        // each flip before the entry
        "10 | 10 CALL, 6 PUT | entry CALL 10, changed PUT 6",
        "10 | 10 CALL, 6 PUT, 3 CALL, 2 CALL | entry CALL 10, changed PUT 6, changed CALL 3",
        "10 | 10 CALL, 6 none, 5 none, 4 CALL | entry CALL 10, changed none 6, changed CALL 4",
        "120 | 119 CALL, 59 PUT | entry CALL 119, changed PUT 59",
        // no side is no entry to tell, until there is one
        "10 | 10 none, 8 none | nothing",
        "10 | 10 none, 5 PUT | entry PUT 5",
        // what cannot be said is no flip
        "10 | 10 CALL, 6 open, 5 CALL | entry CALL 10",
        "10 | 10 open, 3 PUT | entry PUT 3",
        // never after the entry has begun
        "10 | 0 CALL, -1 CALL | nothing",
        "10 | 5 CALL, 0 PUT | entry CALL 5",
        // never from old prices; a flip that old prices hid is told with the next new one
        "30 | 20 PUT 95 | nothing",
        "30 | 20 PUT 10.5, 18 PUT 10 | entry PUT 18",
        "30 | 20 CALL, 15 PUT 11, 14 PUT 2 | entry CALL 20, changed PUT 14",
      })
  void entriesAndTheirChanges(int lead, String seen, String told) {
    assertThat(rules.run(PLAY, lead, seen)).isEqualTo(told == null ? "" : told);
  }

  @Test
  void nothingIsToldWhileNoPriceIsKnown() {
    Object tell =
        rules.run(
            "const entry = { key: 'k', entryAt: 1000, side: 'CALL', certain: true };"
                + "return it.decideEntry([], { entry, now: 995, lead: 10, age: null }).tell");
    assertThat(tell).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "CALL | CALL | 1000.2 | false",
        "CALL | PUT | 1000.2 | true",
        "CALL | - | 1000.2 | true",
        "none | PUT | 1000.2 | true",
        // nobody has heard of it
        "- | PUT | 1000.2 | false",
        // too late to matter
        "CALL | PUT | 1060 | false",
      })
  void aCloseThatContradictsWhatWasToldIsTold(String heard, String side, double now, boolean told) {
    Object tell = rules.run(LISTED, heard, side, now);
    if (told) {
      assertThat(((JsonArray) tell).getString(0)).isEqualTo("changed");
      assertThat(((JsonArray) tell).getString(1)).isEqualTo(side);
    } else {
      assertThat(tell).isNull();
    }
  }

  @Test
  void anotherEntryIsAnotherMatter() {
    Object kinds =
        rules.run(
            "const view = (key, side) => ({ entry: { key, entryAt: 1000, side }, now: 995, lead:"
                + " 10, age: 1 });const first = it.decideEntry([], view('a', 'CALL'));const second"
                + " = it.decideEntry(first.told, view('b', 'PUT'));return [first.tell.kind,"
                + " second.tell.kind]");
    assertThat(kinds).isEqualTo(JsonArray.of("entry", "entry"));
  }
}
