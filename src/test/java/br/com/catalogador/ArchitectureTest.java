package br.com.catalogador;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.Frame;
import br.com.catalogador.bus.Address;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rooms of the house and what each may use. Messages of all rooms count as one room of their
 * own: sender and receiver share them, so {@code session} and {@code cache} speak each other's
 * without knowing each other, and a message may hold another room's (an id, a source).
 */
class ArchitectureTest {
  private static final String ROOT = "br.com.catalogador.";
  private static final String MESSAGES = "messages";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("br.com.catalogador");

  /** With the tests, without what JMH makes of the benchmarks. */
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/jmh_generated/"))
          .importPackages("br.com.catalogador");

  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("candle", List.of()),
          Map.entry("strategy", List.of("candle")),
          Map.entry("stats", List.of("strategy")),
          Map.entry("bus", List.of()),
          Map.entry(MESSAGES, List.of("bus", "candle", "strategy", "stats")),
          Map.entry("broker", List.of("bus", "candle")),
          Map.entry("simulator", List.of("broker", "candle")),
          Map.entry("redis", List.of("bus")),
          Map.entry("cache", List.of("bus", "candle", "redis", MESSAGES)),
          Map.entry("analysis", List.of("bus", "candle", "strategy", "stats", MESSAGES)),
          Map.entry("ranking", List.of("bus", "candle", "strategy", "stats", MESSAGES)),
          Map.entry(
              "session",
              List.of(
                  "broker", "bus", "candle", "ranking", "redis", "strategy", "stats", MESSAGES)),
          Map.entry("live", List.of("bus", "candle", "strategy", "stats", MESSAGES)),
          Map.entry("web", List.of("bus", "candle", "strategy", "stats", MESSAGES)),
          Map.entry(
              "app",
              List.of(
                  "analysis",
                  "broker",
                  "bus",
                  "cache",
                  "candle",
                  "live",
                  "redis",
                  "session",
                  "simulator",
                  "stats",
                  "strategy",
                  "web",
                  MESSAGES)));

  private static String room(JavaClass type) {
    String place = type.getPackageName().substring(ROOT.length());
    return place.endsWith(".message") ? MESSAGES : place.split("\\.")[0];
  }

  private static DescribedPredicate<JavaClass> inRoom(String... rooms) {
    return DescribedPredicate.describe(
        "in " + String.join(", ", rooms),
        type -> type.getPackageName().startsWith(ROOT) && List.of(rooms).contains(room(type)));
  }

  static Stream<String> rooms() {
    return MAY_USE.keySet().stream().sorted();
  }

  @Test
  void everyClassIsInARoom() {
    assertThat(MAIN.stream().map(ArchitectureTest::room).distinct())
        .containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void roomUsesNoOtherRoomThanItMay(String room) {
    String[] others =
        MAY_USE.keySet().stream()
            .filter(other -> !other.equals(room) && !MAY_USE.get(room).contains(other))
            .toArray(String[]::new);

    noClasses().that(inRoom(room)).should().dependOnClassesThat(inRoom(others)).check(MAIN);
  }

  @Test
  void roomsFormNoCircle() {
    slices().assignedFrom(new ByRoom()).should().beFreeOfCycles().check(MAIN);
  }

  private static final class ByRoom implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().startsWith(ROOT)
          ? SliceIdentifier.of(room(type))
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "rooms, with the messages of all as one";
    }
  }

  @Test
  void candlesStrategiesAndStatisticsNeedOnlyTheJdk() {
    classes()
        .that(inRoom("candle", "strategy", "stats"))
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage("java..").or(inRoom("candle", "strategy", "stats")).or(jsonParser()))
        .check(MAIN);
    noClasses()
        .that(inRoom("strategy", "stats"))
        .should()
        .dependOnClassesThat(jsonParser())
        .check(MAIN);
  }

  private static DescribedPredicate<JavaClass> jsonParser() {
    return resideInAnyPackage("com.fasterxml.jackson.core..");
  }

  @Test
  void simulatorSharesNothingWithTheBrokersClientButTheFrames() {
    noClasses()
        .that(inRoom("simulator"))
        .should()
        .dependOnClassesThat(
            inRoom("broker").and(DescribedPredicate.not(JavaClass.Predicates.type(Frame.class))))
        .check(MAIN);
  }

  @Test
  void nobodyButProblemsAnswersWithAFailureStatus() {
    // Which status is set cannot be seen here, so whoever sets one at all is named: the login and
    // the start of a ranking may answer 202, the logout and the end of a ranking 204. Simulator and
    // management are servers of their own.
    noClasses()
        .that(
            inRoom(
                MAY_USE.keySet().stream()
                    .filter(r -> !r.equals("simulator"))
                    .toArray(String[]::new)))
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "web.Problems")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "web.LoginAnswers")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "web.LogoutRoute")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "app.ManagementVerticle")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "app.LoggersRoute")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "web.StartRankingRoute")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "web.ClearRankingRoute")
        .should()
        .callMethodWhere(target(name("setStatusCode")))
        .check(MAIN);
  }

  @Test
  void onlyTheBusRoomTouchesTheEventBus() {
    noClasses()
        .that(DescribedPredicate.not(inRoom("bus")))
        .should()
        .callMethod(Vertx.class, "eventBus")
        .check(MAIN);
  }

  @Test
  void addressesAreMadeInAddressBooksOnly() {
    noClasses()
        .that(DescribedPredicate.not(inRoom(MESSAGES, "bus")))
        .should()
        .callConstructorWhere(target(owner(JavaClass.Predicates.type(Address.class))))
        .check(MAIN);
  }

  @Test
  void nobodySleepsTestsIncluded() {
    noClasses()
        .should()
        .callMethodWhere(callTo(Thread.class, "sleep").or(callTo(TimeUnit.class, "sleep")))
        .check(ALL);
  }

  @Test
  void onlyCommandsAskThisMachineForTheTime() {
    // A command starts a process; everything below it is told which clock to go by.
    noClasses()
        .that(DescribedPredicate.not(inRoom("app")))
        .and()
        .haveSimpleNameNotEndingWith("Command")
        .should()
        .callMethodWhere(
            callTo(System.class, "currentTimeMillis")
                .or(callTo(Instant.class, "now"))
                .or(callTo(InstantSource.class, "system"))
                .or(callTo(Clock.class, "systemUTC"))
                .or(callTo(Clock.class, "systemDefaultZone"))
                .or(target(name("now")).and(target(owner(resideInAPackage("java.time"))))))
        .check(MAIN);
  }

  private static DescribedPredicate<JavaCall<?>> callTo(Class<?> owner, String method) {
    return target(owner(JavaClass.Predicates.type(owner))).and(target(name(method)));
  }
}
