package br.com.catalogador.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Short rounds of what {@code scripts/attack} does at length, against the packaged jar: one server
 * has to bear one after the other.
 */
@EnabledIfSystemProperty(
    named = "catalogador.jar",
    matches = ".+",
    disabledReason = "memory is that of the server alone when it is a process of its own")
class AttackIT {
  private static final Path JAR = Path.of(System.getProperty("catalogador.jar", ""));
  private static final int SECONDS = 2;

  /** More than there are attackers, so most of the messages have to have been dropped. */
  private static final int MANY = 100;

  private static Victim victim;

  @BeforeAll
  static void start() throws Exception {
    victim = Victim.start(JAR);
  }

  @AfterAll
  static void stop() {
    victim.close();
  }

  /**
   * @param enough what is to be seen of the attack; on a busy machine it takes longer than usual
   */
  private static Tally attack(Attack attack, Predicate<Tally> enough) throws Exception {
    Tally tally = attack.run(victim, victim.port(), false, SECONDS, enough).tally();
    System.out.println(attack.id() + ": " + tally + ", " + victim.residentMegabytes() + " MB");
    assertThat(victim.isAlive()).isTrue();
    assertThat(victim.pageMillis()).as("a page afterwards, ms").isLessThan(5_000);
    assertThat(victim.residentMegabytes()).isLessThan(Victim.memoryLimit());
    return tally;
  }

  @Test
  void whoPingsWithoutReadingIsCutOff() throws Exception {
    Tally tally = attack(Attack.PING_FLOOD, counted -> counted.count("sockets") > 4);

    // The first four have been closed, and others after them.
    assertThat(tally.count("sockets")).isGreaterThan(4);
  }

  @Test
  void manyBigAnswersToOneSessionAreRefused() throws Exception {
    Tally tally = attack(Attack.BURST, counted -> counted.count("429") > 2 * counted.count("200"));

    assertThat(tally.count("429")).as("too many requests").isGreaterThan(tally.count("200"));
  }

  @Test
  void strangersCannotHoldHalfMessages() throws Exception {
    Tally tally = attack(Attack.HALF_MESSAGES, counted -> counted.count("half messages") > MANY);

    // But those that have just been opened.
    assertThat(tally.count("still open at the end")).isLessThan(17);
    assertThat(victim.token("user1")).isNotNull();
  }

  @Test
  void aLoginThatIsAnsweredWithoutEndEnds() throws Exception {
    Tally tally = attack(Attack.ENDLESS_ANSWER, counted -> counted.count("login 502") > 0);

    assertThat(tally.count("login 502")).isPositive();
  }

  @Test
  void guessesPastTheLimitsDoNotReachTheBroker() throws Exception {
    Tally tally = attack(Attack.LOGIN_LIMITS, any -> true);

    assertThat(
            tally.count("asked of the broker: one account")
                + tally.count("asked of the broker: other spaces"))
        .isBetween(1L, 10L);
    assertThat(tally.count("asked of the broker: one /64")).isBetween(1L, 100L);
  }
}
